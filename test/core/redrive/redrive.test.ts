import { gzipSync } from 'node:zlib';
import { stageKey } from '../../../core/batch/stage';
import { WormtrailError } from '../../../core/errors';
import { redriveHoles } from '../../../core/redrive/holes';
import { redriveFailed } from '../../../core/redrive/redrive';
import { Killed } from '../killing';
import { killedAt, Pipeline } from './pipeline';

const passes = { integrity: 'pass', completeness: 'pass' };

/** Nothing of what was given is lost, and nothing is there twice. */
async function expectAllOnce(pipeline: Pipeline): Promise<void> {
  expect(await pipeline.archived()).toEqual([...pipeline.given].sort());
  expect(await pipeline.verify()).toMatchObject(passes);
}

/** A bit of the row flips in the ledger. */
async function rotRow({ world }: Pipeline, seq: number): Promise<void> {
  const [row] = await world.ledger.rows('0', seq, 1);
  const { entry } = row!;
  entry[0] = (entry[0] as number) ^ 1;
}

describe('records of an invocation that died', () => {
  it('go back into the stream, once, and arrive', async () => {
    const pipeline = await new Pipeline().put('one', 'two', 'three').flush('dies');
    expect(await pipeline.archived()).toEqual([]);
    const result = await pipeline.redrive();
    expect(result).toMatchObject({ seen: 1, objects: 1, returned: 3, kept: 0, givenUp: 0, left: 0 });
    expect(result.findings).toEqual([]);
    await pipeline.flush();
    expect(await pipeline.redrive()).toMatchObject({ seen: 0, objects: 0, returned: 0 });
    await expectAllOnce(pipeline);
  });

  it('are entered in the log as seen, with their number, and as redriven', async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush('dies');
    await pipeline.redrive();
    const [object] = await pipeline.keys('failed/');
    expect(await pipeline.lane()).toEqual([
      { kind: 'failed', object, records: 2 },
      { kind: 'redriven', object, attempt: 1, returned: 2, kept: 0, givenUp: [], left: [] },
    ]);
  });

  it('come from every version of an object', async () => {
    const pipeline = new Pipeline();
    const key = await pipeline.failedObject(`{"rawData":"${btoa('one')}","arrivalTimestamp":1}`);
    await pipeline.world.archive.put(key, Buffer.from(`{"rawData":"${btoa('two')}","arrivalTimestamp":1}`));
    expect(await pipeline.redrive()).toMatchObject({ seen: 2, returned: 2 });
    expect(pipeline.returned.sort()).toEqual(['one', 'two']);
  });

  it('come from gzip, from objects back to back, and under either name of the function', async () => {
    const pipeline = new Pipeline();
    const record = (data: string, name: string) =>
      JSON.stringify({ arrivalTimestamp: '1795426200000', rawData: btoa(data), [name]: 'arn' });
    await pipeline.failedObject(gzipSync(`${record('a', 'lambdaArn')}\n${record('b', 'lambdaARN')}\n`));
    await pipeline.failedObject(record('c', 'lambdaArn') + record('d', 'lambdaARN'));
    expect(await pipeline.redrive()).toMatchObject({ seen: 2, returned: 4 });
    expect(pipeline.returned.sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('records that a committed batch has', () => {
  it('are not sent again: the batch is delivered from its stage', async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush('answer-lost');
    const result = await pipeline.redrive();
    expect(result).toMatchObject({ seen: 1, returned: 0, kept: 2, redelivered: [{ outcome: 'delivered' }] });
    expect(pipeline.returned).toEqual([]);
    await expectAllOnce(pipeline);
  });

  it('are looked for across the hour', async () => {
    const pipeline = new Pipeline();
    pipeline.world.clock.advance(30 * 60_000 - 2);
    await pipeline.put('before the hour', 'after it').flush('answer-lost');
    expect((await pipeline.keys('failed/'))[0]).toContain('hour=10');
    expect(await pipeline.redrive()).toMatchObject({ returned: 0, kept: 2 });
    await expectAllOnce(pipeline);
  });

  it('are delivered once, whatever lists them', async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush('answer-lost');
    const [key] = await pipeline.keys('failed/');
    const { bytes } = (await pipeline.world.archive.get(key!))!;
    await pipeline.world.archive.put(`${key}-again`, bytes);
    expect(await pipeline.redrive()).toMatchObject({ seen: 2, returned: 0, kept: 4 });
    expect(await pipeline.keys('events/')).toHaveLength(1);
    await expectAllOnce(pipeline);
  });

  it('are sent if they arrived at another time: they are others with the same data', async () => {
    const pipeline = await new Pipeline().put('same').flush('delivered');
    await pipeline.put('same').flush('dies');
    expect(await pipeline.redrive()).toMatchObject({ returned: 1, kept: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('are sent if the batch was staged and never committed', async () => {
    const pipeline = new Pipeline();
    pipeline.world.ledger.commit = async () => {
      throw new WormtrailError('unavailable', 'no ledger');
    };
    await expect(pipeline.put('one').flush()).rejects.toThrow('no ledger');
    Reflect.deleteProperty(pipeline.world.ledger, 'commit');
    await pipeline.fail([{ recordId: 'r1', arrival: pipeline.world.clock.now(), data: Buffer.from('one') }]);
    expect(await pipeline.redrive()).toMatchObject({ returned: 1, kept: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('are sent if the batch’s row in the ledger rotted, and the run goes on', async () => {
    const pipeline = await new Pipeline().put('one').flush('answer-lost');
    await rotRow(pipeline, 1);
    await pipeline.put('two').flush('dies');
    const result = await pipeline.redrive();
    expect(result).toMatchObject({
      seen: 2,
      returned: 2,
      kept: 0,
      redelivered: [{ outcome: 'row-damaged' }],
      findings: [{ kind: 'not-redelivered', detail: expect.stringContaining('row of the ledger') }],
    });
    await pipeline.flush();
    expect(await pipeline.archived()).toEqual(['one', 'two']);
  });

  it('are sent if the stage does not give the root any more, and the batch stays a hole', async () => {
    const pipeline = await new Pipeline().put('one').flush('answer-lost');
    const { state } = pipeline.world;
    for await (const { key } of state.list('stages/')) {
      const { bytes } = (await state.get(key))!;
      const altered = Buffer.from(bytes);
      altered[altered.length - 12] = (altered[altered.length - 12] as number) ^ 1;
      await state.put(key, altered);
    }
    const result = await pipeline.redrive();
    expect(result).toMatchObject({ returned: 1, kept: 0, findings: [{ kind: 'not-redelivered' }] });
    await pipeline.flush();
    expect(await pipeline.archived()).toEqual(['one']);
    expect(await pipeline.verify()).toMatchObject({
      completeness: 'fail',
      counts: { findings: { hole: 1 } },
    });
  });
});

describe('records that the stream refuses', () => {
  it('stay, and are tried again', async () => {
    const pipeline = await new Pipeline().put('one', 'two', 'three').flush('dies');
    pipeline.takes = (data) => data.toString() !== 'two';
    expect(await pipeline.redrive()).toMatchObject({ returned: 2, left: 1, findings: [{ kind: 'refused' }] });
    pipeline.takes = () => true;
    expect(await pipeline.redrive()).toMatchObject({ seen: 0, returned: 1, left: 0, findings: [] });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('are given up after three attempts, and come back when asked for again', async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush('dies');
    pipeline.takes = (data) => data.toString() !== 'two';
    expect(await pipeline.redrive()).toMatchObject({ returned: 1, left: 1, givenUp: 0 });
    expect(await pipeline.redrive()).toMatchObject({ returned: 0, left: 1, givenUp: 0 });
    expect(await pipeline.redrive()).toMatchObject({ left: 0, givenUp: 1, findings: [{ kind: 'given-up' }] });
    expect(await pipeline.redrive()).toMatchObject({ objects: 0, givenUp: 0, findings: [] });
    pipeline.takes = () => true;
    expect(await pipeline.redrive({ again: true })).toMatchObject({ returned: 1, givenUp: 0 });
    expect((await pipeline.lane()).at(-1)).toMatchObject({ attempt: 4, givenUp: [], left: [] });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('do not count against them if the stream took nothing at all', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    const stream = {
      put: async () => {
        throw new WormtrailError('denied', 'no stream for you');
      },
    };
    for (let i = 0; i < 5; i++) await expect(pipeline.redrive({ stream })).rejects.toThrow('for you');
    expect(await pipeline.redrive()).toMatchObject({ returned: 1 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });
});

describe('records that fail whenever they are processed', () => {
  it('are returned three times, given up, and come back once their cause is mended', async () => {
    const pipeline = new Pipeline();
    pipeline.poison.add('poison');
    await pipeline.put('poison').flush();
    for (const hours of [0, 0, 5]) {
      // Each time it waits longer, so that there is time to mend what makes it fail.
      for (let i = 0; i < hours; i++)
        expect(await pipeline.redrive()).toMatchObject({ returned: 0, left: 1, givenUp: 0, findings: [] });
      expect(await pipeline.redrive()).toMatchObject({ returned: 1, givenUp: 0 });
      await pipeline.flush();
    }
    expect(await pipeline.redrive()).toMatchObject({ returned: 0, givenUp: 1 });
    expect(await pipeline.flush().then(() => pipeline.redrive())).toMatchObject({ objects: 0 });
    expect(pipeline.returned).toHaveLength(3);
    expect(await pipeline.verify()).toMatchObject({
      ...passes,
      counts: { findings: { 'failed-given-up': 1 } },
    });

    pipeline.poison.clear();
    expect(await pipeline.redrive({ again: true })).toMatchObject({ returned: 1, givenUp: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('do not hold up others of the same data that never failed before', async () => {
    const pipeline = await new Pipeline().put('same', 'same', 'same', 'same', 'same').flush('dies');
    expect(await pipeline.redrive()).toMatchObject({ returned: 5, givenUp: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });
});

describe('equal records', () => {
  it('are sent apart, so that they never arrive in the same millisecond', async () => {
    const pipeline = await new Pipeline().put('same', 'other', 'same', 'same').flush('dies');
    const together: string[][] = [];
    const { stream } = pipeline;
    const put = (records: readonly Uint8Array[]) => {
      together.push(records.map((record) => Buffer.from(record).toString()));
      return stream.put(records);
    };
    expect(await pipeline.redrive({ stream: { put } })).toMatchObject({ returned: 4 });
    expect(together).toEqual([['same', 'other'], ['same'], ['same']]);
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });
});

describe('objects that are not as they should be', () => {
  it('damaged records stay, are given up and reported; the others come back', async () => {
    const pipeline = new Pipeline();
    pipeline.given.push('good', 'better');
    const good = JSON.stringify({ arrivalTimestamp: 1, rawData: btoa('good') });
    const better = JSON.stringify({ arrivalTimestamp: 'soon', rawData: btoa('better') });
    const lines = [
      '{"rawData":"b25l',
      good,
      'not JSON \u0000',
      '{"rawData":"@@@"}',
      '{"rawData":7}',
      '[]',
      better,
      'null',
    ];
    const object = await pipeline.failedObject(lines.join('\n'));
    const result = await pipeline.redrive();
    expect(result).toMatchObject({ returned: 2, givenUp: 6, left: 0 });
    expect(new Set(result.findings.map(({ kind }) => kind))).toEqual(new Set(['damaged', 'given-up']));
    expect((await pipeline.lane()).at(-1)).toMatchObject({
      object,
      givenUp: [
        [0, 0],
        [2, 5],
        [7, 7],
      ],
    });
    expect(await pipeline.redrive()).toMatchObject({ objects: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it.each([
    ['gzip that is cut short', gzipSync('{"rawData":"b25l"}').subarray(0, 20)],
    ['an empty object', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(5000)],
  ])('%s is entered and stays', async (_, bytes) => {
    const pipeline = new Pipeline();
    await pipeline.failedObject(bytes);
    expect(await pipeline.redrive()).toMatchObject({ seen: 1, returned: 0, left: 0 });
    expect((await pipeline.lane()).map(({ kind }) => kind)).toEqual(['failed', 'redriven']);
    expect(await pipeline.redrive()).toMatchObject({ seen: 0, objects: 0 });
    expect(await pipeline.keys('failed/')).toHaveLength(1);
  });

  it('sends nothing of an object that was altered after it was entered', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    const stream = {
      put: async () => {
        throw new WormtrailError('unavailable', 'not now');
      },
    };
    await expect(pipeline.redrive({ stream })).rejects.toThrow('not now');
    const { archive } = pipeline.world;
    const read = archive.read.bind(archive);
    archive.read = async (...args) => Buffer.from((await read(...args)).map((byte) => byte ^ 1));
    expect(await pipeline.redrive()).toMatchObject({ returned: 0, findings: [{ kind: 'changed' }] });
    expect(pipeline.returned).toEqual([]);
  });
});

describe('many records', () => {
  it('come back in parts, each once', async () => {
    const pipeline = new Pipeline();
    const texts = Array.from({ length: 1300 }, (_, i) => `record ${i}`);
    await pipeline.put(...texts).flush('dies');
    expect(await pipeline.redrive()).toMatchObject({ returned: 1300, left: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('stop where the stream is at its limit, and go on later', async () => {
    const pipeline = new Pipeline();
    const texts = Array.from({ length: 1300 }, (_, i) => `record ${i}`);
    await pipeline.put(...texts).flush('dies');
    pipeline.takes = (data, call) => call === 0 || (call === 1 && !data.toString().endsWith('7'));
    expect(await pipeline.redrive()).toMatchObject({ returned: 950, left: 350 });
    pipeline.takes = () => true;
    expect(await pipeline.redrive()).toMatchObject({ returned: 350, left: 0 });
    await pipeline.flush();
    await expectAllOnce(pipeline);
  });

  it('begins no object when its time is up, and says so', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    await pipeline.put('two').flush('dies');
    const until = pipeline.world.clock.now();
    expect(await pipeline.redrive({ until })).toMatchObject({ finished: false, seen: 0 });
    expect(await pipeline.redrive()).toMatchObject({ finished: true, returned: 2 });
  });
});

describe('a run that dies anywhere', () => {
  const make = async () => {
    const pipeline = await new Pipeline().put('lost 1', 'lost 2').flush('answer-lost');
    await pipeline.put('dead 1', 'dead 2').flush('dies');
    return pipeline;
  };

  it('loses nothing; the next run goes on; what is sent twice is what nobody could know of', async () => {
    const whole = await make();
    const { options, effects } = killedAt(Number.POSITIVE_INFINITY, false, whole.options());
    await redriveFailed(options);
    expect(effects()).toBeGreaterThan(6);
    for (let n = 1; n <= effects(); n++) {
      for (const after of [false, true]) {
        const pipeline = await make();
        await expect(redriveFailed(killedAt(n, after, pipeline.options()).options)).rejects.toThrow(Killed);
        const sent = pipeline.returned.length;
        await pipeline.redrive();
        await pipeline.flush();
        expect(await pipeline.redrive()).toMatchObject({ objects: 0, left: 0 });
        expect(await pipeline.verify()).toMatchObject(passes);
        const texts = await pipeline.archived();
        expect(new Set(texts)).toEqual(new Set(pipeline.given));
        expect(texts.length).toBeLessThanOrEqual(pipeline.given.length + sent);
        expect(texts.filter((text) => text.startsWith('lost'))).toEqual(['lost 1', 'lost 2']);
      }
    }
  });

  it('sends no record for ever, however often it dies after sending', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    const { put } = pipeline.stream;
    const stream = {
      put: async (records: readonly Uint8Array[]) => {
        await put(records);
        throw new WormtrailError('unknown-outcome', 'no answer');
      },
    };
    for (let i = 0; i < 3; i++) await expect(pipeline.redrive({ stream })).rejects.toThrow('no answer');
    expect(await pipeline.redrive({ stream })).toMatchObject({ objects: 0 });
    expect(pipeline.returned).toHaveLength(3);
  });
});

describe('two runs at once', () => {
  it('bring nothing back twice', async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush('dies');
    await pipeline.put('three').flush('answer-lost');
    await Promise.all([pipeline.redrive(), pipeline.redrive(), pipeline.redrive()]);
    await pipeline.flush();
    await pipeline.redrive();
    await expectAllOnce(pipeline);
  });
});

describe('holes', () => {
  const makeHole = async () => {
    const pipeline = await new Pipeline().put('one', 'two').flush();
    await pipeline.put('three').flush();
    const [gone] = await pipeline.keys('events/');
    await pipeline.world.archive.remove(gone!);
    const report = await pipeline.verify();
    expect(report).toMatchObject({ completeness: 'fail', counts: { findings: { hole: 1 } } });
    const batch = report.findings.find(({ kind }) => kind === 'hole')?.batch;
    return { pipeline, batch: batch as string };
  };

  it('are filled to the root that was entered, at any age', async () => {
    const { pipeline, batch } = await makeHole();
    pipeline.world.clock.advance(400 * 86_400_000);
    const [done] = await redriveHoles(pipeline.world, [batch, batch]);
    expect(done).toMatchObject({ batch, outcome: 'delivered' });
    expect(done?.object).toBe(`events/date=2026-11-23/hour=09/redrive-${batch}.jsonl.gz`);
    await expectAllOnce(pipeline);
    expect(await redriveHoles(pipeline.world, [batch])).toMatchObject([{ outcome: 'present' }]);
    expect(await pipeline.keys('events/')).toHaveLength(2);
  });

  it('are filled beside what somebody else put in the place', async () => {
    const { pipeline, batch } = await makeHole();
    const key = `events/date=2026-11-23/hour=09/redrive-${batch}.jsonl.gz`;
    await pipeline.world.archive.put(key, gzipSync(''));
    const [done] = await redriveHoles(pipeline.world, [batch]);
    expect(done).toMatchObject({ outcome: 'delivered', object: key.replace('.jsonl', '-2.jsonl') });
    await expectAllOnce(pipeline);
  });

  it('stay where the stage is lost, or does not give the root', async () => {
    const { pipeline, batch } = await makeHole();
    const { state } = pipeline.world;
    const stages: string[] = [];
    for await (const { key } of state.list('stages/')) stages.push(key);
    const row = await pipeline.world.ledger.rows('0', 1, 1);
    const key = stageKey(batch, row[0]!.digest!);
    expect(stages).toContain(key);
    const { bytes } = (await state.get(key))!;
    await state.put(key, Buffer.from(bytes).subarray(0, bytes.length - 1));
    expect(await redriveHoles(pipeline.world, [batch])).toMatchObject([{ outcome: 'stage-damaged' }]);
    await state.remove(key);
    expect(await redriveHoles(pipeline.world, [batch])).toMatchObject([{ outcome: 'stage-lost' }]);
    expect(await pipeline.verify()).toMatchObject({ completeness: 'fail' });
  });

  it('stay where the row of the ledger rotted; the others are filled all the same', async () => {
    const { pipeline, batch } = await makeHole();
    const [left] = await pipeline.keys('events/');
    await pipeline.world.archive.remove(left!);
    const { findings } = await pipeline.verify();
    const other = findings.find((one) => one.kind === 'hole' && one.batch !== batch)?.batch as string;
    await rotRow(pipeline, 1);
    expect(await redriveHoles(pipeline.world, [batch, other])).toMatchObject([
      { batch, outcome: 'row-damaged' },
      { batch: other, outcome: 'delivered' },
    ]);
    expect(await pipeline.keys('events/')).toEqual([expect.stringContaining(other)]);
  });

  it('are not filled with what was never entered', async () => {
    const pipeline = new Pipeline();
    pipeline.world.ledger.commit = async () => {
      throw new WormtrailError('unavailable', 'no ledger');
    };
    await expect(pipeline.put('one').flush()).rejects.toThrow();
    const state = pipeline.world.state;
    let batch = '';
    for await (const { key } of state.list('stages/')) {
      batch = JSON.parse(
        Buffer.from((await state.get(key))!.bytes)
          .toString()
          .split('\n')[0]!,
      ).batch;
    }
    expect(await redriveHoles(pipeline.world, [batch])).toMatchObject([{ outcome: 'not-committed' }]);
    expect(await pipeline.keys('events/')).toEqual([]);
  });

  it('must be named by batch ids', async () => {
    await expect(redriveHoles(new Pipeline().world, ['../x'])).rejects.toThrow('not a batch id');
  });
});
