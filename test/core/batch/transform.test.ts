import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { MemoryObjectStore } from '../../../adapters/memory/object-store';
import { parseEntry } from '../../../core/batch/entry';
import { createHandler, type FirehoseAnswer, type FirehoseEvent } from '../../../core/batch/firehose';
import { prepareBatch } from '../../../core/batch/prepare';
import { parseStage, stageKey } from '../../../core/batch/stage';
import { WormtrailError } from '../../../core/errors';
import type { LaneRow, Ledger } from '../../../core/ports';
import { ARRIVAL, firehoseEvent, linesOf, normalizer, rawOf, split } from './support';

const SIX_MB = 6_000_000;

function world(overrides: Partial<Parameters<typeof createHandler>[0]> = {}) {
  const state = new MemoryObjectStore();
  const ledger = new MemoryLedger();
  const handler = createHandler({
    state,
    ledger,
    normalizer,
    lane: '0',
    backOff: async () => undefined,
    ...overrides,
  });
  return { state, ledger, handler };
}

/** RFC 6962 section 2.1, word for word. */
function root(leaves: Buffer[]): Buffer {
  const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0] as Buffer);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)));
}

/** What Firehose requires of an answer, and the design on top of it. */
function expectAcceptable(event: FirehoseEvent, answer: FirehoseAnswer): void {
  expect(answer.records.map((r) => r.recordId)).toEqual(event.records.map((r) => r.recordId));
  for (const { result } of answer.records) expect(['Ok', 'ProcessingFailed']).toContain(result);
  expect(JSON.stringify(answer).length).toBeLessThanOrEqual(SIX_MB);
}

const vpcLine = (i: number) =>
  `2 123456789010 eni-0a1b2c3d4e5f60718 10.0.${i % 4}.${i % 250} 172.31.16.${i % 21} ${49152 + ((i * 7919) % 16000)} 443 6 ${(i * 31) % 97} ${(i * 4099) % 100000} ${1763888400 + Math.floor(i / 900)} ${1763888460 + Math.floor(i / 900)} ACCEPT OK`;

const cloudWatch = (messages: readonly string[]) =>
  gzipSync(
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '123456789010',
      logGroup: 'vpc-flow-logs',
      logStream: 'eni-0a1b2c3d4e5f60718-all',
      subscriptionFilters: ['wormtrail'],
      logEvents: messages.map((message, i) => ({
        id: String(i).padStart(56, '3'),
        timestamp: ARRIVAL,
        message,
      })),
    }),
  );

