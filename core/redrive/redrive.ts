import { type FailedDelivery, MAX_ATTEMPTS, type Redriven } from '../batch/control';
import { WormtrailError } from '../errors';
import type { Clock, Ledger, ObjectInfo, ObjectStore, RecordStream } from '../ports';
import { sha256Hex } from '../tlog/merkle';
import { Attempts, type Permission } from './attempts';
import { CommittedRecords } from './committed-records';
import { type DamagedRecord, type FailedRecord, parseFailed } from './failed-file';
import { type Redelivery, redeliver } from './redeliver';
import { type FailedStatus, RedriveLane } from './redrive-lane';
import { countOf, numbersOf, runsOf } from './runs';

export interface RedriveOptions {
  readonly archive: ObjectStore;
  readonly state: ObjectStore;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stream: RecordStream;
  /** Also what was given up: its cause was mended. */
  readonly again?: boolean;
  /** ms since 1970: no object is begun from then on. */
  readonly until?: number;
  /** Told after each object that was looked into. */
  readonly onObject?: (key: string) => void;
}

/** Something that redrive met and that an operator should know of. */
export interface RedriveFinding {
  /**
   * - `changed`: the object is not the one that was entered in the log; nothing of it was sent
   * - `damaged`: a place in the object holds no record that can be read; it stays there
   * - `refused`: the stream did not take records; a later run tries again
   * - `given-up`: records that stay under `failed/` until they are asked for again
   * - `not-redelivered`: a committed batch whose stage is no use any more; its records were returned instead
   * - `busy`: another run is at it, or died at it a short time ago; a later run goes on
   * - `too-large`: the object is larger than any that the stream writes; it was left alone
   */
  readonly kind: 'changed' | 'damaged' | 'refused' | 'given-up' | 'not-redelivered' | 'busy' | 'too-large';
  readonly object: string;
  readonly version: string;
  readonly detail: string;
}

export interface RedriveResult {
  /** Failed deliveries that were entered in the log. */
  readonly seen: number;
  /** Failed deliveries of which records were returned or kept. */
  readonly objects: number;
  /** Records put back into the stream. */
  readonly returned: number;
  /** Records that committed batches have already. */
  readonly kept: number;
  /** Those batches, delivered again. */
  readonly redelivered: readonly Redelivery[];
  /** Records given up. */
  readonly givenUp: number;
  /** Records that a later run has to bring back. */
  readonly left: number;
  /** Whether every object was looked into: the time may have been up. */
  readonly finished: boolean;
  readonly findings: readonly RedriveFinding[];
}

/** Where the stream puts what it could not deliver. */
export const FAILED_PREFIX = 'failed/';
/** Firehose ends an object at 128 MiB, and base64 and JSON add to that. */
const MOST_BYTES = 256 << 20;
/** Records handed to the stream at once. */
const CHUNK_RECORDS = 500;
const CHUNK_BYTES = 4 << 20;
/** Findings of one kind about one object; the rest are counted. */
const MOST_DAMAGED = 10;
const PARALLEL = 16;

/**
 * Brings back what lies under `failed/`: each object is entered in the log, then each of its records either is in a
 * committed batch already, which is delivered again from its stage, or goes back into the stream. In doubt it is
 * sent: nothing is lost, and an event may be entered twice. Any number of runs may be under way, and each may die
 * anywhere.
 *
 * @throws WormtrailError what the ports throw; what was sent until then is in the log
 */
export async function redriveFailed(options: RedriveOptions): Promise<RedriveResult> {
  return new Run(options).run();
}

class Run {
  readonly #options: RedriveOptions;
  readonly #lane: RedriveLane;
  readonly #attempts: Attempts;
  readonly #committed: CommittedRecords;
  readonly #redelivered = new Map<string, Redelivery>();
  readonly #findings: RedriveFinding[] = [];
  readonly #sums = { seen: 0, objects: 0, returned: 0, kept: 0, givenUp: 0, left: 0 };

  constructor(options: RedriveOptions) {
    const { state, ledger, clock } = options;
    this.#options = options;
    this.#lane = new RedriveLane(ledger, clock);
    this.#attempts = new Attempts(state, clock);
    this.#committed = new CommittedRecords(state, ledger);
  }

