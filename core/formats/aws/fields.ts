import { text } from '../values';
import { closingQuote, hostOf } from '../web/http';

/**
 * Reads the fields of a line of an AWS load balancer's log in order: set apart by one space, some in quotes. A quote
 * within is escaped by a backslash, or else is not followed by a space.
 */
export class Fields {
  readonly #line: string;
  #at: number;

  constructor(line: string, start: number) {
    this.#line = line;
    this.#at = start;
  }

  get ended(): boolean {
    return this.#at > this.#line.length;
  }

  /** Whether the next field is in quotes. */
  get quoted(): boolean {
    return this.#line.charCodeAt(this.#at) === 34;
  }

  /** The next field without its quotes; empty at the end. */
  next(): string {
    const line = this.#line;
    const start = this.#at;
    if (line.charCodeAt(start) === 34) {
      const end = fieldEnd(line, start + 1);
      this.#at = end + 2;
      return line.slice(start + 1, end);
    }
    const end = line.indexOf(' ', start);
    this.#at = end < 0 ? line.length + 1 : end + 1;
    return end < 0 ? line.slice(start) : line.slice(start, end);
  }

  /** The next field, if it says something: neither `-` nor empty. */
  value(): string | undefined {
    return text(this.next());
  }

  /** The request line: it ends where the next quoted field begins, so that a quote and a space in it do no harm. */
  request(): string {
    const line = this.#line;
    const start = this.#at;
    if (line.charCodeAt(start) !== 34) return this.next();
    const end = line.indexOf('" "', start + 1);
    if (end < 0) return this.next();
    this.#at = end + 2;
    return line.slice(start + 1, end);
  }
}

/** The quote that ends a field: not escaped, and a space or the line's end after it. */
function fieldEnd(line: string, start: number): number {
  for (let at = closingQuote(line, start); at >= 0; at = closingQuote(line, at + 1)) {
    const next = line.charCodeAt(at + 1);
    if (next === 32 || at + 1 === line.length) return at;
  }
  return line.length;
}

/** A decimal, as the load balancers write seconds; undefined if it is none or negative (`-1`: it did not happen). */
export function decimal(source: string): number | undefined {
  if (source.length === 0 || source.length > 20) return undefined;
  const first = source.charCodeAt(0);
  const number = first >= 48 && first <= 57 ? Number(source) : Number.NaN;
  return number >= 0 && number < Number.POSITIVE_INFINITY ? number : undefined;
}

/** Account and Region of an ARN; none of what is no ARN. */
export function arnOf(arn: string | undefined): { account: string | undefined; region: string | undefined } {
  if (arn === undefined || !arn.startsWith('arn:')) return NOWHERE;
  const service = arn.indexOf(':', 4);
  const region = service < 0 ? -1 : arn.indexOf(':', service + 1);
  const account = region < 0 ? -1 : arn.indexOf(':', region + 1);
  const end = account < 0 ? -1 : arn.indexOf(':', account + 1);
  if (account < 0) return NOWHERE;
  return {
    region: text(arn.slice(region + 1, account)),
    account: text(arn.slice(account + 1, end < 0 ? arn.length : end)),
  };
}

const NOWHERE = { account: undefined, region: undefined } as const;

/** The trace's root of an `X-Amzn-Trace-Id`: `1-67891233-abc` of `Self=…;Root=1-67891233-abc;CalledFrom=app`. */
export function rootOf(trace: string): string {
  const at = trace.indexOf('Root=');
  if (at < 0) return trace;
  const end = trace.indexOf(';', at);
  return trace.slice(at + 5, end < 0 ? trace.length : end);
}

/** Whether the field is an `address:port`. */
export const isPeer = (field: string): boolean => hostOf(field).port !== undefined;
