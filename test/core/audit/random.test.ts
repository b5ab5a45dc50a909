import { gunzipSync, gzipSync } from 'node:zlib';
import { redriveHoles } from '../../../core/redrive/holes';
import { parseVerifierKey } from '../../../core/tlog/note';
import { readAnchor } from '../../../core/verify/checkpoints';
import { singleThread } from '../../../core/verify/scan-pool';
import { verifyArchive } from '../../../core/verify/verify';
import { MemorySpill } from '../verify/harness';
import { Auditing, DAY, HOUR } from './auditing';

/** Random histories: at the end the auditor, which read each object as it came, says what the verifier says. */

function randomOf(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 12)) >>> 0) % below;
  };
}

async function live(seed: number): Promise<{ auditing: Auditing; audits: number; removed: number }> {
  const random = randomOf(seed);
  const auditing = new Auditing();
  const { archive, clock } = auditing.world;
  const late: { key: string; bytes: Uint8Array }[] = [];
  let audits = 0;
  let removed = 0;
  const newest = async () => (await auditing.objects()).findLast(({ key }) => key.includes('stream'));
  await (await auditing.batches(1)).seal();
  for (let i = 0; i < 25; i++) {
    clock.advance(random(3) * HOUR + random(60) * 60_000);
    // Nothing is delivered beyond the limit: what comes later still, redrive makes good.
    for (const { key, bytes } of late.filter((one) => clock.now() - timeOf(one.key) > 20 * HOUR))
      await archive.put(key, bytes, { ifAbsent: true });
    switch (random(9)) {
      case 0:
      case 1:
        await auditing.batches(1 + random(3));
        break;
      case 2:
        await auditing.put(`lost ${i}`).flush('answer-lost');
        break;
      case 3: {
        // Delivered later, within the limit.
        await auditing.batches(1);
        const object = await newest();
        late.push({ key: object!.key, bytes: (await archive.get(object!.key))!.bytes });
        await archive.remove(object!.key);
        break;
      }
      case 4: {
        // In two objects, the second one later.
        await auditing.batches(1);
        const object = await newest();
        const lines = gunzipSync((await archive.get(object!.key))!.bytes)
          .toString()
          .split('\n');
        await archive.remove(object!.key);
        await archive.put(`${object!.key}-a`, gzipSync(`${lines[0]}\n`));
        late.push({ key: `${object!.key}-b`, bytes: gzipSync(lines.slice(1).join('\n')) });
        break;
      }
      case 5:
        for (const { key, bytes } of late.splice(0)) await archive.put(key, bytes, { ifAbsent: true });
        break;
      case 6: {
        if (random(4) > 0) break;
        const objects = (await auditing.objects()).filter(({ key }) => !late.some((one) => one.key === key));
        const object = objects[random(objects.length)];
        // What was read once and is not looked for any more is the verifier's to miss.
        if (object === undefined || clock.now() - timeOf(object.key) > 20 * HOUR) break;
        await archive.remove(object.key);
        removed++;
        await auditing.audit();
        break;
      }
      case 7:
        await auditing.seal();
        break;
      default: {
        await auditing.seal();
        const limits =
          random(2) === 0
            ? {}
            : { limits: { leaves: 1 + random(5), objects: 1 + random(3), bytes: 1 << 20 } };
        const until = random(3) === 0 ? { until: clock.now() } : {};
        const { integrity } = await auditing.audit({ ...limits, ...until });
        expect(integrity).not.toBe('fail');
        audits++;
      }
    }
  }
  for (const { key, bytes } of late.splice(0)) await archive.put(key, bytes, { ifAbsent: true });
  await auditing.seal();
  await auditing.audit();
  clock.advance(2 * DAY);
  await auditing.seal();
  return { auditing, audits: audits + 1, removed };
}

function timeOf(key: string): number {
  const [, date, hour] = /date=([\d-]+)\/hour=(\d\d)/.exec(key) ?? [];
  return Date.parse(`${date}T${hour}:00:00Z`);
}

async function verdictOf(auditing: Auditing) {
  const { archive, clock, signer } = auditing.world;
  const keys = [parseVerifierKey(signer.verifierKey)];
  const note = (await archive.get('log/checkpoint'))!.bytes;
  const { report } = await verifyArchive({
    ...{ archive, keys, anchors: [readAnchor(note, keys, 'sealed')], now: clock.now() },
    ...{ storedTimesTrusted: false, scan: singleThread(archive, new MemorySpill()) },
  });
  const missing = report.findings.filter(({ kind }) =>
    ['hole', 'batch-partial', 'event-missing'].includes(kind),
  );
  return { ...report, missing: new Set(missing.map(({ batch }) => batch)).size };
}

test('whatever came when, the auditor ends up with the holes that the verifier sees', async () => {
  let audits = 0;
  let removed = 0;
  let holes = 0;
  for (let seed = 1; seed <= 24; seed++) {
    const lived = await live(seed);
    const { auditing } = lived;
    const report = await verdictOf(auditing);
    const audit = await auditing.audit();
    const open = audit.holes.fresh + audit.holes.days + audit.holes.old;
    const { integrity, completeness } = audit;
    expect({ seed, integrity, completeness, open }).toEqual({
      ...{ seed, integrity: 'pass', completeness: report.completeness, open: report.missing },
    });
    const redriven = audit.findings.flatMap(({ batch }) => batch ?? []);
    await redriveHoles(auditing.world, redriven);
    expect({ seed, ...verdicts(await auditing.audit()) }).toEqual({
      seed,
      integrity: 'pass',
      completeness: 'pass',
    });
    expect({ seed, ...verdicts(await verdictOf(auditing)) }).toEqual({
      seed,
      integrity: 'pass',
      completeness: 'pass',
    });
    audits += lived.audits;
    removed += lived.removed;
    holes += open;
  }
  expect(Math.min(audits, removed, holes)).toBeGreaterThan(8);
});

function verdicts({ integrity, completeness }: { integrity: string; completeness: string }) {
  return { integrity, completeness };
}
