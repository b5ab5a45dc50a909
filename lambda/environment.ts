import { WormtrailError } from '../core/errors';

/** Environment variables by which the stack tells its functions what they work on. */
export type Setting =
  | 'WORMTRAIL_LOG'
  | 'WORMTRAIL_ORIGIN'
  | 'WORMTRAIL_ARCHIVE_BUCKET'
  | 'WORMTRAIL_STATE_BUCKET'
  | 'WORMTRAIL_LEDGER_TABLE'
  | 'WORMTRAIL_SIGNING_KEY'
  | 'WORMTRAIL_STREAM'
  | 'WORMTRAIL_RETENTION_DAYS'
  | 'WORMTRAIL_DELIVERY_LIMIT'
  | 'WORMTRAIL_HEARTBEAT_SECONDS';

/** @throws WormtrailError `usage` if it is not set */
export function setting(name: Setting, env: NodeJS.ProcessEnv = process.env): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new WormtrailError('usage', `the environment variable ${name} is not set`, {
      hint: 'the stack sets it: deploy the function with its own stack',
    });
  }
  return value;
}

/** @throws WormtrailError `usage` if it is not set, or not a whole number from 1 on */
export function numberSetting(name: Setting, env?: NodeJS.ProcessEnv): number {
  const value = setting(name, env);
  const number = Number(value);
  if (!/^[0-9]{1,9}$/.test(value) || number < 1) {
    throw new WormtrailError('usage', `${name} should be a whole number from 1 on, got '${value}'`);
  }
  return number;
}

/** A number, or null for `none`. @throws WormtrailError `usage` */
export function numberOrNone(name: Setting, env?: NodeJS.ProcessEnv): number | null {
  return setting(name, env) === 'none' ? null : numberSetting(name, env);
}
