import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryObjectStore } from '../../adapters/memory/object-store';
import { ReadAheadStore } from '../../adapters/read-ahead';
import type { ObjectInfo } from '../../core/ports';
import { infosOf, objectStoreConformance } from './conformance';

objectStoreConformance('ReadAheadStore', async () => new ReadAheadStore(new MemoryObjectStore(), ''));

/** A store of which every read takes 5 ms, and what was read of it. */
class Slow extends MemoryObjectStore {
  readonly reads: string[] = [];
  down = false;

  override async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    this.reads.push(object.key);
    await sleep(5);
    if (this.down) throw new Error('no network');
    return super.read(object, start, length);
  }
}

async function filled(keys: readonly string[]): Promise<{ slow: Slow; store: ReadAheadStore }> {
  const slow = new Slow();
  for (const key of keys) await slow.put(key, Buffer.from(key));
  return { slow, store: new ReadAheadStore(slow, 'log/') };
}

const whole = async (store: ReadAheadStore, info: ObjectInfo) =>
  Buffer.from(await store.read(info, 0, info.size + 1)).toString();

test('who reads in the order of the list waits for few reads, and each object is read once', async () => {
  const keys = Array.from({ length: 400 }, (_, i) => `log/tile/0/${String(i).padStart(3, '0')}`);
  const { slow, store } = await filled(keys);
  const infos = await infosOf(store, 'log/');
  const started = Date.now();
  for (const info of infos) expect(await whole(store, info)).toBe(info.key);
  expect(Date.now() - started).toBeLessThan(400 * 5 * 0.5);
  expect(slow.reads.sort()).toEqual(keys);
});

test('checkpoints are fetched ahead by size', async () => {
  const { slow, store } = await filled([9, 10, 100, 101, 11].map((size) => `log/checkpoints/${size}.note`));
  const infos = await infosOf(store, 'log/');
  const eleven = infos.find(({ key }) => key.includes('/11.'))!;
  await whole(store, eleven);
  expect(slow.reads).toEqual([11, 100, 101].map((size) => `log/checkpoints/${size}.note`));
});

test('nothing is fetched ahead elsewhere, nor for a part of an object', async () => {
  const { slow, store } = await filled(['events/a', 'events/b', 'log/a', 'log/b']);
  const [events] = await infosOf(store, 'events/');
  await whole(store, events!);
  const [log] = await infosOf(store, 'log/');
  await store.read(log!, 1, 2);
  expect(slow.reads).toEqual(['events/a', 'log/a']);
});

test('what could not be fetched ahead is fetched when it is asked for', async () => {
  const { slow, store } = await filled(['log/a', 'log/b']);
  const [a, b] = await infosOf(store, 'log/');
  slow.down = true;
  await expect(whole(store, a!)).rejects.toThrow('no network');
  slow.down = false;
  await sleep(10);
  expect(await whole(store, b!)).toBe('log/b');
});

test('a copy for a thread holds nothing of what comes after', async () => {
  const { store } = await filled(['log/a', 'log/b']);
  const [a] = await infosOf(store, 'log/');
  expect(structuredClone(a)).toEqual({ key: 'log/a', version: 'v1', size: 5 });
});