  async run(): Promise<RedriveResult> {
    const { archive, clock, until, onObject, again = false } = this.#options;
    await this.#lane.refresh();
    let finished = true;
    for await (const info of archive.list(FAILED_PREFIX)) {
      const status = this.#lane.status(info.key, info.version);
      if (status?.last !== undefined && this.#open(status.last).length === 0) continue;
      if (until !== undefined && clock.now() >= until) {
        finished = false;
        break;
      }
      // Before it is read: after an outage there may be many of them.
      if (status !== undefined && !again && (await this.#attempts.mustWait(info))) {
        this.#sums.left += status.last === undefined ? status.seen.records : countOf(status.last.left);
        continue;
      }
      await this.#object(info, status);
      onObject?.(info.key);
    }
    const redelivered = [...this.#redelivered.values()];
    return { ...this.#sums, redelivered, finished, findings: this.#findings };
  }

  /** Numbers of the records that this run has to do with. */
  #open({ left, givenUp }: Redriven): number[] {
    const open = [...numbersOf(left)];
    if (this.#options.again !== true) return open;
    return [...new Set([...open, ...numbersOf(givenUp)])].sort((a, b) => a - b);
  }

  async #object(info: ObjectInfo, status: FailedStatus | undefined): Promise<void> {
    if (info.size > MOST_BYTES) {
      this.#found('too-large', info, `it has ${info.size} bytes`);
      return;
    }
    const bytes = Buffer.from(await this.#options.archive.read(info, 0, info.size));
    const hash = sha256Hex(bytes);
    if (status !== undefined && status.seen.hash !== hash) {
      this.#found('changed', info, `its SHA-256 is ${hash}, the log has ${status.seen.hash}`);
      return;
    }
    const records = parseFailed(bytes);
    await this.#enter({
      kind: 'failed',
      object: info.key,
      version: info.version,
      hash,
      records: records.length,
    });
    // Another run may have been at it meanwhile.
    const { seen, last } = this.#lane.status(info.key, info.version) as FailedStatus;
    const open = last === undefined ? [...records.keys()] : this.#open(last);
    if (open.length === 0 && last !== undefined) return;
    const attempt = await this.#attempts.begin(info, last?.attempt ?? 0);
    if (attempt === 'busy') {
      this.#sums.left += open.length;
      this.#found('busy', info, `${open.length} records`);
      return;
    }
    await this.#attempt(info, { seen, last }, records, open, attempt);
  }

  async #enter(body: FailedDelivery): Promise<void> {
    const isThere = () => this.#lane.status(body.object, body.version) !== undefined;
    if (await this.#lane.append(body, isThere)) this.#sums.seen++;
  }

  async #attempt(
    info: ObjectInfo,
    { seen, last }: FailedStatus,
    records: readonly (FailedRecord | DamagedRecord)[],
    open: readonly number[],
    attempt: number,
  ): Promise<void> {
    const { again = false } = this.#options;
    const givenUp = new Set(again || last === undefined ? [] : numbersOf(last.givenUp));
    const done = { returned: 0, kept: 0 };
    let left: number[] = [];
    let failure: unknown;
    // A run that died three times over this object will die a fourth time.
    const isHopeless = attempt > MAX_ATTEMPTS && !again;
    if (isHopeless) left = [...open];
    else {
      const sending = await this.#keep(info, records, open, givenUp, done);
      const sent = await this.#send(records, sending, givenUp, again);
      done.returned = sent.returned;
      left = sent.left;
      failure = sent.failure;
      if (open.length > 0 && left.length === open.length && !sent.inDoubt && !sent.refused) {
        // Nothing was done: it is no attempt.
        await this.#attempts.takeBack(info, attempt, sent.notBefore);
        if (failure !== undefined) throw failure;
        this.#sums.left += left.length;
        return;
      }
    }
    if (attempt >= MAX_ATTEMPTS) {
      for (const number of left) givenUp.add(number);
      left = [];
    }
    const body: Redriven = {
      kind: 'redriven',
      object: info.key,
      version: info.version,
      hash: seen.hash,
      attempt,
      ...done,
      givenUp: runsOf([...givenUp].sort((a, b) => a - b)),
      left: runsOf(left),
    };
    const isConcluded = () => (this.#lane.status(info.key, info.version)?.last?.attempt ?? 0) >= attempt;
    await this.#lane.append(body, isConcluded);
    this.#count(info, body, last);
    if (failure !== undefined) throw failure;
  }

  #count(info: ObjectInfo, body: Redriven, last: Redriven | undefined): void {
    const left = countOf(body.left);
    const givenUp = countOf(body.givenUp) - (last === undefined ? 0 : countOf(last.givenUp));
    this.#sums.objects++;
    this.#sums.returned += body.returned;
    this.#sums.kept += body.kept;
    this.#sums.left += left;
    this.#sums.givenUp += Math.max(givenUp, 0);
    if (left > 0) this.#found('refused', info, `${left} records, at attempt ${body.attempt}`);
    if (givenUp > 0) this.#found('given-up', info, `${givenUp} records, at attempt ${body.attempt}`);
  }

  /**
   * Delivers again the batches that have records already.
   * @returns the numbers of the records to be sent
   */
  async #keep(
    info: ObjectInfo,
    records: readonly (FailedRecord | DamagedRecord)[],
    open: readonly number[],
    givenUp: Set<number>,
    done: { kept: number },
  ): Promise<number[]> {
    const sending: number[] = [];
    /** One record of a batch answers for one record here, not for all that happen to be alike. */
    const used = new Set<string>();
    let damaged = 0;
    for (const number of open) {
      const record = records[number];
      if (record === undefined) continue;
      if ('problem' in record) {
        givenUp.add(number);
        if (++damaged <= MOST_DAMAGED) this.#found('damaged', info, `record ${number}: ${record.problem}`);
        continue;
      }
      givenUp.delete(number);
      const data = sha256Hex(record.data);
      const staged =
        record.arrival === undefined ? undefined : await this.#committed.find(data, record.arrival);
      const use = staged && `${staged.digest} ${data} ${record.arrival}`;
      if (staged === undefined || use === undefined || used.has(use)) {
        sending.push(number);
        continue;
      }
      const { outcome, detail } = await this.#redeliver(staged.batch, staged.digest);
      if (outcome === 'delivered' || outcome === 'present') {
        used.add(use);
        done.kept++;
      } else {
        sending.push(number);
        this.#found('not-redelivered', info, `record ${number} is in batch ${staged.batch}: ${detail}`);
      }
    }
    if (damaged > MOST_DAMAGED) this.#found('damaged', info, `${damaged} records in all`);
    return sending;
  }