describe('the transform', () => {
  test('answers every record with its events, and the last one with index line and entry', async () => {
    const { handler, ledger } = world();
    const event = firehoseEvent('one\ntwo\n', '{"message":"three"}\n');
    const answer = await handler(event);
    expectAcceptable(event, answer);
    const { events, own } = linesOf(answer);
    expect(rawOf(events)).toEqual(['one', 'two', '{"message":"three"}']);
    expect(own.map((line) => line.slice(0, 22))).toEqual([
      '{"wormtrail":"index/v1',
      '{"wormtrail":"entry/v1',
    ]);
    const entry = parseEntry(Buffer.from(own[1] as string));
    expect(entry).toMatchObject({ lane: '0', seq: 1, prev: '0'.repeat(64), events: 3, records: 2 });
    expect(entry.root).toBe(root(events.map((line) => Buffer.from(line))).toString('hex'));
    expect((await ledger.rows('0', 1, 10)).map((row) => Buffer.from(row.entry).toString())).toEqual([own[1]]);
    events.forEach((line, i) => {
      expect(line.slice(20, 54)).toBe(`${entry.batch}-${String(i).padStart(7, '0')}`);
    });
  });

  test('stages before it commits, and commits before it answers', async () => {
    const steps: string[] = [];
    const { state, ledger } = world();
    const handler = world({
      state: Object.assign(Object.create(state) as MemoryObjectStore, {
        put: async (...args: Parameters<MemoryObjectStore['put']>) => {
          const done = await state.put(...args);
          steps.push('staged');
          return done;
        },
      }),
      ledger: Object.assign(Object.create(ledger) as MemoryLedger, {
        head: (lane: string) => ledger.head(lane),
        findBatch: (digest: string) => ledger.findBatch(digest),
        commit: async (...args: Parameters<Ledger['commit']>) => {
          const done = await ledger.commit(...args);
          steps.push('committed');
          return done;
        },
      }),
    }).handler;
    await handler(firehoseEvent('a'));
    steps.push('answered');
    expect(steps).toEqual(['staged', 'committed', 'answered']);
  });

  test('gives the same bytes when the same records come again, and enters them once', async () => {
    const { handler, ledger } = world();
    const event = firehoseEvent('a\nb\n', 'c');
    expect(await handler(event)).toEqual(await handler(event));
    expect(await ledger.rows('0', 1, 10)).toHaveLength(1);
  });

  test('gives the same bytes on a retry after an upgrade of the normaliser', async () => {
    const { state, ledger, handler } = world();
    const event = firehoseEvent('a\nb\n');
    const first = await handler(event);
    const upgraded = {
      ...normalizer,
      id: 'wormtrail/9.9.9 sha256:new',
      normalizeRecord: (
        ...[data, context, emit]: Parameters<typeof normalizer.normalizeRecord>
      ): { events: number; opaque: number } => {
        emit(`{"metadata":{"uid":"${context.uidPrefix}0000000"},"all":${data.length}}`);
        return { events: 1, opaque: 0 };
      },
    };
    const second = await world({ state, ledger, normalizer: upgraded }).handler(event);
    expect(second).toEqual(first);
    const other = firehoseEvent('another');
    expect(linesOf(await world({ state, ledger, normalizer: upgraded }).handler(other)).events[0]).toContain(
      '"all":7',
    );
  });

  test('replaces a stage that is damaged, unless other lines were entered', async () => {
    const { state, ledger, handler } = world();
    const event = firehoseEvent('a\nb\n');
    const first = await handler(event);
    const [stage] = await keysOf(state);
    await state.put(stage as string, Buffer.from('{"wormtrail":"stage/v1"}\njunk'));
    expect(await handler(event)).toEqual(first);
    const { bytes } = (await state.get(stage as string)) as { bytes: Uint8Array };
    expect(parseStage(bytes).events).toBe(2);

    await state.put(stage as string, Buffer.from('junk'));
    const upgraded = { ...normalizer, id: 'wormtrail/9.9.9 sha256:new', normalizeRecord: other };
    await expect(world({ state, ledger, normalizer: upgraded }).handler(event)).rejects.toMatchObject({
      code: 'halted',
    });
  });

  test('finds its own commit when the answer of the ledger is lost', async () => {
    const { ledger } = world();
    let lost = 0;
    const flaky = Object.assign(Object.create(ledger) as MemoryLedger, {
      head: (lane: string) => ledger.head(lane),
      findBatch: (digest: string) => ledger.findBatch(digest),
      commit: async (...args: Parameters<Ledger['commit']>) => {
        const done = await ledger.commit(...args);
        if (lost++ === 0) throw new WormtrailError('unknown-outcome', 'lost');
        return done;
      },
    });
    const answer = await world({ ledger: flaky }).handler(firehoseEvent('a'));
    expect(answer.records[0]?.result).toBe('Ok');
    expect(await ledger.rows('0', 1, 10)).toHaveLength(1);
  });

  test('twenty at once on one lane leave one unbroken chain', async () => {
    const { handler, ledger } = world();
    await Promise.all(Array.from({ length: 20 }, (_, i) => handler(firehoseEvent(`event ${i}`))));
    const rows = await ledger.rows('0', 1, 100);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    rows.forEach((row, i) => {
      const before = rows[i - 1] as LaneRow | undefined;
      const expected =
        before === undefined
          ? '0'.repeat(64)
          : createHash('sha256').update(Buffer.of(0)).update(before.entry).digest('hex');
      expect(parseEntry(row.entry).prev).toBe(expected);
    });
  });

  test('throws for what is no Firehose event, so that nothing is answered for it', async () => {
    const { handler } = world();
    for (const event of [null, {}, { records: 1 }, { records: [{}] }, { records: [null] }]) {
      await expect(handler(event)).rejects.toMatchObject({ code: 'malformed' });
    }
    expect(await handler({ records: [] })).toEqual({ records: [] });
  });
});

