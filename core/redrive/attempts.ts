import { MAX_ATTEMPTS } from '../batch/control';
import { parseObject } from '../batch/entry';
import { WormtrailError } from '../errors';
import type { Clock, ObjectInfo, ObjectStore } from '../ports';
import { sha256Hex } from '../tlog/merkle';

/**
 * What redrive writes down before it sends, in the state store, so that a run that dies is counted and two runs do
 * not send the same at once:
 *
 *     redrive/attempts/<SHA-256 of version, newline, key>  {"wormtrail":"attempt/v1","object":"failed/…",
 *"version":"…","attempt":1,"begun":1795424401000,
 *                                                           "notBefore":0}
 *     redrive/returned/<SHA-256 of a record's data>        {"wormtrail":"returned/v1","times":[1795424401000]}
 *
 * If they are lost, more may be sent than need be, and nothing is lost.
 */
const ATTEMPTS = 'redrive/attempts/';
const RETURNED = 'redrive/returned/';

/** No run takes longer: the most that a Lambda function may take. */
const BUSY_MS = 15 * 60_000;
/** By how much the stream's clock may be behind ours. */
const CLOCKS_MS = 60_000;
/** Tries to be first. */
const TRIES = 20;
const HOUR_MS = 3_600_000;
/** How long a record that was returned so many times waits: what made it fail takes time to be mended. */
const WAITS_MS = [0, HOUR_MS, 6 * HOUR_MS];

/** Whether a record may be returned: yes; not any more; or not before this time (ms since 1970). */
export type Permission = 'now' | 'never' | number;

export class Attempts {
  readonly #state: ObjectStore;
  readonly #clock: Clock;

  constructor(state: ObjectStore, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /**
   * Begins the next attempt to bring an object's records back.
   * @param concluded number of the newest attempt that came to an end
   * @returns its number, from 1; `busy` if another run has begun one and may be at it
   */
  async begin({ key, version }: ObjectInfo, concluded: number): Promise<number | 'busy'> {
    const name = attemptKey(key, version);
    const known = await this.#read(name, 'attempt/v1');
    const begun = numberOf(known?.fields.attempt);
    const now = this.#clock.now();
    if (begun > concluded && now - numberOf(known?.fields.begun) < BUSY_MS) return 'busy';
    const attempt = Math.max(begun, concluded) + 1;
    const marker = attemptOf(key, version, { attempt, begun: now, notBefore: 0 });
    return (await this.#write(name, known?.version, marker)) ? attempt : 'busy';
  }

  /**
   * Takes back an attempt in which nothing was sent.
   * @param notBefore when the next one is of use, ms since 1970
   */
  async takeBack({ key, version }: ObjectInfo, attempt: number, notBefore: number): Promise<void> {
    const name = attemptKey(key, version);
    const known = await this.#read(name, 'attempt/v1');
    if (numberOf(known?.fields.attempt) !== attempt) return;
    const marker = attemptOf(key, version, { attempt: attempt - 1, begun: 0, notBefore });
    await this.#write(name, known?.version, marker);
  }

  /** Whether an attempt would be of no use yet. */
  async mustWait({ key, version }: ObjectInfo): Promise<boolean> {
    const known = await this.#read(attemptKey(key, version), 'attempt/v1');
    return this.#clock.now() < numberOf(known?.fields.notBefore);
  }

  /**
   * Writes down that a record is about to be returned.
   * @param data hex SHA-256 of its data
   * @param arrival when the stream took it, ms since 1970
   * @param always also if it was returned too often, and at once
   * @returns whether it may be: a record that came back to `failed/` too often is hopeless. What tells records of
   * the same data apart is when they arrived: a copy that was returned arrives after it was.
   */
  async mayReturn(data: string, arrival: number | undefined, always: boolean): Promise<Permission> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const name = RETURNED + data;
      const known = await this.#read(name, 'returned/v1');
      const listed = known?.fields.times;
      const times = Array.isArray(listed) ? listed.map(numberOf) : [];
      const before = times.filter((time) => arrival === undefined || time <= arrival + CLOCKS_MS).length;
      if (before >= MAX_ATTEMPTS && !always) return 'never';
      // It was written down for another record that has failed as often, or in an attempt that died.
      if (before < times.length) return 'now';
      const due = (times.at(-1) ?? 0) + (WAITS_MS[before] ?? 0);
      if (this.#clock.now() < due && !always) return due;
      const next = { wormtrail: 'returned/v1', times: [...times, this.#clock.now()].slice(-MAX_ATTEMPTS) };
      if (await this.#write(name, known?.version, next)) return 'now';
    }
    throw new WormtrailError('conflict', `${RETURNED}${data} was written ${TRIES} times by others`);
  }

  /** What is written down; damaged, it is as if it were not there, but for its version. */
  async #read(
    name: string,
    form: string,
  ): Promise<{ fields: Readonly<Record<string, unknown>>; version: string } | undefined> {
    const found = await this.#state.get(name);
    if (found === undefined) return undefined;
    try {
      const fields = parseObject(Buffer.from(found.bytes).toString(), name);
      return { fields: fields.wormtrail === form ? fields : {}, version: found.version };
    } catch (error) {
      if (!(error instanceof WormtrailError)) throw error;
      return { fields: {}, version: found.version };
    }
  }

  async #write(name: string, version: string | undefined, value: object): Promise<boolean> {
    const condition = version === undefined ? { ifAbsent: true as const } : { ifVersion: version };
    return (await this.#state.put(name, Buffer.from(JSON.stringify(value)), condition)) === 'stored';
  }
}

function attemptKey(key: string, version: string): string {
  return ATTEMPTS + sha256Hex(Buffer.from(`${version}\n${key}`));
}

function attemptOf(
  object: string,
  version: string,
  marker: { readonly attempt: number; readonly begun: number; readonly notBefore: number },
): object {
  return { wormtrail: 'attempt/v1', object, version, ...marker };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
