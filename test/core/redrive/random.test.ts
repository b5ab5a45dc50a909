import fc from 'fast-check';
import { parseControl } from '../../../core/batch/control';
import { parseFailed } from '../../../core/redrive/failed-file';
import { redriveFailed } from '../../../core/redrive/redrive';
import { countOf, numbersOf, runsOf } from '../../../core/redrive/runs';
import { Killed } from '../killing';
import { type Fate, killedAt, Pipeline } from './pipeline';

describe('whatever happens in whatever order', () => {
  type Step =
    | { readonly do: 'put'; readonly records: number; readonly fate: Fate }
    | { readonly do: 'redrive'; readonly takes: number; readonly dies: number; readonly after: boolean };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      do: fc.constant('put' as const),
      records: fc.integer({ min: 1, max: 4 }),
      fate: fc.constantFrom<Fate>('delivered', 'dies', 'answer-lost'),
    }),
    fc.record({
      do: fc.constant('redrive' as const),
      // Of ten records the stream takes so many; the run dies at this effect, if it gets there.
      takes: fc.integer({ min: 0, max: 10 }),
      dies: fc.integer({ min: 1, max: 30 }),
      after: fc.boolean(),
    }),
  );

  it('everything given is in the archive in the end, and the archive is whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const pipeline = new Pipeline();
        let texts = 0;
        let offered = 0;
        for (const one of steps) {
          if (one.do === 'put') {
            for (let i = 0; i < one.records; i++) pipeline.put(`event ${++texts}`);
            await pipeline.flush(one.fate);
            continue;
          }
          pipeline.takes = () => offered++ % 10 < one.takes;
          pipeline.world.clock.advance(3_600_000);
          await redriveFailed(killedAt(one.dies, one.after, pipeline.options()).options).catch((error) => {
            if (!(error instanceof Killed)) throw error;
          });
          await pipeline.flush();
        }
        pipeline.takes = () => true;
        for (let i = 0; i < 4; i++) {
          await pipeline.redrive({ again: true });
          await pipeline.flush();
        }
        expect(await pipeline.redrive()).toMatchObject({ objects: 0, left: 0, findings: [] });
        expect(new Set(await pipeline.archived())).toEqual(new Set(pipeline.given));
        expect(await pipeline.verify()).toMatchObject({ integrity: 'pass', completeness: 'pass' });
        // What the log says is what its readers take.
        for (const { entry } of await pipeline.world.ledger.rows('redrive', 1, 1000)) parseControl(entry);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('what lies under failed/', () => {
  it('is read without an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const head of [Buffer.alloc(0), Buffer.of(0x1f, 0x8b)]) {
          for (const record of parseFailed(Buffer.concat([head, bytes]))) {
            expect('problem' in record || Buffer.isBuffer(record.data)).toBe(true);
          }
        }
      }),
    );
  });

  it('gives every whole record between damaged ones', () => {
    const whole = fc.uint8Array({ maxLength: 60 }).map((data) => {
      const rawData = Buffer.from(data).toString('base64');
      return { text: JSON.stringify({ attemptsMade: 4, arrivalTimestamp: 7, rawData }), data: rawData };
    });
    const damaged = fc
      .string({ maxLength: 40 })
      .map((text) => ({ text: `x${text.replaceAll(/[\n\r{[]/g, '')}`, data: undefined }));
    fc.assert(
      fc.property(fc.array(fc.oneof(whole, damaged), { maxLength: 12 }), (lines) => {
        const records = parseFailed(Buffer.from(lines.map(({ text }) => text).join('\n')));
        const read = records.flatMap((record) => ('data' in record ? [record.data.toString('base64')] : []));
        expect(read).toEqual(lines.flatMap(({ data }) => (data === undefined ? [] : [data])));
        expect(records).toHaveLength(lines.length);
      }),
    );
  });
});

describe('runs of numbers', () => {
  it('give the numbers back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500)), (numbers) => {
        const sorted = numbers.sort((a, b) => a - b);
        const runs = runsOf(sorted);
        expect([...numbersOf(runs)]).toEqual(sorted);
        expect(countOf(runs)).toBe(sorted.length);
      }),
    );
  });

  it('are at most a thousand, and leave no number out', () => {
    const numbers = Array.from({ length: 5000 }, (_, i) => i * 2 + (i % 100 === 0 ? 1 : 0));
    const runs = runsOf(numbers);
    expect(runs.length).toBeLessThanOrEqual(1000);
    const all = new Set(numbersOf(runs));
    for (const number of numbers) expect(all.has(number)).toBe(true);
    for (let i = 1; i < runs.length; i++) expect(runs[i]![0]).toBeGreaterThan(runs[i - 1]![1] + 1);
  });
});
