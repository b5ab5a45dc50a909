import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hold } from '../adapters/aws/held-object';
import { describeStore } from '../adapters/store';
import { WormtrailError } from '../core/errors';
import type { ObjectInfo, ObjectStore, RecordStream } from '../core/ports';
import { checkEventProof } from '../core/prove/event-proof';
import { type Arrival, ArrivalWatch } from '../core/prove/find-arrival';
import { type EventLookup, findEvent } from '../core/prove/find-event';
import { parseVerifierKey } from '../core/tlog/note';
import { reaching } from './archive';
import { type CommonOptions, type Context, paint, printable, say, sayJson } from './context';
import { openDeployed } from './deployed';
import { EXIT, type ExitCode, worst } from './exit';
import { unproven } from './prove';
import { startWaiting } from './waiting';

export interface SmokeOptions extends CommonOptions {
  readonly archive: string;
  /** Minutes. */
  readonly timeout?: number;
}

/** What the deployed pipeline is reached by. */
export interface SmokePorts {
  readonly archive: ObjectStore;
  readonly stream: RecordStream;
  /** Of the key in KMS, not of anything in the archive. */
  readonly verifierKey: string;
  readonly holdOf: (object: ObjectInfo) => Promise<Hold>;
  /** The reason if it was refused; undefined if the version is gone. */
  readonly tryDelete: (object: ObjectInfo) => Promise<string | undefined>;
}

type StepName = 'send' | 'arrive' | 'hold' | 'seal' | 'prove' | 'delete';

/** One step, and how it went. */
export interface Step {
  readonly step: StepName;
  readonly state: 'pass' | 'fail' | 'unknown';
  readonly detail: string;
  /** Seconds it took. */
  readonly seconds: number;
}

export interface SmokeSettings {
  readonly timeoutMs: number;
  readonly pollMs: number;
}

/** Minutes for delivery and sealing together; usual are two to three. */
const DEFAULT_MINUTES = 10;
const POLL_MS = 5_000;
/** Characters of a step's detail for people. */
const MOST_DETAIL = 200;
const TITLES: Readonly<Record<StepName, string>> = {
  send: 'sent',
  arrive: 'arrived',
  hold: 'held',
  seal: 'sealed',
  prove: 'proven',
  delete: 'kept',
};

/** Sends one event through the deployed pipeline and follows it to a proof; then tries to delete it. */
export async function run(
  _: readonly string[],
  { archive, timeout = DEFAULT_MINUTES }: SmokeOptions,
  context: Context,
): Promise<ExitCode> {
  const description = describeStore(archive);
  if (description.kind !== 's3') {
    throw new WormtrailError('usage', `${archive} is no bucket: smoke tries out a deployed stack`, {
      hint: 'give its archive, as its output Archive says it: s3://…',
    });
  }
  const deployed = await openDeployed(description);
  const { verifierKey } = await deployed.openSigner();
  const { s3Client } = require('../adapters/aws/clients') as typeof import('../adapters/aws/clients');
  const held = require('../adapters/aws/held-object') as typeof import('../adapters/aws/held-object');
  const client = s3Client({ region: deployed.deployment.region, endpoint: description.endpoint });
  const { bucket } = description;
  const ports: SmokePorts = {
    ...deployed,
    verifierKey,
    holdOf: (object) => held.holdOf(client, bucket, object),
    tryDelete: (object) => held.tryDelete(client, bucket, object),
  };
  const settings = { timeoutMs: timeout * 60_000, pollMs: POLL_MS };
  return reaching(archive, () => smoke(ports, settings, context));
}

/** The steps, in order, until one stops the next. Each is told as it ends. */
export async function smoke(ports: SmokePorts, settings: SmokeSettings, context: Context): Promise<ExitCode> {
  const id = randomUUID();
  const steps: Step[] = [];
  const codes: ExitCode[] = [];
  const tell = (step: StepName, state: Step['state'], detail: string, since: number, code?: ExitCode) => {
    const told: Step = { step, state, detail, seconds: Math.round((Date.now() - since) / 100) / 10 };
    steps.push(told);
    say(context, inWords(told, context));
    if (state !== 'pass') codes.push(code ?? (state === 'fail' ? EXIT.changed : EXIT.unknown));
  };
  const arrival = await follow(ports, settings, id, tell, context);
  const exit = worst(codes);
  say(context, exit === EXIT.ok ? 'The pipeline works.' : 'Not as it should be: see above.');
  sayJson(context, {
    id,
    uid: arrival?.uid ?? null,
    object: arrival?.object.key ?? null,
    version: arrival?.object.version ?? null,
    steps,
  });
  return exit;
}

type Tell = (step: StepName, state: Step['state'], detail: string, since: number, code?: ExitCode) => void;

