declare const WORMTRAIL_VERSION: string | undefined;

/** The package's version; `0.0.0` where the code runs unbuilt, in tests. */
export const VERSION: string = typeof WORMTRAIL_VERSION === 'string' ? WORMTRAIL_VERSION : '0.0.0';