  async #redeliver(batch: string, digest: string): Promise<Redelivery> {
    let known = this.#redelivered.get(batch);
    if (known === undefined) {
      known = await redeliver(this.#options, batch, digest);
      this.#redelivered.set(batch, known);
    }
    return known;
  }

  /** Sends records until the stream refuses some: then it is at its limit, and the rest is for a later run. */
  async #send(
    records: readonly (FailedRecord | DamagedRecord)[],
    numbers: readonly number[],
    givenUp: Set<number>,
    again: boolean,
  ): Promise<Sent> {
    const left: number[] = [];
    let returned = 0;
    let notBefore = Number.POSITIVE_INFINITY;
    for (let at = 0; at < numbers.length; ) {
      const end = chunkEnd(records, numbers, at);
      const sending: number[] = [];
      let taken: readonly boolean[] = [];
      try {
        const chunk = numbers
          .slice(at, end)
          .map((number) => ({ number, record: records[number] as FailedRecord }));
        const permissions = await inParallel(chunk, ({ record: { data, arrival } }) =>
          this.#attempts.mayReturn(sha256Hex(data), arrival, again),
        );
        chunk.forEach(({ number }, i) => {
          const permission = permissions[i] as Permission;
          if (permission === 'now') sending.push(number);
          else if (permission === 'never') givenUp.add(number);
          else {
            left.push(number);
            notBefore = Math.min(notBefore, permission);
          }
        });
        const data = sending.map((number) => (records[number] as FailedRecord).data);
        if (data.length > 0) taken = await this.#options.stream.put(data);
      } catch (failure) {
        const tookNone = failure instanceof WormtrailError && failure.code !== 'unknown-outcome';
        const known = new Set([...givenUp, ...left]);
        const rest = numbers.slice(at).filter((number) => !known.has(number));
        const inDoubt = sending.length > 0 && !tookNone;
        return { returned, left: sorted([...left, ...rest]), inDoubt, refused: false, notBefore: 0, failure };
      }
      const refused = sending.filter((_, i) => taken[i] !== true);
      returned += sending.length - refused.length;
      if (refused.length > 0) {
        const rest = sorted([...left, ...refused, ...numbers.slice(end)]);
        return { returned, left: rest, inDoubt: false, refused: true, notBefore: 0 };
      }
      at = end;
    }
    return { returned, left, inDoubt: false, refused: false, notBefore };
  }

  #found(kind: RedriveFinding['kind'], { key, version }: ObjectInfo, detail: string): void {
    this.#findings.push({ kind, object: key, version, detail });
  }
}

/** What came of sending records. */
interface Sent {
  readonly returned: number;
  /** Records that were not sent, or may not have been. */
  readonly left: number[];
  /** Whether the stream may have taken some of those. */
  readonly inDoubt: boolean;
  /** Whether the stream refused some. */
  readonly refused: boolean;
  /** When the first of those that wait may be returned, ms since 1970. */
  readonly notBefore: number;
  readonly failure?: unknown;
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

/**
 * Where the records that are sent at once end. Equal ones do not go together: they would arrive in one millisecond,
 * and could not be told apart were one of them to fail again.
 */
function chunkEnd(
  records: readonly (FailedRecord | DamagedRecord)[],
  numbers: readonly number[],
  start: number,
): number {
  let bytes = 0;
  const sending = new Set<string>();
  for (let at = start; at < numbers.length; at++) {
    const { data } = records[numbers[at] as number] as FailedRecord;
    bytes += data.length;
    if (at > start && (bytes > CHUNK_BYTES || at - start >= CHUNK_RECORDS)) return at;
    const hash = sha256Hex(data);
    if (sending.has(hash)) return at;
    sending.add(hash);
  }
  return numbers.length;
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += PARALLEL) {
    results.push(...(await Promise.all(items.slice(at, at + PARALLEL).map(work))));
  }
  return results;
}
