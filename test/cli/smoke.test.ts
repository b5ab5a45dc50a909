import { Readable, Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadNormalizer } from '../../adapters/local/normalizer';
import { randomSigner } from '../../adapters/memory/signer';
import type { Context } from '../../cli/context';
import { wormtrail } from '../../cli/demo/shell';
import { type SmokePorts, type Step, smoke } from '../../cli/smoke';
import { hourPrefix } from '../../core/batch/ids';
import { transformBatch } from '../../core/batch/transform';
import type { RecordStream } from '../../core/ports';
import { seal } from '../../core/seal/sealer';
import { World } from '../core/seal/world';

/** A pipeline in memory: what is put into the stream is transformed, delivered and sealed as in the deployed one. */
class Pipeline extends World implements RecordStream {
  readonly clockNow = { now: () => Date.now() };
  delivers = true;
  seals = true;
  /** What is done to the delivered bytes on their way. */
  onTheWay = (bytes: Buffer) => bytes;

  async put(records: readonly Uint8Array[]): Promise<readonly boolean[]> {
    const arrival = Date.now();
    const { answers } = await transformBatch(
      records.map((data, i) => ({ recordId: `${arrival}-${i}`, arrival, data })),
      {
        state: this.state,
        ledger: this.ledger,
        normalizer: loadNormalizer(),
        lane: '0',
        backOff: async () => undefined,
      },
    );
    const key = `events/${hourPrefix(arrival)}${arrival}.jsonl.gz`;
    if (this.delivers) await this.archive.put(key, this.onTheWay(Buffer.concat(answers)));
    if (this.seals) await seal(this.options({ clock: this.clockNow }));
    return records.map(() => true);
  }
}

interface Ran {
  readonly exit: number;
  readonly steps: Readonly<Record<string, Step['state']>>;
  readonly report: { readonly uid: string | null; readonly steps: readonly Step[] };
}

const LOCKED = { mode: 'GOVERNANCE', until: '2030-01-01T00:00:00.000Z', encryption: 'aws:kms' };

async function run(pipeline: Pipeline, changes: Partial<SmokePorts> = {}): Promise<Ran> {
  const out: string[] = [];
  const stdout = new Writable({
    write(chunk, _, done) {
      out.push(String(chunk));
      done();
    },
  });
  const context: Context = {
    stdin: Readable.from([]),
    stdout,
    stderr: stdout,
    env: {},
    json: true,
    quiet: false,
    signal: new AbortController().signal,
  };
  const ports: SmokePorts = {
    archive: pipeline.archive,
    stream: pipeline,
    verifierKey: pipeline.signer.verifierKey,
    holdOf: async () => LOCKED,
    tryDelete: async () => '403 AccessDenied',
    ...changes,
  };
  const exit = await smoke(ports, { timeoutMs: 50, pollMs: 10 }, context);
  const report = JSON.parse(out.join('')) as Ran['report'];
  return { exit, report, steps: Object.fromEntries(report.steps.map(({ step, state }) => [step, state])) };
}

test('an event goes all the way', async () => {
  const { exit, steps, report } = await run(new Pipeline());
  expect(steps).toEqual({
    send: 'pass',
    arrive: 'pass',
    hold: 'pass',
    seal: 'pass',
    prove: 'pass',
    delete: 'pass',
  });
  expect(report.uid).toMatch(/^[0-9A-Z]{26}-0000000$/);
  expect(exit).toBe(0);
});

test('one that does not arrive in time is unknown, and what came under failed/ is said', async () => {
  const pipeline = new Pipeline();
  pipeline.delivers = false;
  const lost = await run(pipeline);
  expect(lost).toMatchObject({ exit: 4, steps: { send: 'pass', arrive: 'unknown' } });
  expect(lost.report.steps.at(-1)?.detail).toContain('nothing is under failed/');
});

test('one that is not sealed in time is unknown; its object is tried all the same', async () => {
  const pipeline = new Pipeline();
  pipeline.seals = false;
  expect(await run(pipeline)).toMatchObject({
    exit: 4,
    steps: { arrive: 'pass', seal: 'unknown', delete: 'pass' },
  });
});

test('a deletion that succeeds is exit 1', async () => {
  const ran = await run(new Pipeline(), { tryDelete: async () => undefined });
  expect(ran).toMatchObject({ exit: 1, steps: { prove: 'pass', delete: 'fail' } });
});

test('an object without encryption by KMS is exit 1; one whose lock cannot be seen is unknown', async () => {
  const plain = await run(new Pipeline(), { holdOf: async () => ({ ...LOCKED, encryption: 'AES256' }) });
  expect(plain).toMatchObject({ exit: 1, steps: { hold: 'fail' } });
  const hidden = await run(new Pipeline(), {
    holdOf: async () => ({ mode: undefined, until: undefined, encryption: 'aws:kms' }),
  });
  expect(hidden).toMatchObject({ exit: 4, steps: { hold: 'unknown', prove: 'pass' } });
});

test('a log signed by another key than KMS has is exit 1', async () => {
  const other = randomSigner('example.com/audit');
  const ran = await run(new Pipeline(), { verifierKey: other.verifierKey });
  expect(ran).toMatchObject({ exit: 1, steps: { seal: 'pass', prove: 'fail' } });
});

test('an archive that holds other bytes than were entered is exit 1', async () => {
  const pipeline = new Pipeline();
  pipeline.onTheWay = (bytes) =>
    gzipSync(gunzipSync(bytes).toString('utf8').replace('\\"wormtrail\\"', '\\"wormtrial\\"'));
  expect(await run(pipeline)).toMatchObject({ exit: 1, steps: { arrive: 'pass', seal: 'fail' } });
});

test('a folder cannot be tried out', async () => {
  const { exit, stderr } = await wormtrail(['smoke', '-a', '/tmp'], {});
  expect(exit).toBe(2);
  expect(stderr).toContain('smoke tries out a deployed stack');
});
