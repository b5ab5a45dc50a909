import { WormtrailError } from '../../../core/errors';
import { faultOf } from '../errors';

/** How a check came out. `unseen`: this identity may not look, or the service did not answer. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'unseen';

/** One thing that was looked at before a deploy. */
export interface Check {
  /** What was looked at: `names`, `log group /aws/lambda/payments`. */
  readonly name: string;
  readonly state: CheckState;
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
}

export const ok = (name: string, detail: string): Check => ({ name, state: 'ok', detail });
export const warning = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'warning',
  detail,
  fix,
});
export const failed = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'failed',
  detail,
  fix,
});

/**
 * Looks, and turns a look that failed into a check that says so: what cannot be seen is never taken for good.
 * @param action the IAM action that looking takes
 */
export async function look(
  name: string,
  action: string,
  what: () => Promise<Check | readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return [await what()].flat();
  } catch (error) {
    return [unseen(name, action, error)];
  }
}

/** The check that nobody could make. */
export function unseen(name: string, action: string, error: unknown): Check {
  const {
    name: code,
    status,
    message,
  } = faultOf(error instanceof WormtrailError ? (error.cause ?? error) : error);
  const refused = status === 403 || status === 401 || /AccessDenied|UnauthorizedOperation/.test(code);
  const why = refused ? `access denied (${code})` : `${code}${message === '' ? '' : `: ${message}`}`;
  return {
    name,
    state: 'unseen',
    detail: `not seen: ${why}`,
    ...(refused ? { fix: `allow ${action}, or have somebody look who may` } : {}),
  };
}
