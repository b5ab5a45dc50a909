import { readHoles } from '../../core/audit/holes';
import { digestStartOf } from '../../core/batch/ids';
import { WormtrailError } from '../../core/errors';
import { createAuditorHandler } from '../../lambda/auditor/handler';
import { numberOrNone, numberSetting, setting } from '../../lambda/environment';
import { metricsLine } from '../../lambda/metrics';
import { createRedriveHandler } from '../../lambda/redrive/handler';
import { createSealerHandler } from '../../lambda/sealer/handler';
import { createTransformHandler } from '../../lambda/transform/handler';
import { Auditing } from '../core/audit/auditing';
import { firehoseEvent, normalizer } from '../core/batch/support';
import { Pipeline } from '../core/redrive/pipeline';
import { World } from '../core/seal/world';
import { MemorySpill } from '../core/verify/harness';

/** Lines that a function printed, parsed. */
class Printed {
  readonly lines: Record<string, unknown>[] = [];
  readonly print = (line: string) => {
    this.lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  get metrics(): Record<string, unknown>[] {
    return this.lines.filter((line) => '_aws' in line);
  }
}

describe('a line of metrics', () => {
  it('is in the embedded metric format, under Wormtrail, by log', () => {
    const line = metricsLine({ log: 'q', counts: { A: 1, B: 0 }, timestamp: 7, about: { batch: 'x' } });
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: 7,
        CloudWatchMetrics: [
          {
            Namespace: 'Wormtrail',
            Dimensions: [['Log']],
            Metrics: [
              { Name: 'A', Unit: 'Count' },
              { Name: 'B', Unit: 'Count' },
            ],
          },
        ],
      },
      Log: 'q',
      A: 1,
      B: 0,
      batch: 'x',
    });
  });
});

describe('the environment', () => {
  it('must be there: the variable is named', () => {
    expect(() => setting('WORMTRAIL_LOG', {})).toThrow('WORMTRAIL_LOG');
    expect(() => setting('WORMTRAIL_LOG', { WORMTRAIL_LOG: '' })).toThrow('WORMTRAIL_LOG');
    expect(setting('WORMTRAIL_LOG', { WORMTRAIL_LOG: 'q' })).toBe('q');
  });

  it.each(['', '0', '-1', '1.5', '1e3', 'none', ' 7'])('refuses %j as a number', (value) => {
    expect(() => numberSetting('WORMTRAIL_DELIVERY_LIMIT', { WORMTRAIL_DELIVERY_LIMIT: value })).toThrow(
      'WORMTRAIL_DELIVERY_LIMIT',
    );
  });

  it('takes none where there need not be a number', () => {
    expect(numberOrNone('WORMTRAIL_RETENTION_DAYS', { WORMTRAIL_RETENTION_DAYS: 'none' })).toBeNull();
    expect(numberOrNone('WORMTRAIL_RETENTION_DAYS', { WORMTRAIL_RETENTION_DAYS: '30' })).toBe(30);
  });
});

describe('the transform', () => {
  it('answers, and prints what it did', async () => {
    const { state, ledger, clock } = new World();
    const { lines, print } = new Printed();
    const handler = createTransformHandler({
      state,
      ledger,
      normalizer,
      lane: '0',
      backOff: async () => {},
      log: 'q',
      clock,
      print,
    });
    const { records } = await handler(firehoseEvent('one\ntwo', 'three'));
    expect(records.map(({ result }) => result)).toEqual(['Ok', 'Ok']);
    expect(lines).toMatchObject([{ Log: 'q', Events: 3, OpaqueEvents: 0, FailedRecords: 0 }]);
  });

  it('prints nothing where it throws', async () => {
    const { state, ledger, clock } = new World();
    const { lines, print } = new Printed();
    const more = { normalizer, lane: '0', backOff: async () => {}, log: 'q', clock, print };
    const handler = createTransformHandler({ state, ledger, ...more });
    ledger.commit = async () => {
      throw new WormtrailError('unavailable', 'no ledger');
    };
    await expect(handler(firehoseEvent('one'))).rejects.toThrow('no ledger');
    expect(lines).toEqual([]);
  });
});

