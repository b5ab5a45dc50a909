/**
 * What can go wrong, by code. Findings about an archive are data (`core/verify`), never one of these.
 *
 * - `usage`: the call or the configuration is wrong (exit 2)
 * - `malformed`: bytes from outside do not have the form they must have
 * - `unsupported`: a format version newer than this program
 * - `conflict`: somebody else changed it first; read again
 * - `unknown-outcome`: the write may or may not have happened; read again
 * - `unavailable`: a store or key cannot be reached or read (exit 4)
 * - `denied`: access refused (exit 4)
 * - `full`: no space or a quota reached
 * - `halted`: going on would harm the log (a ledger older than its archive, for one)
 */
export type ErrorCode =
  | 'usage'
  | 'malformed'
  | 'unsupported'
  | 'conflict'
  | 'unknown-outcome'
  | 'unavailable'
  | 'denied'
  | 'full'
  | 'halted';

/** An error whose message says what was wrong and where, and whose `hint` says what to do. */
export class WormtrailError extends Error {
  override readonly name = 'WormtrailError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
