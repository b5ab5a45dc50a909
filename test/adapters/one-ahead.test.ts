import { MemoryObjectStore } from '../../adapters/memory/object-store';
import { OneAhead } from '../../adapters/one-ahead';
import type { ObjectInfo } from '../../core/ports';
import { infosOf } from './conformance';

class Counted extends MemoryObjectStore {
  readonly reads: string[] = [];
  down = false;

  override async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    this.reads.push(`${object.key} ${start} ${length}`);
    if (this.down) throw new Error('no network');
    return super.read(object, start, length);
  }
}

async function world() {
  const store = new Counted();
  await store.put('a', Buffer.from('first'));
  await store.put('b', Buffer.from('second'));
  const [a, b] = (await infosOf(store, '')) as [ObjectInfo, ObjectInfo];
  return { store, ahead: new OneAhead(store), a, b };
}

const text = async (bytes: Promise<Uint8Array>) => Buffer.from(await bytes).toString();

test('what is expected is on its way before it is read, and read once', async () => {
  const { store, ahead, a, b } = await world();
  const first = ahead.read(a, 0, 99);
  ahead.expect(b);
  expect(await text(first)).toBe('first');
  expect(store.reads).toEqual(['a 0 99', 'b 0 6']);
  expect(await text(ahead.read(structuredClone(b), 0, 6))).toBe('second');
  expect(store.reads).toHaveLength(2);
  expect(await text(ahead.read(b, 0, 6))).toBe('second');
  expect(store.reads).toHaveLength(3);
});

test('a part, or another object or version, is read as ever', async () => {
  const { ahead, a, b } = await world();
  ahead.expect(b);
  expect(await text(ahead.read(b, 1, 2))).toBe('ec');
  expect(await text(ahead.read(a, 0, 5))).toBe('first');
  await expect(ahead.read({ ...b, version: 'other' }, 0, 6)).rejects.toMatchObject({ code: 'unavailable' });
});

test('its failure is told to who reads it, and to nobody else', async () => {
  const { store, ahead, a, b } = await world();
  store.down = true;
  ahead.expect(b);
  store.down = false;
  expect(await text(ahead.read(a, 0, 5))).toBe('first');
  await expect(ahead.read(b, 0, 6)).rejects.toThrow('no network');
});
