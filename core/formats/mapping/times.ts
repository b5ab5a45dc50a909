import type { EventContext } from '../format';
import { parseBsd, parseClf, parseIso } from '../time';
import { layoutOf } from './layout';

/** Reads when it happened: ms since 1970, or NaN for what is no such time. No zone: UTC. */
export type ReadTime = (value: unknown, context: EventContext) => number;

/** @param as a name, or a layout; undefined: it is neither */
export function timeReader(as: string): ReadTime | undefined {
  if (Object.hasOwn(TIMES, as)) return TIMES[as];
  const layout = layoutOf(as);
  return layout && ((value) => (typeof value === 'string' ? layout(value) : Number.NaN));
}

/** What `as` may be for a time, in words. */
export const allowedTimes = (): string =>
  `one of ${Object.keys(TIMES).join(', ')}, or a layout such as 'YYYY-MM-DD HH:mm:ss'`;

const TIMES: { readonly [as: string]: ReadTime } = {
  /** 2026-11-23T09:00:00.123+02:00 */
  iso8601: (value) => (typeof value === 'string' ? parseIso(value) : Number.NaN),
  /** 1795424400, 1795424400.123 */
  'epoch-s': (value) => seconds(value),
  'epoch-ms': (value) => count(value, 1),
  'epoch-us': (value) => count(value, 1000),
  'epoch-ns': (value) => count(value, 1_000_000),
  /** 23/Nov/2026:09:00:00 +0000 */
  clf: (value) => (typeof value === 'string' ? (parseClf(value)?.time ?? Number.NaN) : Number.NaN),
  /** Nov 23 09:00:00: in the latest year that puts it at most a day after it was received */
  bsd: (value, context) =>
    typeof value === 'string' && value.length === 15 ? parseBsd(value, 0, context.time) : Number.NaN,
};

/** Furthest from 1970 that a Date goes (ECMA-262, "Time Values"). */
const FURTHEST = 8.64e15;

/** A count since 1970; what is less than a millisecond is cut off. */
const count = (value: unknown, perMs: number): number => within(Math.floor(numberOf(value) / perMs));

/** A fraction is not exact in binary: a thousandth of a millisecond makes up for it. */
const seconds = (value: unknown): number => within(Math.floor(numberOf(value) * 1000 + 1e-3));

const within = (time: number): number => (Math.abs(time) <= FURTHEST ? time : Number.NaN);

/** A number, or its decimal digits as text; NaN if it is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?[0-9]{1,20}(\.[0-9]{1,20})?$/.test(value)
    ? Number(value)
    : Number.NaN;
}
