import fc from 'fast-check';
import { mergeSpill, type SpillRecord, SpillWriter } from '../../../core/verify/spill';
import { MemorySpill } from './harness';

const hashOf = (n: number) => Buffer.alloc(32, n);

describe('the spill', () => {
  it('gives back every line, in order, from however many files', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            row: fc.nat(5),
            first: fc.nat(20),
            hashes: fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }),
            object: fc.nat(1000),
            authentic: fc.boolean(),
            flush: fc.boolean(),
          }),
          { maxLength: 40 },
        ),
        async (runs) => {
          const store = new MemorySpill();
          const writers = [new SpillWriter(store, 'a'), new SpillWriter(store, 'b')];
          const expected: string[] = [];
          for (const [i, { row, first, hashes, object, authentic, flush }] of runs.entries()) {
            const writer = writers[i % 2] as SpillWriter;
            writer.add(row, first, Buffer.concat(hashes.map(hashOf)), hashes.length, object, authentic);
            expected.push(
              ...hashes.map((hash, at) =>
                text({ row, index: first + at, object, authentic, hash: hashOf(hash) }),
              ),
            );
            if (flush) await writer.flush();
          }
          for (const writer of writers) await writer.flush();
          const found: SpillRecord[] = [];
          for await (const records of mergeSpill(
            store,
            writers.flatMap(({ files }) => files),
          ))
            found.push(...records);
          expect(found.map(text).sort()).toEqual(expected.sort());
          const places = found.map(order);
          expect(places).toEqual([...places].sort());
        },
      ),
      { numRuns: 200 },
    ));
});

const pad = (n: number) => String(n).padStart(4, '0');
const order = ({ row, index, hash }: SpillRecord) => `${pad(row)} ${pad(index)} ${hash.toString('hex')}`;
const text = (record: SpillRecord) => `${order(record)} ${record.object} ${record.authentic}`;
