import { WormtrailError } from '../core/errors';

/**
 * A time given by an option, in ms since 1970.
 * @throws WormtrailError `usage` for anything but ISO 8601 with a time zone, or a day
 */
export function timeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) {
    throw new WormtrailError('usage', `${option}: not a time: ${text}`, {
      hint: 'ISO 8601 with a time zone, e.g. 2026-11-23T09:00:00Z, or a day, which begins at 00:00 UTC',
    });
  }
  return time;
}