describe('the sealer', () => {
  function sealer() {
    const world = new World();
    const printed = new Printed();
    let opened = 0;
    const { signer, ...options } = world.options({ heartbeat: { everyMs: 3_600_000 } });
    const handler = createSealerHandler({
      ...options,
      openSigner: async () => {
        opened++;
        if (opened === 1) throw new WormtrailError('denied', 'no key yet');
        return signer;
      },
      log: 'q',
      print: printed.print,
    });
    return { world, printed, handler, opened: () => opened };
  }

  it('tells a failure by an error and a seal that was none, and opens the key again', async () => {
    const { printed, handler, opened } = sealer();
    await expect(handler()).rejects.toThrow('no key yet');
    expect(printed.lines).toMatchObject([
      { level: 'error', code: 'denied', message: 'no key yet' },
      { Seals: 0, SealedLeaves: 0, SealFindings: 0 },
    ]);
    expect(await handler()).toMatchObject({ size: 2, appended: 2, drained: true });
    await handler();
    expect(opened()).toBe(2);
    expect(printed.metrics.slice(1)).toMatchObject([
      { Seals: 1, SealedLeaves: 2, SealFindings: 0 },
      { Seals: 1, SealedLeaves: 0, SealFindings: 0 },
    ]);
  });

  it('prints its findings, and a lane that waits is no whole seal', async () => {
    const { world, printed, handler } = sealer();
    await handler().catch(() => undefined);
    await world.commit('0', 2);
    const rows = world.ledger.rows.bind(world.ledger);
    world.ledger.rows = async (lane, from, limit) => {
      const found = await rows(lane, from, limit);
      return lane === '0' ? found.filter(({ seq }) => seq !== 1) : found;
    };
    await handler();
    expect(printed.lines).toContainEqual(
      expect.objectContaining({ message: 'finding', finding: expect.objectContaining({ kind: 'gap' }) }),
    );
    expect(printed.metrics.at(-1)).toMatchObject({ Seals: 0, SealFindings: 1 });
  });

  it('throws where going on would harm the log, after saying so', async () => {
    const { world, printed, handler } = sealer();
    await handler().catch(() => undefined);
    await world.archive.put('log/tile/0/000.p/1', Buffer.alloc(32));
    await expect(handler()).rejects.toMatchObject({ code: 'halted' });
    expect(printed.lines.slice(-2)).toMatchObject([
      { level: 'error', code: 'halted' },
      { Seals: 0, SealFindings: 1 },
    ]);
  });
});

describe('redrive', () => {
  const context = { getRemainingTimeInMillis: () => 900_000 };

  it('brings back what failed, and prints what it did', async () => {
    const pipeline = await new Pipeline().put('one').flush('answer-lost');
    await pipeline.put('two').flush('dies');
    await pipeline.failedObject('damaged');
    const { lines, print } = new Printed();
    const handler = createRedriveHandler({ ...pipeline.options(), log: 'q', print });
    expect(await handler({}, context)).toMatchObject({ seen: 3, returned: 1, kept: 1, redelivered: 1 });
    expect(lines.at(-1)).toMatchObject({
      Log: 'q',
      FailedObjects: 3,
      RecordsReturned: 1,
      BatchesRedelivered: 1,
      RecordsGivenUp: 1,
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'finding', finding: expect.objectContaining({ kind: 'damaged' }) }),
    );
  });

  it('fills the holes that the auditor listed, and says which it cannot', async () => {
    const auditing = new Auditing();
    await auditing.put('one').flush('answer-lost');
    await auditing.put('two').flush('answer-lost');
    await auditing.seal();
    await auditing.world.archive.remove((await auditing.objects('failed/'))[0]?.key ?? '');
    await auditing.world.archive.remove((await auditing.objects('failed/'))[0]?.key ?? '');
    auditing.world.clock.advance(2 * 86_400_000);
    await auditing.audit();
    const [lost] = await readHoles(auditing.world.state);
    for await (const { key } of auditing.world.state.list('stages/')) {
      if (key.includes(digestStartOf(lost ?? ''))) await auditing.world.state.remove(key);
    }
    const { lines, print } = new Printed();
    const handler = createRedriveHandler({ ...auditing.options(), log: 'q', print });
    expect(await handler({}, context)).toMatchObject({ filled: 1, redelivered: 0 });
    expect(lines).toMatchObject([
      { message: 'finding', finding: { kind: 'stage-lost', batch: lost } },
      { BatchesRedelivered: 1 },
    ]);
    expect(await handler({}, context)).toMatchObject({ filled: 0 });
    expect((await auditing.audit()).holes).toMatchObject({ fresh: 0, days: 1 });
  });

  it('begins nothing that it cannot end in time', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    const { print } = new Printed();
    const handler = createRedriveHandler({ ...pipeline.options(), log: 'q', print });
    pipeline.world.clock.now = (
      (now) => () =>
        (now += 1000)
    )(pipeline.world.clock.now());
    expect(await handler({}, { getRemainingTimeInMillis: () => 10 })).toMatchObject({
      finished: false,
      returned: 0,
    });
  });

  it('throws what it cannot get past, after saying so', async () => {
    const pipeline = await new Pipeline().put('one').flush('dies');
    const { lines, print } = new Printed();
    const stream = {
      put: async () => {
        throw new WormtrailError('denied', 'no stream', { hint: 'the role' });
      },
    };
    const handler = createRedriveHandler({ ...pipeline.options({ stream }), log: 'q', print });
    await expect(handler({}, context)).rejects.toThrow('no stream');
    expect(lines).toMatchObject([{ level: 'error', code: 'denied', message: 'no stream', hint: 'the role' }]);
  });
});

