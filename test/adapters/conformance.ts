import { randomBytes } from 'node:crypto';
import type { LaneRow, Ledger, Lock, ObjectInfo, ObjectStore } from '../../core/ports';
import { EMPTY, headOf, rowOf } from './conformance-rows';

export { EMPTY, headOf, rowOf } from './conformance-rows';

/**
 * What `core/ports.ts` promises, asked of an adapter. Each suite takes a function that makes an empty one, and
 * is run over all adapters: here those in memory and on one machine.
 */

/** In what stores may differ. */
export interface StoreTraits {
  /** `remove` only hides: what was there stays listed and readable, as in a bucket with versioning. */
  readonly keepsRemoved?: boolean;
}

export function objectStoreConformance(
  name: string,
  create: () => Promise<ObjectStore>,
  { keepsRemoved = false }: StoreTraits = {},
): void {
  describe(`${name} as an ObjectStore`, () => {
    let store: ObjectStore;
    beforeEach(async () => {
      store = await create();
    });

    test('gives back what was put, whole, under the newest version', async () => {
      const bytes = randomBytes(300_000);
      expect(await store.put('a/b/c', Buffer.from('first'))).toBe('stored');
      expect(await store.put('a/b/c', bytes)).toBe('stored');
      expect(Buffer.from((await store.get('a/b/c'))!.bytes).equals(bytes)).toBe(true);
    });

    test('knows nothing of a key that was never put, nor of part of a key', async () => {
      await store.put('a/b', Buffer.from('x'));
      for (const key of ['nothing', 'a', 'a/b/c']) expect(await store.get(key)).toBeUndefined();
    });

    test('keeps an object without bytes', async () => {
      await store.put('empty', new Uint8Array(0));
      expect((await store.get('empty'))?.bytes.length).toBe(0);
    });

    test('does not keep hold of the caller’s buffer', async () => {
      const bytes = Buffer.from('before');
      await store.put('k', bytes);
      bytes.write('after!');
      expect(Buffer.from((await store.get('k'))!.bytes).toString()).toBe('before');
    });

    test('ifAbsent stores once, and of many at once exactly one', async () => {
      const puts = Array.from({ length: 20 }, (_, i) =>
        store.put('once', Buffer.from(`writer ${i}`), { ifAbsent: true }),
      );
      const outcomes = await Promise.all(puts);
      const winner = outcomes.indexOf('stored');
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(Buffer.from((await store.get('once'))!.bytes).toString()).toBe(`writer ${winner}`);
    });

    test('ifVersion stores only over that version, and of many at once exactly one', async () => {
      expect(await store.put('cas', Buffer.from('x'), { ifVersion: 'none' })).toBe('conflict');
      expect(await store.get('cas')).toBeUndefined();
      await store.put('cas', Buffer.from('one'));
      const { version } = (await store.get('cas'))!;
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          store.put('cas', Buffer.from(`two by ${i}`), { ifVersion: version }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      const winner = outcomes.indexOf('stored');
      expect(Buffer.from((await store.get('cas'))!.bytes).toString()).toBe(`two by ${winner}`);
      expect(await store.put('cas', Buffer.from('three'), { ifVersion: version })).toBe('conflict');
    });

    test('lists by key, those under a prefix only, which need not end at a slash', async () => {
      const keys = ['a-b', 'a/b', 'a/c/d', 'a/c0', 'a.txt', 'a0', 'b/x', 'ab/c', 'log/1.note', 'log/10.note'];
      for (const key of keys) await store.put(key, Buffer.from(key));
      const sorted = [...keys].sort();
      expect(await keysOf(store, 'a')).toEqual(sorted.filter((key) => key.startsWith('a')));
      expect(await keysOf(store, '')).toEqual(sorted);
      expect(await keysOf(store, 'a/')).toEqual(['a/b', 'a/c/d', 'a/c0']);
      expect(await keysOf(store, 'a/c')).toEqual(['a/c/d', 'a/c0']);
      expect(await keysOf(store, 'log/1')).toEqual(['log/1.note', 'log/10.note']);
      expect(await keysOf(store, 'zzz/y')).toEqual([]);
    });

    test('lists sizes and reads parts', async () => {
      const bytes = randomBytes(100_000);
      await store.put('part', bytes);
      const [info] = await infosOf(store, 'part');
      expect(info?.size).toBe(bytes.length);
      const read = async (start: number, length: number) =>
        Buffer.from(await store.read(info!, start, length));
      expect((await read(0, 100_000)).equals(bytes)).toBe(true);
      expect((await read(70_000, 5)).equals(bytes.subarray(70_000, 70_005))).toBe(true);
      expect((await read(99_990, 500)).equals(bytes.subarray(99_990))).toBe(true);
      expect((await read(100_000, 10)).length).toBe(0);
    });

    if (keepsRemoved) {
      test('hides an object that is removed, and neither its versions nor their bytes', async () => {
        await store.put('gone', Buffer.from('one'));
        await store.put('gone', Buffer.from('two'));
        const before = await infosOf(store, 'gone');
        await store.remove('gone');
        expect(await store.get('gone')).toBeUndefined();
        expect(await infosOf(store, 'gone')).toEqual(before);
        const read = await Promise.all(before.map((info) => store.read(info, 0, 9)));
        expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(['two', 'one']);
      });
    } else {
      test('fails to read an object that is gone', async () => {
        await store.put('gone', Buffer.from('x'));
        const [info] = await infosOf(store, 'gone');
        await store.remove('gone');
        await expect(store.read(info!, 0, 1)).rejects.toMatchObject({ code: 'unavailable' });
      });
    }

    test('removes what is there and does not mind what is not', async () => {
      await store.put('x/y', Buffer.from('x'));
      await store.remove('x/y');
      await store.remove('x/y');
      await store.remove('never/was');
      expect(await store.get('x/y')).toBeUndefined();
      expect(await keysOf(store, '')).toEqual(keepsRemoved ? ['x/y'] : []);
      expect(await store.put('x/y', Buffer.from('again'), { ifAbsent: true })).toBe('stored');
    });

    test('lets go of an object: until it is removed it is there, whole', async () => {
      await store.put('x/y', Buffer.from('one'));
      await store.put('x/z', Buffer.from('beside'));
      await store.expire('x/y');
      await store.expire('x/y');
      await store.expire('never/was');
      const there = await store.get('x/y');
      if (there !== undefined) expect(Buffer.from(there.bytes).toString()).toBe('one');
      expect(Buffer.from((await store.get('x/z'))!.bytes).toString()).toBe('beside');
      expect(await store.get('never/was')).toBeUndefined();
      expect(await store.put('x/y', Buffer.from('two'))).toBe('stored');
      expect(Buffer.from((await store.get('x/y'))!.bytes).toString()).toBe('two');
      await store.remove('x/y');
      await store.expire('x/y');
      expect(await store.get('x/y')).toBeUndefined();
    });

    test.each([
      '',
      '/a',
      'a/',
      'a//b',
      '..',
      '../a',
      'a/../../b',
      './a',
      'a/.',
      'a\0b',
      `${'k'.repeat(1025)}`,
    ])('refuses %j as a key', async (key) => {
      await expect(store.put(key, Buffer.from('x'))).rejects.toMatchObject({ code: 'usage' });
      await expect(store.get(key)).rejects.toMatchObject({ code: 'usage' });
      await expect(store.remove(key)).rejects.toMatchObject({ code: 'usage' });
      await expect(store.expire(key)).rejects.toMatchObject({ code: 'usage' });
    });
  });
}

export function ledgerConformance(name: string, create: () => Promise<Ledger>): void {
  describe(`${name} as a Ledger`, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await create();
    });

    test('has empty lanes to begin with', async () => {
      expect(await ledger.lanes()).toEqual([]);
      expect(await ledger.head('0')).toEqual(EMPTY);
      expect(await ledger.rows('0', 1, 10)).toEqual([]);
      expect(await ledger.findBatch('ab'.repeat(32))).toBeUndefined();
    });

    test('commits a row: head, row and batch at once', async () => {
      const row = rowOf('0', 1, 'entry');
      expect(await ledger.commit(row, EMPTY)).toBe('committed');
      expect(await ledger.head('0')).toEqual(headOf(row));
      expect((await ledger.rows('0', 1, 10)).map(plain)).toEqual([plain(row)]);
      expect(plain(await ledger.findBatch(row.digest!))).toEqual(plain(row));
    });

    test('answers `moved` to an old head and `exists` to a known batch, and writes nothing', async () => {
      const first = rowOf('0', 1, 'first');
      await ledger.commit(first, EMPTY);
      expect(await ledger.commit(rowOf('0', 1, 'other'), EMPTY)).toBe('moved');
      expect(await ledger.commit(rowOf('0', 2, 'other'), { seq: 1, leaf: 'ee'.repeat(32) })).toBe('moved');
      expect(await ledger.commit({ ...first, seq: 2 }, headOf(first))).toBe('exists');
      // A retry after a lost answer learns that the batch is there, not that the head moved.
      expect(await ledger.commit(first, EMPTY)).toBe('exists');
      expect(await ledger.commit({ ...first, lane: '1' }, EMPTY)).toBe('exists');
      expect(await ledger.head('0')).toEqual(headOf(first));
      expect(await ledger.head('1')).toEqual(EMPTY);
      expect(await ledger.findBatch(rowOf('0', 1, 'other').digest!)).toBeUndefined();
      expect(await ledger.rows('0', 1, 10)).toHaveLength(1);
    });

    test('refuses a row that is not next after the expected head', async () => {
      await expect(ledger.commit(rowOf('0', 3, 'x'), EMPTY)).rejects.toMatchObject({ code: 'usage' });
    });

    test('of many commits at once on one head exactly one is committed', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) => ledger.commit(rowOf('0', 1, `by ${i}`), EMPTY)),
      );
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength(19);
    });

    test('gives rows by their numbers, in order, as many as asked', async () => {
      await fill(ledger, '0', 12);
      const seqs = async (from: number, limit: number) =>
        (await ledger.rows('0', from, limit)).map(({ seq }) => seq);
      expect(await seqs(1, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(await seqs(9, 2)).toEqual([9, 10]);
      expect(await seqs(12, 5)).toEqual([12]);
      expect(await seqs(13, 5)).toEqual([]);
    });

    test('keeps lanes apart, and names event lanes first, by number', async () => {
      for (const lane of ['sealer', '10', 'auditor', '2', '0']) await fill(ledger, lane, 2);
      expect(await ledger.lanes()).toEqual(['0', '2', '10', 'auditor', 'sealer']);
      for (const lane of await ledger.lanes()) expect(await ledger.rows(lane, 1, 9)).toHaveLength(2);
    });

    test('keeps control entries, which have no digest', async () => {
      const { digest: _, ...row } = rowOf('sealer', 1, 'control');
      await ledger.commit(row, EMPTY);
      const [kept] = await ledger.rows('sealer', 1, 1);
      expect(kept?.digest).toBeUndefined();
      expect(Buffer.from(kept!.entry).toString()).toBe('control');
    });

    test('lets go of rows from a time on: until then they are there, and heads and lanes stay', async () => {
      await fill(ledger, '0', 3);
      const rows = await ledger.rows('0', 1, 3);
      await ledger.expire(rows.slice(0, 2), Date.now() + 86_400_000);
      await ledger.expire([{ lane: '7', seq: 1, digest: 'ab'.repeat(32) }], Date.now());
      expect((await ledger.rows('0', 1, 9)).map(plain)).toEqual(rows.map(plain));
      expect(plain(await ledger.findBatch(rows[0]!.digest!))).toEqual(plain(rows[0]));
      // What was not there is not made by it.
      expect(await ledger.lanes()).toEqual(['0']);
      expect(await ledger.rows('7', 1, 9)).toEqual([]);
      expect(await ledger.findBatch('ab'.repeat(32))).toBeUndefined();
      await ledger.expire(rows, 0);
      expect(await ledger.head('0')).toEqual(headOf(rows[2]!));
      const next = rowOf('0', 4, 'entry 4');
      expect(await ledger.commit(next, headOf(rows[2]!))).toBe('committed');
      expect((await ledger.rows('0', 4, 9)).map(plain)).toEqual([plain(next)]);
      expect((await ledger.rows('0', 1, 9)).at(-1)?.seq).toBe(4);
    });

    test('does not keep hold of the caller’s buffer', async () => {
      const entry = Buffer.from('before');
      await ledger.commit({ ...rowOf('0', 1, ''), entry }, EMPTY);
      entry.write('after!');
      expect(Buffer.from((await ledger.rows('0', 1, 1))[0]!.entry).toString()).toBe('before');
    });
  });
}