async function follow(
  ports: SmokePorts,
  settings: SmokeSettings,
  id: string,
  tell: Tell,
  context: Context,
): Promise<Arrival | undefined> {
  const started = Date.now();
  const wait = waiter(settings, started, context);
  const event = { wormtrail: 'smoke', id, time: new Date(started).toISOString() };
  const [taken] = await ports.stream.put([Buffer.from(`${JSON.stringify(event)}\n`)]);
  if (taken !== true) {
    tell('send', 'unknown', 'the stream refused the event, again and again', started);
    return undefined;
  }
  tell('send', 'pass', `event ${id}`, started);

  let since = Date.now();
  const watch = new ArrivalWatch(ports.archive, id, started);
  const arrival = await wait('delivery', () => watch.look(Date.now()));
  if (arrival === undefined) {
    tell('arrive', 'unknown', await lateBecause(ports.archive, started), since);
    return undefined;
  }
  const { uid, object } = arrival;
  tell('arrive', 'pass', `as ${printable(uid)} in ${printable(object.key)}`, since);

  since = Date.now();
  tell('hold', ...judgeHold(await ports.holdOf(object)), since);

  since = Date.now();
  let last: EventLookup | undefined;
  const sealed = await wait('the sealer', async () => {
    last = await lookUp(ports.archive, uid);
    return last?.state === 'sealed' ? last : undefined;
  });
  if (sealed === undefined) {
    tell('seal', ...whyUnsealed(uid, last, since));
  } else {
    const { size, origin } = sealed.place.checkpoint;
    tell('seal', 'pass', `leaf ${sealed.place.leaf} of ${size} in ${printable(origin)}`, since);
    since = Date.now();
    const keys = [parseVerifierKey(ports.verifierKey)];
    const { verdict, detail } = checkEventProof(Buffer.from(sealed.proof), keys);
    tell('prove', verdict, detail, since);
  }

  since = Date.now();
  const refusal = await ports.tryDelete(object);
  if (refusal === undefined) {
    tell('delete', 'fail', 'its object could be deleted: nothing holds the archive', since);
  } else {
    tell('delete', 'pass', `S3 refused to delete it: ${printable(refusal)}`, since);
  }
  return arrival;
}

/** Looks again and again until there is something, the time is up (undefined), or the user wants it to stop. */
function waiter({ timeoutMs, pollMs }: SmokeSettings, started: number, context: Context) {
  return async <T>(what: string, look: () => Promise<T | undefined>): Promise<T | undefined> => {
    const waiting = startWaiting(context, what, timeoutMs, started);
    try {
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        if (Date.now() - started + pollMs > timeoutMs) return undefined;
        await sleep(pollMs, undefined, { signal: context.signal });
        waiting.tick();
      }
    } finally {
      waiting.stop();
    }
  };
}

/** The event's state; undefined while there is no checkpoint at all. */
async function lookUp(archive: ObjectStore, uid: string): Promise<EventLookup | undefined> {
  try {
    return await findEvent(archive, uid);
  } catch (error) {
    // A log's first checkpoint takes the sealer's first minute; a tile may be listed a moment after it.
    if (error instanceof WormtrailError && error.code === 'unavailable') return undefined;
    throw error;
  }
}

async function lateBecause(archive: ObjectStore, since: number): Promise<string> {
  let failed = 0;
  for await (const { storedAt } of archive.list('failed/')) {
    if (storedAt !== undefined && storedAt >= since) failed++;
  }
  return failed > 0
    ? `not in time; ${failed} objects have come under failed/ since: see the transform's log group`
    : "not in time, and nothing is under failed/: see the stream's metrics and the log group of its delivery errors";
}

function judgeHold({ mode, until, encryption }: Hold): [Step['state'], string] {
  const encrypted =
    encryption === undefined ? 'not encrypted, as far as S3 says' : `encrypted by ${encryption}`;
  if (mode === undefined || until === undefined) {
    return ['unknown', `S3 told of no lock (seeing it takes s3:GetObjectRetention); ${encrypted}`];
  }
  const state = encryption?.startsWith('aws:kms') === true ? 'pass' : 'fail';
  return [state, `locked in ${mode} until ${until}, ${encrypted}`];
}

function whyUnsealed(
  uid: string,
  last: EventLookup | undefined,
  since: number,
): [StepName extends never ? never : Step['state'], string, number, ExitCode?] {
  if (last === undefined || last.state === 'sealed') {
    return ['unknown', "not in time: the log has no checkpoint; see the sealer's log group", since];
  }
  const { code, why } = unproven(uid, last);
  if (code === EXIT.changed) return ['fail', why, since, code];
  if (code === EXIT.missing) return ['fail', why, since, code];
  return ['unknown', "not in time: no checkpoint covers it yet; see the sealer's log group", since];
}

function inWords({ step, state, detail, seconds }: Step, context: Context): string {
  const mark = { pass: 'PASS', fail: 'FAIL', unknown: 'UNKNOWN' }[state];
  const colour = ({ pass: 'green', fail: 'red', unknown: 'yellow' } as const)[state];
  // AWS repeats ARNs at length; --json has all of it.
  const short = detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail;
  return `${paint(context, colour, mark.padEnd(8))}${TITLES[step].padEnd(8)}${short} (${seconds} s)`;
}