describe('the auditor', () => {
  function auditor(auditing: Auditing) {
    const printed = new Printed();
    let opened = 0;
    const spills: string[] = [];
    const { keys, spill: _, ...options } = auditing.auditOptions();
    const handler = createAuditorHandler({
      ...options,
      openKey: async () => {
        opened++;
        if (opened === 1) throw new WormtrailError('denied', 'no key yet');
        return keys[0]!;
      },
      openSpill: async () => {
        spills.push('made');
        return Object.assign(new MemorySpill(), { remove: async () => void spills.push('removed') });
      },
      log: 'q',
      print: printed.print,
    });
    const invoke = () => handler({}, { getRemainingTimeInMillis: () => 900_000 });
    return { printed, invoke, handler, opened: () => opened, spills };
  }

  it('prints what it found, and reads the key again if it could not', async () => {
    const auditing = new Auditing();
    await (await auditing.batches(2)).seal();
    const { printed, invoke, opened, spills } = auditor(auditing);
    await expect(invoke()).rejects.toThrow('no key yet');
    expect(printed.lines).toMatchObject([{ level: 'error', code: 'denied' }]);
    expect(await invoke()).toMatchObject({ integrity: 'pass', completeness: 'pass', batches: 2 });
    auditing.world.clock.advance(90_000);
    await auditing.world.archive.remove((await auditing.objects())[0]?.key ?? '');
    await invoke();
    expect(opened()).toBe(2);
    expect(spills).toEqual(['made', 'removed', 'made', 'removed']);
    const counts = { Audits: 1, AuditIntegrityFailures: 0, HolesOverOneDay: 0, AuditLagSeconds: 0 };
    expect(printed.metrics).toMatchObject([
      { Log: 'q', ...counts, AuditCompletenessFailures: 0, Holes: 0, SealAgeSeconds: 0, batches: 2 },
      { Log: 'q', ...counts, AuditCompletenessFailures: 1, Holes: 1, SealAgeSeconds: 90 },
    ]);
    expect(printed.lines).toContainEqual(
      expect.objectContaining({ message: 'finding', finding: expect.objectContaining({ kind: 'hole' }) }),
    );
  });

  it('is no whole audit where it cannot tell, or is not done in time', async () => {
    const auditing = new Auditing();
    const { printed, invoke, handler } = auditor(auditing);
    await invoke().catch(() => undefined);
    await invoke();
    await (await auditing.batches(2)).seal();
    await handler({}, { getRemainingTimeInMillis: () => 0 });
    expect(printed.metrics).toMatchObject([{ Audits: 0 }, { Audits: 1 }]);
    const { world } = auditing;
    await (await auditing.batches(2)).seal();
    world.clock.now = (
      (now) => () =>
        (now += 1000)
    )(world.clock.now());
    expect(await handler({}, { getRemainingTimeInMillis: () => 0 })).toMatchObject({ finished: false });
    expect(printed.metrics.at(-1)).toMatchObject({ Audits: 0, AuditCompletenessFailures: 0 });
    expect(await invoke()).toMatchObject({ finished: true, completeness: 'pass' });
  });
});