describe('an answer Firehose accepts', () => {
  test('comes for any records', async () => {
    const data = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 300 }),
      fc.array(fc.string({ maxLength: 60 })).map((messages) => cloudWatch(messages)),
      fc.uint8Array({ maxLength: 100 }).map((bytes) => gzipSync(bytes)),
      fc.uint8Array({ minLength: 1, maxLength: 80 }).map((bytes) => {
        const gzip = gzipSync(bytes);
        return gzip.subarray(0, gzip.length - 5);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 8 }), async (records) => {
        const event = firehoseEvent(...records);
        const answer = await world().handler(event);
        expectAcceptable(event, answer);
        expect(answer.records.every(({ result }) => result === 'Ok')).toBe(true);
        for (const line of linesOf(answer).events) JSON.parse(line);
      }),
      { numRuns: 60 },
    );
  });

  test('holds VPC flow lines that expand twenty times at the 1 MB buffer, normalised', async () => {
    const records: Buffer[] = [];
    let compressed = 0;
    let expanded = 0;
    for (let i = 0; compressed < 1 << 20; i += 12_000) {
      const messages = Array.from({ length: 12_000 }, (_, j) => repetitiveVpcLine(i + j));
      const record = cloudWatch(messages);
      records.push(record);
      compressed += record.length;
      expanded += messages.reduce((sum, message) => sum + message.length + 100, 0);
    }
    expect(expanded / compressed).toBeGreaterThan(19);
    const event = firehoseEvent(...records);
    const answer = await world().handler(event);
    expectAcceptable(event, answer);
    const { events } = linesOf(answer);
    expect(events.length).toBe(records.length * 12_000);
    const first = JSON.parse(events[0] as string) as Record<string, unknown>;
    expect(first).toMatchObject({ class_uid: 4001, raw_data: repetitiveVpcLine(0) });
  }, 60_000);

  test('keeps the largest record as it came when even the highest gzip level does not make it fit', () => {
    const noisy = (lines: number) =>
      Buffer.from(
        Array.from({ length: lines }, () => randomBytes(6).toString('base64').slice(0, 7)).join('\n'),
      );
    const records = [Buffer.from('first'), noisy(5_000), gzipSync(noisy(20_000)), Buffer.from('last')].map(
      (data, i) => ({ recordId: `r${i}`, arrival: ARRIVAL, data }),
    );
    const limits = { answer: 400_000, inflated: 1 << 20 };
    const prepared = prepareBatch(records, normalizer, limits);
    const size = prepared.records.reduce((sum, { answer }) => sum + (answer.length * 4) / 3, 0);
    expect(size).toBeLessThan(limits.answer);
    expect(prepared.records.map(({ result, opaque, events }) => [result, opaque, events])).toEqual([
      ['Ok', 0, 1],
      ['Ok', 0, 5_000],
      ['Ok', 1, 1],
      ['Ok', 0, 1],
    ]);
    const [line] = split(prepared.records[2]?.answer as Buffer).events;
    expect(
      Buffer.from(normalizer.expandOpaque(line as string) as Uint8Array).equals(records[2]?.data as Buffer),
    ).toBe(true);
  });

  test('gives up records that cannot fit at all, and only those, for Firehose to keep under failed/', async () => {
    const event = firehoseEvent('first', ...Array.from({ length: 4 }, () => randomBytes(1_024_000)), 'last');
    expect(JSON.stringify(event).length).toBeLessThan(6 * 1024 * 1024);
    const answer = await world().handler(event);
    expectAcceptable(event, answer);
    const failed = answer.records.filter(({ result }) => result === 'ProcessingFailed');
    expect(failed.length).toBeLessThanOrEqual(1);
    expect(rawOf(linesOf(answer).events)).toEqual(expect.arrayContaining(['first', 'last']));
  }, 60_000);

  test('holds a record that inflates beyond bounds as it came, and its neighbours as if it were not there', async () => {
    const bomb = gzipSync(Buffer.alloc(200 << 20));
    const event = firehoseEvent('before', bomb, 'after');
    const { events } = linesOf(await world().handler(event));
    expect(events).toHaveLength(3);
    expect(Buffer.from(normalizer.expandOpaque(events[1] as string) as Uint8Array).equals(bomb)).toBe(true);
    expect(rawOf([events[0], events[2]] as string[])).toEqual(['before', 'after']);
  });
});

/** Flows between few hosts, as a busy service makes them: it compresses twenty times. */
function repetitiveVpcLine(i: number): string {
  return vpcLine(Math.floor(i / 12) * 12).replace('ACCEPT', i % 50 === 0 ? 'REJECT' : 'ACCEPT');
}

function other(...[, context, emit]: Parameters<typeof normalizer.normalizeRecord>): {
  events: number;
  opaque: number;
} {
  emit(`{"metadata":{"uid":"${context.uidPrefix}0000000"}}`);
  return { events: 1, opaque: 0 };
}

async function keysOf(store: MemoryObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

test('stages lie under the hour of the first arrival and the digest', async () => {
  const { state, handler, ledger } = world();
  await handler(firehoseEvent('a'));
  const [row] = await ledger.rows('0', 1, 1);
  const entry = parseEntry((row as LaneRow).entry);
  expect(await keysOf(state)).toEqual([stageKey(entry.batch, entry.digest)]);
  expect(stageKey(entry.batch, entry.digest)).toBe(`stages/date=2026-11-23/hour=09/${entry.digest}`);
});
