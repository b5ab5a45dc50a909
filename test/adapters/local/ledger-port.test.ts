import { MessageChannel } from 'node:worker_threads';
import { PortLedger, serveLedger, Turns } from '../../../adapters/local/ledger-port';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { WormtrailError } from '../../../core/errors';
import type { Ledger } from '../../../core/ports';
import { EMPTY, ledgerConformance, rowOf } from '../conformance';

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

function connect(current: () => Ledger): { ledger: PortLedger; channel: MessageChannel } {
  const channel = new MessageChannel();
  channels.push(channel);
  serveLedger(channel.port1, current);
  return { ledger: new PortLedger(channel.port2), channel };
}

ledgerConformance('PortLedger', async () => {
  const inner = new MemoryLedger();
  return connect(() => inner).ledger;
});

test('errors come over the port with code, message and hint', async () => {
  const inner = new MemoryLedger();
  inner.head = async () => {
    throw new WormtrailError('full', 'no space', { hint: 'make some' });
  };
  inner.lanes = async () => {
    throw new TypeError('a mistake');
  };
  const { ledger } = connect(() => inner);
  await expect(ledger.head('0')).rejects.toMatchObject({
    code: 'full',
    message: 'no space',
    hint: 'make some',
  });
  await expect(ledger.lanes()).rejects.toMatchObject({ code: 'unavailable', message: 'a mistake' });
});

test('a call whose port closes fails, and so do those after it', async () => {
  const inner = new MemoryLedger();
  inner.head = () => new Promise(() => undefined);
  const { ledger, channel } = connect(() => inner);
  const call = ledger.head('0');
  channel.port1.close();
  await expect(call).rejects.toMatchObject({ code: 'unknown-outcome' });
  await expect(ledger.lanes()).rejects.toMatchObject({ code: 'unknown-outcome' });
});

describe('Turns', () => {
  /** A batch as the transform enters it: known already, or committed on the head that it read. */
  async function enter(ledger: Ledger, text: string): Promise<void> {
    const { digest } = rowOf('0', 1, text);
    if ((await ledger.findBatch(digest!)) !== undefined) return;
    const head = await ledger.head('0');
    expect(await ledger.commit(rowOf('0', head.seq + 1, text), head)).toBe('committed');
  }

  const texts = async (ledger: Ledger) =>
    (await ledger.rows('0', 1, 99)).map(({ entry }) => Buffer.from(entry).toString());

  test('commit batches in the order in which they were given out, whichever is ready first', async () => {
    const ledger = new MemoryLedger();
    const turns = new Turns();
    const batches = ['a', 'b', 'c', 'd'].map((text) => ({ text, turn: turns.next() }));
    const entered: Promise<void>[] = [];
    for (const { text, turn } of [...batches].reverse()) {
      entered.push(enter(turn.ledger(ledger), text));
      await new Promise(setImmediate);
      if (text !== 'a') expect(await texts(ledger)).toEqual([]);
    }
    await Promise.all(entered);
    expect(await texts(ledger)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('pass over a batch that was there already', async () => {
    const ledger = new MemoryLedger();
    await enter(ledger, 'a');
    const turns = new Turns();
    const [first, second] = [turns.next(), turns.next()];
    const later = enter(second.ledger(ledger), 'b');
    await enter(first.ledger(ledger), 'a');
    first.end();
    await later;
    expect(await texts(ledger)).toEqual(['a', 'b']);
  });

  test('let nothing be committed after a batch that failed', async () => {
    const ledger = new MemoryLedger();
    const turns = new Turns();
    const [a, b, c] = [turns.next(), turns.next(), turns.next()];
    const failed = new WormtrailError('full', 'no space');
    const later = [enter(b.ledger(ledger), 'b'), enter(c.ledger(ledger), 'c')];
    a.fail(failed);
    for (const batch of later) await expect(batch).rejects.toBe(failed);
    await expect(enter(turns.next().ledger(ledger), 'd')).rejects.toBe(failed);
    expect(await texts(ledger)).toEqual([]);
  });

  test('a batch that ends before its turn has come does not bring the next one’s forward', async () => {
    const ledger = new MemoryLedger();
    const turns = new Turns();
    const [a, b, c] = [turns.next(), turns.next(), turns.next()];
    b.end();
    const last = enter(c.ledger(ledger), 'c');
    await new Promise(setImmediate);
    expect(await texts(ledger)).toEqual([]);
    await enter(a.ledger(ledger), 'a');
    await last;
    expect(await texts(ledger)).toEqual(['a', 'c']);
    expect(await ledger.head('1')).toEqual(EMPTY);
  });
});
