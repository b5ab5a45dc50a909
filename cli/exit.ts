import type { ErrorCode } from '../core/errors';

/**
 * Exit codes, the same for every command:
 * 0 all is well · 1 something was changed · 2 usage or configuration · 3 something is missing · 4 cannot tell.
 * 130: stopped by the user.
 */
export const EXIT = {
  ok: 0,
  changed: 1,
  usage: 2,
  missing: 3,
  unknown: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  usage: EXIT.usage,
  malformed: EXIT.usage,
  unsupported: EXIT.unknown,
  conflict: EXIT.unknown,
  'unknown-outcome': EXIT.unknown,
  unavailable: EXIT.unknown,
  denied: EXIT.unknown,
  full: EXIT.unknown,
  halted: EXIT.changed,
};

/** With what a command ends that threw an error of this code. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return BY_ERROR[code];
}

/** Of several, the one that says most: 1 before 3 before 4 before 2. */
export function worst(codes: Iterable<ExitCode>): ExitCode {
  const all = new Set(codes);
  for (const code of [EXIT.interrupted, EXIT.changed, EXIT.missing, EXIT.unknown, EXIT.usage]) {
    if (all.has(code)) return code;
  }
  return EXIT.ok;
}
