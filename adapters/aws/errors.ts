import { type ErrorCode, WormtrailError } from '../../core/errors';

/** What an SDK error says, as far as it says it: errors come from outside and have any form. */
export interface AwsFault {
  /** The service's code, e.g. `NoSuchKey`; else the error's own name, e.g. `TimeoutError`. */
  readonly name: string;
  readonly message: string;
  /** HTTP status; undefined if no answer came. */
  readonly status: number | undefined;
  /** How often the SDK sent the request. */
  readonly attempts: number;
}

const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
  'AuthFailure',
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);

const CONFLICT: ReadonlySet<string> = new Set([
  'ConditionalCheckFailedException',
  'ConditionalRequestConflict',
  'OperationAborted',
  'PreconditionFailed',
  'TransactionConflictException',
]);

const FULL: ReadonlySet<string> = new Set([
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ServiceQuotaExceededException',
  'TooManyBuckets',
  'XMinioStorageFull',
]);

/** The caller named something that is not there, or cannot be. */
const USAGE: ReadonlySet<string> = new Set([
  'IllegalLocationConstraintException',
  'InvalidBucketName',
  'NoSuchBucket',
  'PermanentRedirect',
  'ResourceNotFoundException',
  'ValidationException',
]);

/** Refused before anything was done: the same request may be sent again. */
const THROTTLED: ReadonlySet<string> = new Set([
  'LimitExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * What an AWS SDK client threw, as a WormtrailError. For a `write`, an answer that was lost (no answer, or a
 * server error that says nothing about what was done) is `unknown-outcome`; so is any failure of a write that
 * the SDK sent more than once, as an earlier sending may have arrived.
 *
 * @param doing what failed, for the message: `cannot read`
 * @param what what it was about: `s3://bucket/key`
 */
export function awsError(
  error: unknown,
  doing: string,
  what: string,
  kind: 'read' | 'write' = 'read',
): WormtrailError {
  if (error instanceof WormtrailError) return error;
  const fault = faultOf(error);
  const code = codeOf(fault, kind);
  const hint = hintOf(fault);
  // Services often leave the message empty, and S3 answers a HEAD with nothing but the status.
  const words = [fault.name, fault.message].filter(
    (text, i, all) => text !== '' && text !== 'Error' && all.indexOf(text) === i,
  );
  return new WormtrailError(code, `${doing} ${[what, ...words].join(': ')}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Whether an SDK error is the one with this code of the service. */
export function isFault(error: unknown, ...names: readonly string[]): boolean {
  return names.includes(faultOf(error).name);
}

/** Reads an SDK error defensively. */
export function faultOf(error: unknown): AwsFault {
  if (typeof error !== 'object' || error === null) {
    return { name: 'Error', message: String(error), status: undefined, attempts: 1 };
  }
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const about = typeof metadata === 'object' && metadata !== null ? metadata : {};
  const status = 'httpStatusCode' in about ? about.httpStatusCode : undefined;
  const attempts = 'attempts' in about ? about.attempts : undefined;
  return {
    name: nameOf(error),
    message: 'message' in error ? String(error.message) : '',
    status: typeof status === 'number' ? status : undefined,
    attempts: typeof attempts === 'number' ? attempts : 1,
  };
}

/** `Error` says nothing: then the system's code (`ECONNREFUSED`) is the name. */
function nameOf(error: object): string {
  const name = 'name' in error && typeof error.name === 'string' ? error.name : 'Error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return name === 'Error' && code !== undefined ? code : name;
}

function codeOf({ name, message, status, attempts }: AwsFault, kind: 'read' | 'write'): ErrorCode {
  if (CONFLICT.has(name) || status === 412) return 'conflict';
  if (DENIED.has(name) || status === 401 || status === 403) return 'denied';
  if (USAGE.has(name) || /^Region is missing/.test(message)) return 'usage';
  if (FULL.has(name) || status === 507) return 'full';
  if (kind === 'read') return 'unavailable';
  if (attempts > 1) return 'unknown-outcome';
  if (THROTTLED.has(name) || status === 429) return 'unavailable';
  const isAnswered = status !== undefined && status < 500 && status !== 408;
  return isAnswered ? 'unavailable' : 'unknown-outcome';
}

function hintOf({ name, message, status }: AwsFault): string | undefined {
  if (/^Region is missing/.test(message)) return 'set AWS_REGION, or a region in the profile';
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return 'no credentials were found: set AWS_PROFILE, or log in with aws sso login';
  }
  if (/^ExpiredToken/.test(name)) return 'the credentials have expired: log in again';
  if (name === 'RequestTimeTooSkewed') return "set this machine's clock";
  if (name === 'PermanentRedirect') return 'the bucket is in another Region: set AWS_REGION to it';
  if (status === 403)
    return 'the identity in use may not do this: see the verifier role in docs/operations.md';
  return undefined;
}