export function lockConformance(name: string, create: () => Promise<Lock>): void {
  describe(`${name} as a Lock`, () => {
    let lock: Lock;
    beforeEach(async () => {
      lock = await create();
    });

    test('is set once from nothing', async () => {
      expect(await lock.read()).toBeUndefined();
      expect(await lock.swap('1', Buffer.from('x'))).toBe(false);
      expect(await lock.swap(undefined, Buffer.from('a'))).toBe(true);
      expect(await lock.swap(undefined, Buffer.from('b'))).toBe(false);
      expect(Buffer.from((await lock.read())!.value).toString()).toBe('a');
    });

    test('swaps only what was read, even if the value is the same again', async () => {
      await lock.swap(undefined, Buffer.from('a'));
      const { token } = (await lock.read())!;
      expect(await lock.swap(token, Buffer.from('b'))).toBe(true);
      expect(await lock.swap(token, Buffer.from('c'))).toBe(false);
      await lock.swap((await lock.read())!.token, Buffer.from('a'));
      expect(await lock.swap(token, Buffer.from('d'))).toBe(false);
    });

    test('of many swaps at once exactly one is done', async () => {
      await lock.swap(undefined, Buffer.from('a'));
      const { token } = (await lock.read())!;
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) => lock.swap(token, Buffer.from(String(i)))),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(Buffer.from((await lock.read())!.value).toString()).toBe(String(outcomes.indexOf(true)));
    });
  });
}

export async function fill(ledger: Ledger, lane: string, count: number): Promise<void> {
  let head = EMPTY;
  for (let seq = 1; seq <= count; seq++) {
    const row = rowOf(lane, seq, `entry ${seq}`);
    expect(await ledger.commit(row, head)).toBe('committed');
    head = headOf(row);
  }
}

export async function infosOf(store: ObjectStore, prefix: string): Promise<ObjectInfo[]> {
  const infos: ObjectInfo[] = [];
  for await (const info of store.list(prefix)) infos.push(info);
  return infos;
}

async function keysOf(store: ObjectStore, prefix: string): Promise<string[]> {
  return (await infosOf(store, prefix)).map(({ key }) => key);
}

/** A row without the difference between a Buffer and a Uint8Array. */
function plain(row: LaneRow | undefined): unknown {
  return row && { ...row, entry: Buffer.from(row.entry).toString('hex') };
}
