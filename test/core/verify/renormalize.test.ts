import { gunzipSync, gzipSync } from 'node:zlib';
import { createHandler } from '../../../core/batch/firehose';
import type { NamedNormalizer } from '../../../core/formats/normalizer';
import type { ObjectInfo } from '../../../core/ports';
import { parseVerifierKey } from '../../../core/tlog/note';
import { readAnchor } from '../../../core/verify/checkpoints';
import { singleThread } from '../../../core/verify/scan-pool';
import { verifyArchive } from '../../../core/verify/verify';
import { firehoseEvent, normalizer } from '../batch/support';
import { World } from '../seal/world';
import { kindsOf, MemorySpill } from './harness';

const ACCESS = '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 404 5';
const FLOWS =
  'dstaddr srcaddr srcport interface-id start end action\n192.0.2.1 192.0.2.2 5 eni-1 1620000000 1620000060 ACCEPT\n';

/** An archive into which a normaliser entered records, under whatever name it gives itself. */
class Archive {
  readonly world = new World();
  #objects = 0;

  async enter(by: NamedNormalizer, ...records: string[]): Promise<this> {
    const { state, ledger } = this.world;
    const { records: answers } = await createHandler({
      state,
      ledger,
      lane: '0',
      normalizer: by,
      backOff: async () => undefined,
    })(firehoseEvent(...records));
    const bytes = answers.map((answer) => Buffer.from(answer.result === 'Ok' ? answer.data : '', 'base64'));
    await this.put(Buffer.concat(bytes));
    return this;
  }

  put(bytes: Buffer): Promise<unknown> {
    return this.world.archive.put(`events/date=2026-11-23/hour=09/${++this.#objects}.jsonl.gz`, bytes);
  }

  async verify({ renormalize = true } = {}) {
    const { note } = await this.world.seal();
    const keys = [parseVerifierKey(this.world.signer.verifierKey)];
    const { report } = await verifyArchive({
      archive: this.world.archive,
      keys,
      anchors: [readAnchor(Buffer.from(note), keys, 'sealed')],
      now: this.world.clock.now(),
      storedTimesTrusted: false,
      scan: singleThread(this.world.archive, new MemorySpill(), normalizer),
      ...(renormalize ? { renormalize: normalizer.id } : {}),
    });
    return { ...report, kinds: kindsOf(report) };
  }
}

/** Says that an access was allowed, whatever the log says. */
const lying: NamedNormalizer = {
  ...normalizer,
  normalizeRecord: (data, context, emit) =>
    normalizer.normalizeRecord(data, context, (line) => emit(line.replace('"status_id":2', '"status_id":1'))),
};

it('events that their normaliser makes again pass, a header and what it names among them', async () => {
  const archive = await new Archive().enter(normalizer, ACCESS, FLOWS, '{"time":5}', 'text');
  expect(await archive.verify()).toMatchObject({ integrity: 'pass', completeness: 'pass', kinds: [] });
});

it('renormalized-otherwise: a line that says other than its raw text, entered so from the beginning', async () => {
  const archive = await new Archive().enter(lying, ACCESS);
  expect(await archive.verify({ renormalize: false })).toMatchObject({ integrity: 'pass' });
  const { integrity, kinds, findings } = await archive.verify();
  expect({ integrity, kinds }).toEqual({ integrity: 'fail', kinds: ['renormalized-otherwise'] });
  expect(findings[0]?.event).toMatch(/-0000000$/);
});

it('not-renormalized: what another version made, which is named', async () => {
  const other = { ...lying, id: 'wormtrail/0.0.9 sha256:other' };
  const archive = await (await new Archive().enter(normalizer, ACCESS)).enter(other, 'text');
  const { integrity, kinds, findings } = await archive.verify();
  expect({ integrity, kinds }).toEqual({ integrity: 'unknown', kinds: ['not-renormalized'] });
  expect(findings[0]?.detail).toBe('1 batches were made by wormtrail/0.0.9 sha256:other: use that version');
});

it('the same lines in other objects are no finding but where a header stands apart from what it names', async () => {
  const archive = await new Archive().enter(normalizer, FLOWS);
  const { archive: store } = archive.world;
  const objects: ObjectInfo[] = [];
  for await (const info of store.list('events/')) objects.push(info);
  const [object] = objects;
  const text = gunzipSync((await store.get(object!.key))!.bytes).toString();
  await store.remove(object!.key);
  for (const line of text.trimEnd().split('\n')) await archive.put(gzipSync(`${line}\n`));
  const { integrity, completeness, kinds } = await archive.verify();
  expect({ integrity, completeness, kinds }).toEqual({
    integrity: 'unknown',
    completeness: 'pass',
    kinds: ['not-renormalized'],
  });
});
