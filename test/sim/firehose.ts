import { createHandler, type FirehoseAnswer } from '../../core/batch/firehose';
import { WormtrailError } from '../../core/errors';
import type { RecordStream } from '../../core/ports';
import type { Actor } from './actor';
import type { Gate } from './gate';
import type { SimWorld } from './world';

interface Held {
  readonly recordId: string;
  readonly arrival: number;
  readonly data: Buffer;
}

/** What of a batch is to be stored. */
interface Delivery {
  readonly oldest: number;
  /** One a record. */
  readonly parts: readonly Buffer[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ATTEMPTS = 4;
/** How long the stream waits for an invocation. */
const PATIENCE = 5 * MINUTE;

/**
 * Amazon Data Firehose as its documents describe it and as it was seen to act: it gathers records, hands batches to
 * the transform up to four times, puts what is answered `Ok` into objects under `events/`, and what failed, as JSON,
 * under `failed/`.
 */
export class Firehose {
  readonly #world: SimWorld;
  #gathered: Held[] = [];
  #isPlanned = false;
  #records = 0;
  #invocations = 0;
  #objects = 0;
  #running = 0;
  #deliveries: Delivery[] = [];
  /** When an object could be stored for the last time before it was given up. */
  lost = 0;

  constructor(world: SimWorld) {
    this.#world = world;
  }

  /** Whether it holds nothing any more. */
  get isEmpty(): boolean {
    return this.#gathered.length === 0 && this.#running === 0 && this.#deliveries.length === 0;
  }

  accept(data: Buffer): void {
    const { scheduler, random, story } = this.#world;
    const record = { recordId: `r${++this.#records}`, arrival: Math.floor(scheduler.now), data };
    story.tell('stream', () => `takes ${record.recordId}, ${data.length} bytes`);
    this.#gathered.push(record);
    this.#plan(random.stream.scale(1000, 15 * MINUTE));
  }

  /** The stream as redrive sees it. */
  streamFor(actor: Actor, gate: Gate): RecordStream {
    const { faults, truth } = this.#world;
    return {
      put: (records) =>
        gate(
          { actor, port: 'stream', operation: 'put', about: `${records.length} records`, writes: true },
          () =>
            records.map((record) => {
              if (faults.strikes('stream-refuses')) return false;
              truth.returning(record, actor);
              this.accept(Buffer.from(record));
              return true;
            }),
        ),
    };
  }

  #plan(wait: number): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#world.scheduler.after(wait, () => {
      this.#isPlanned = false;
      const gathered = this.#gathered;
      this.#gathered = [];
      const { random, faults } = this.#world;
      const most = random.stream.between(1, 8);
      let wait = 0;
      for (let at = 0; at < gathered.length; at += most) {
        const batch = gathered.slice(at, at + most);
        // At once, or one after the other.
        if (at > 0 && !faults.strikes('concurrent-transforms')) wait += random.stream.between(1000, 20_000);
        this.#running++;
        this.#world.scheduler.after(wait, () => this.#invoke(batch, 1));
      }
    });
  }

  #invoke(batch: readonly Held[], attempt: number): void {
    const { faults, scheduler, story } = this.#world;
    if (faults.strikes('lambda-throttled')) {
      story.tell('stream', () => `attempt ${attempt} of ${ids(batch)}: throttled (lambda-throttled)`);
      this.#failed(batch, attempt);
      return;
    }
    if (faults.strikes('normalizer-upgrade')) this.#world.switchNormalizer();
    const actor = this.#world.actor('transform', ++this.#invocations);
    story.tell('stream', () => `attempt ${attempt} of ${ids(batch)}: ${actor.name}`);
    let isOver = false;
    const over = (then: () => void) => {
      if (isOver) return;
      isOver = true;
      then();
    };
    const fail = (why: string) =>
      over(() => {
        story.tell('stream', () => `${actor.name} failed: ${why}`);
        this.#failed(batch, attempt);
      });
    actor.onDeath = () => scheduler.after(1000, () => fail('it crashed'));
    scheduler.after(PATIENCE, () => fail('it took too long'));
    const handler = createHandler(this.#world.transformPorts(actor));
    const event = {
      records: batch.map(({ recordId, arrival, data }) => ({
        recordId,
        approximateArrivalTimestamp: arrival,
        data: data.toString('base64'),
      })),
    };
    handler(event).then(
      (answer) => {
        if (faults.strikes('answer-lost')) fail('its answer was lost (answer-lost)');
        else if (faults.strikes('given-up-committed')) {
          over(() => {
            story.tell('stream', () => `${actor.name}: its answer was lost (given-up-committed)`);
            this.#failed(batch, ATTEMPTS);
          });
        } else over(() => this.#answered(batch, answer));
      },
      (error: unknown) => {
        this.#world.ended(actor, error);
        fail(error instanceof WormtrailError ? error.message : String(error));
      },
    );
  }

  #failed(batch: readonly Held[], attempt: number): void {
    const { faults, scheduler, random, story } = this.#world;
    if (attempt >= ATTEMPTS) {
      this.#storeFailed(batch);
      this.#running--;
      return;
    }
    const wait = random.stream.scale(1000, 10 * MINUTE);
    scheduler.after(wait, () => {
      let again = batch;
      if (faults.strikes('retry-new-ids')) {
        story.tell('stream', () => `${ids(batch)} get new ids and arrival times (retry-new-ids)`);
        const arrival = Math.floor(scheduler.now);
        again = batch.map(({ data }, i) => ({
          recordId: `r${++this.#records}`,
          arrival: arrival + i,
          data,
        }));
      }
      if (again.length > 1 && faults.strikes('retry-rebatched')) {
        const cut = faults.stream('retry-rebatched').between(1, again.length - 1);
        story.tell('stream', () => `${ids(again)} are batched anew, cut at ${cut} (retry-rebatched)`);
        this.#running++;
        this.#invoke(again.slice(0, cut), attempt + 1);
        this.#invoke(again.slice(cut), attempt + 1);
      } else if (this.#gathered.length > 0 && faults.strikes('retry-rebatched')) {
        story.tell('stream', () => `${ids(again)} are batched with newer ones (retry-rebatched)`);
        const more = this.#gathered;
        this.#gathered = [];
        this.#invoke([...again, ...more], attempt + 1);
      } else this.#invoke(again, attempt + 1);
    });
  }

  #answered(batch: readonly Held[], { records }: FirehoseAnswer): void {
    const { faults, random, scheduler } = this.#world;
    this.#running--;
    this.#world.checkAnswer(
      batch.map(({ recordId }) => recordId),
      records.map(({ recordId }) => recordId),
    );
    const failed = batch.filter((_, i) => records[i]?.result !== 'Ok');
    if (failed.length > 0) this.#storeFailed(failed);
    const parts = records.flatMap((record) =>
      record.result === 'Ok' ? [Buffer.from(record.data, 'base64')] : [],
    );
    if (parts.length === 0) return;
    const oldest = Math.min(...batch.map(({ arrival }) => arrival));
    const deliver = (some: readonly Buffer[], wait: number) => {
      const delivery = { oldest, parts: some };
      this.#deliveries.push(delivery);
      scheduler.after(wait, () => this.#store(delivery));
    };
    const soon = () => random.stream.scale(1000, 15 * MINUTE);
    const late = () =>
      faults.strikes('delivery-late') ? faults.stream('delivery-late').scale(HOUR, 20 * HOUR) : 0;
    if (parts.length > 1 && faults.strikes('delivery-partly')) {
      const cut = faults.stream('delivery-partly').between(1, parts.length - 1);
      deliver(parts.slice(0, cut), soon() + late());
      deliver(parts.slice(cut), soon() + late());
    } else deliver(parts, soon() + late());
    if (faults.strikes('delivery-twice')) deliver(parts, soon() + late());
  }

  #store(delivery: Delivery): void {
    const { faults, scheduler, random, story } = this.#world;
    const at = this.#deliveries.indexOf(delivery);
    if (at < 0) return;
    this.#deliveries.splice(at, 1);
    if (faults.strikes('delivery-never')) {
      story.tell('stream', 'gives an object up after 24 hours (delivery-never)');
      this.lost++;
      return;
    }
    let parts = [...delivery.parts];
    let { oldest } = delivery;
    // Another batch that waits goes into the same object.
    if (this.#deliveries.length > 0 && random.stream.chance(0.3)) {
      const [other] = this.#deliveries.splice(random.stream.between(0, this.#deliveries.length - 1), 1);
      parts.push(...(other?.parts ?? []));
      oldest = Math.min(oldest, other?.oldest ?? oldest);
    }
    if (parts.length > 1 && faults.strikes('delivery-out-of-order')) {
      parts = faults.stream('delivery-out-of-order').shuffled(parts);
    }
    if (faults.strikes('delivery-wrong-hour')) {
      oldest += Math.floor(faults.stream('delivery-wrong-hour').between(-40, 40) * HOUR);
    }
    const name = `${hourFolder(oldest)}stream-${++this.#objects}.jsonl.gz`;
    story.tell('stream', () => `stores events/${name} with ${parts.length} records`);
    this.#world.archive.put(`events/${name}`, Buffer.concat(parts), scheduler.now);
  }

  #storeFailed(batch: readonly Held[]): void {
    const { scheduler, story } = this.#world;
    const lines = batch.map(({ arrival, data }) =>
      JSON.stringify({
        attemptsMade: ATTEMPTS,
        arrivalTimestamp: arrival,
        errorCode: 'Lambda.FunctionError',
        errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
        attemptEndingTimestamp: Math.floor(scheduler.now),
        rawData: data.toString('base64'),
        lambdaArn: 'arn:aws:lambda:eu-west-1:111122223333:function:wormtrail-transform:$LATEST',
      }),
    );
    const key = `failed/processing-failed/${hourFolder(scheduler.now)}${++this.#objects}`;
    story.tell('stream', () => `gives ${ids(batch)} up: ${key}`);
    this.#world.archive.put(key, Buffer.from(`${lines.join('\n')}\n`), scheduler.now);
  }
}

function ids(batch: readonly Held[]): string {
  return batch.map(({ recordId }) => recordId).join(' ');
}

function hourFolder(time: number): string {
  const iso = new Date(time).toISOString();
  return `date=${iso.slice(0, 10)}/hour=${iso.slice(11, 13)}/`;
}
