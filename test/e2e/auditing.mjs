import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { REGION, without } from './account.mjs';
import { equal, eventually, holds, refusal } from './checks.mjs';
import { checkpoint, events, head, read, versions } from './reading.mjs';
import { allThere, findings, GROUP, marks, rows, verify } from './stack.mjs';
import { ARCHIVE, LEDGER, QUALIFIER } from './world.mjs';

/** What the template's rates are, in seconds. */
const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
/**
 * Delivery limit of the log, in seconds, instead of a day: long enough for an audit while the lost batch is within it,
 * short enough to wait for.
 */
const LIMIT = 60;

/** Sets the delivery limit that the genesis will have: before the sealer's first minute. */
export async function limits(world) {
  await world.checks.must('the delivery limit is set before the sealer first runs', async () => {
    await world.configure('sealer', { WORMTRAIL_DELIVERY_LIMIT: String(LIMIT) });
    equal(await checkpoint(world.s3, ARCHIVE), undefined, 'checkpoint');
  });
}

/** Each audit here is fired by the schedule: nothing invokes the auditor. */
export async function audits(world) {
  const { checks, endpoint } = world;
  await checks.check('control: a scheduler that may not invoke runs no audit', () =>
    without(endpoint, `${QUALIFIER}-scheduler-${REGION}`, 'Invoke', async () => {
      await world.passes('auditor', HOUR);
      await notAudited(world);
    }),
  );
  await checks.check('the auditor runs by its schedule of an hour, not before: all is there', async () => {
    equal((await entriesOf(world, 'sealer'))[0].deliveryLimit, LIMIT, 'delivery limit of the genesis');
    await seal(world);
    await world.passes('auditor', 50 * MINUTE);
    await notAudited(world);
    const said = await audit(world, 10 * MINUTE);
    passed(said);
    equal(said.batches, await rows(world), 'batches');
    equal(said.begun, 'first', 'begun');
    holds(said.objects > 0, 'no objects read');
  });
  await checks.check('audit, the command line, goes on where the function stood', async () => {
    const { code, stdout, stderr } = await world.wormtrail(['audit', '-a', `s3://${ARCHIVE}`, '--json']);
    equal(code, 0, `exit code (${stdout}\n${stderr})`);
    const said = JSON.parse(stdout);
    equal(said.begun, undefined, 'begun anew');
    equal(said.objects, 0, 'objects read again');
  });
}

/** An insider takes a delivered object away, past its lock; redrive brings back what it held. */
export async function deletes(world) {
  const { checks, s3 } = world;
  const wanted = marks('first', 20);
  const found = await checks.check('the scheduled audit reports an object that was deleted', async () => {
    const object = await objectOf(world, wanted[0]);
    const name = await refusal('the deletion by the API', () =>
      s3.send(new DeleteObjectCommand({ Bucket: ARCHIVE, Key: object.key, VersionId: object.version })),
    );
    equal(name, 'AccessDenied', 'refusal');
    await world.removeRaw(object);
    const said = await audit(world);
    missing(said, object.batches);
    holds(said.findings[0].detail.includes('was there before'), `findings: ${said.findings[0].detail}`);
    return object;
  });
  if (found === undefined) return;
  await checks.check('verify reports the same: completeness fails, integrity passes, exit code 3', () =>
    verifyMissing(world, found.batches),
  );
  await fills(world, 'redrive by schedule brings back what it held, and the next audit passes', wanted);
}

/** An insider changes an event in a delivered object, past its lock, and puts it back. */
export async function alters(world) {
  await world.checks.check('the scheduled audit reports an altered event, and so does verify', async () => {
    const object = await objectOf(world, marks('refused', 5)[0]);
    const bytes = await read(world.s3, ARCHIVE, object.key, object.version);
    const text = gunzipSync(bytes).toString();
    const [uid] = object.uids;
    const lines = text.split('\n').map((line) => {
      return line.includes(`"${uid}"`) ? line.replace('order placed', 'nothing here') : line;
    });
    holds(lines.join('\n') !== text, 'nothing was altered');
    await world.rewriteRaw(object, gzipSync(lines.join('\n')));
    try {
      const said = await audit(world);
      equal(said.integrity, 'fail', `integrity (${JSON.stringify(said)})`);
      equal([said.AuditIntegrityFailures, said.Holes], [1, 0], 'metrics: integrity failures, holes');
      equal(changed(said), [uid], 'altered events that the auditor names');
      const report = await verify(world);
      equal([report.exitCode, report.integrity], [1, 'fail'], `exit code, integrity (${findings(report)})`);
      equal(changed(report), [uid], 'altered events that verify names');
    } finally {
      await world.rewriteRaw(object, bytes);
    }
    passed(await audit(world));
  });
}

/** A batch that was committed, and whose delivery is lost: on its way, until the delivery limit is over. */
export async function loses(world) {
  const { checks } = world;
  const wanted = marks('lost', 5);
  await checks.check('a committed batch that is not delivered is no failure before the limit', async () => {
    const before = await rows(world);
    await world.loseDelivery(1);
    const sent = Date.now();
    await world.putEvents(GROUP, wanted);
    const batch = await eventually('the row of the lost batch', async () => {
      const entries = await entriesOf(world, '0');
      return entries.length > before ? entries.at(-1).batch : undefined;
    });
    await seal(world);
    const said = await audit(world);
    passed(said);
    equal(said.batches, 0, 'batches seen delivered');
    const report = await verify(world);
    equal(report.completeness, 'pass', `completeness (${findings(report)})`);
    equal(batchesOf(report, 'in-flight'), [batch], 'batches on their way');
    holds(Date.now() - sent < LIMIT * 1000, 'too slow a machine: the limit is over');
    world.lost = { batch, sent };
  });
}

/** The limit is over. */
export async function reportsHole(world) {
  const { checks } = world;
  if (world.lost === undefined) return;
  const { batch, sent } = world.lost;
  await checks.check('beyond the limit the scheduled audit reports the hole', async () => {
    const left = sent + (LIMIT + 5) * 1000 - Date.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(left, 0)));
    missing(await audit(world), [batch]);
  });
  await checks.check('verify reports the same hole: exit code 3', () => verifyMissing(world, [batch]));
  await fills(world, 'redrive by schedule fills the hole, and the next audit passes', marks('lost', 5));
}

/**
 * The report of a day, by the auditor of the second deployment, which goes on where the first one's stood. Its clock
 * alone is put a day forward: what it does after that is of no use to another check.
 */
export async function reportsDay(world) {
  const { checks, s3, scratch } = world;
  await checks.check('a day later the audit stores the report, locked, and enters its hash', async () => {
    const ahead = join(scratch, 'a-day-ahead.cjs');
    writeFileSync(ahead, 'const { now } = Date;\nDate.now = () => now() + 86_400_000;\n');
    await world.configure('auditor', { NODE_OPTIONS: `--require ${ahead}` });
    const said = await audit(world);
    equal(said.begun, undefined, 'begun anew');
    holds(/^log\/reports\/\d{4}-\d\d-\d\d\.json$/.test(said.report), `report: ${said.report}`);
    const all = await versions(s3, ARCHIVE, 'log/reports/');
    // A run over midnight has one more.
    const reports = [];
    for (const { key, version } of all) {
      equal((await head(s3, ARCHIVE, key, version)).ObjectLockMode, 'GOVERNANCE', `lock of ${key}`);
      reports.push({ key, bytes: await read(s3, ARCHIVE, key, version) });
    }
    const days = reports.map(({ bytes }) => JSON.parse(bytes.toString()));
    const verdict = (name) => days.some((day) => day[name] === 'fail');
    holds(verdict('integrity') && verdict('completeness'), `a verdict is missing: ${JSON.stringify(days)}`);
    const kinds = new Set(days.flatMap((day) => day.findings.map(({ kind }) => kind)));
    for (const kind of ['hole', 'event-changed']) holds(kinds.has(kind), `${kind} is not in the report`);
    equal(days.at(-1).holes, { fresh: 0, days: 0, old: 0 }, 'holes at the end of the day');
    const entries = await entriesOf(world, 'auditor');
    equal(
      entries.map(({ kind, report, hash }) => ({ kind, report, hash })),
      reports.map(({ key, bytes }) => {
        return { kind: 'audit', report: key, hash: createHash('sha256').update(bytes).digest('hex') };
      }),
      "the auditor's control entries",
    );
    await seal(world);
  });
}

/** Lets redrive's schedule come, and then the auditor's. */
async function fills(world, name, wanted) {
  await world.checks.check(name, async () => {
    const { length } = await runs(world, 'redrive');
    await world.passes('redrive', QUARTER);
    const said = await eventually(
      'a redrive by schedule',
      async () => (await runs(world, 'redrive'))[length],
      FIRED,
    );
    equal(said.BatchesRedelivered, 1, 'batches delivered again');
    await allThere(world, wanted);
    passed(await audit(world));
  });
}

/** What a schedule's second and a function's cold start take on a busy machine. */
const FIRED = { timeout: 60_000 };

/** Lets the auditor's schedule come. Gives the metrics, verdicts and findings of the audit. */
async function audit(world, seconds = HOUR) {
  const { length } = await runs(world, 'auditor');
  await world.passes('auditor', seconds);
  return eventually('an audit by schedule', async () => (await runs(world, 'auditor'))[length], FIRED);
}

/** That no audit was fired, a schedule's second and more after it might have been. */
async function notAudited(world) {
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  equal((await runs(world, 'auditor')).length, 0, 'audits');
}

/** Lets the sealer's schedule come, and waits until all that is in the ledger now is in the log. */
async function seal(world) {
  const { Count } = await world.dynamo.send(
    new ScanCommand({
      TableName: LEDGER,
      FilterExpression: 'begins_with(sk, :row)',
      ExpressionAttributeValues: { ':row': { S: 'row#' } },
      Select: 'COUNT',
      ConsistentRead: true,
    }),
  );
  await world.passes('sealer', MINUTE);
  await eventually(
    `a checkpoint of ${Count} leaves`,
    async () => ((await checkpoint(world.s3, ARCHIVE)).size >= Count ? true : undefined),
    { timeout: 90_000 },
  );
}

/** What each invocation of a function told as embedded metrics, in order, with the findings that it printed before. */
async function runs(world, name) {
  const list = [];
  let printed = [];
  for (const line of await world.logged(name)) {
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line);
    if (said.message === 'finding') printed.push(said.finding);
    if (said._aws === undefined) continue;
    list.push({ ...said, findings: printed });
    printed = [];
  }
  return list;
}

function passed(said) {
  const all = JSON.stringify(said);
  equal([said.integrity, said.completeness], ['pass', 'pass'], `integrity, completeness (${all})`);
  equal(
    [said.Audits, said.AuditIntegrityFailures, said.AuditCompletenessFailures],
    [1, 0, 0],
    `metrics (${all})`,
  );
  equal([said.Holes, said.findings], [0, []], 'holes, findings');
}

/** That an audit found those batches missing, and nothing else. */
function missing(said, batches) {
  const all = JSON.stringify(said);
  equal([said.integrity, said.completeness], ['pass', 'fail'], `integrity, completeness (${all})`);
  equal([said.AuditIntegrityFailures, said.AuditCompletenessFailures], [0, 1], `metrics (${all})`);
  equal(said.Holes, batches.length, 'holes');
  equal(batchesOf(said, 'hole'), batches, `batches of the holes (${all})`);
  equal(said.findings.length, batches.length, `findings (${all})`);
}

async function verifyMissing(world, batches) {
  const report = await verify(world);
  equal(
    [report.exitCode, report.integrity, report.completeness],
    [3, 'pass', 'fail'],
    `exit code, integrity, completeness (${findings(report)})`,
  );
  equal(batchesOf(report, 'hole'), batches, `batches of the holes (${findings(report)})`);
}

function batchesOf(said, kind) {
  return said.findings
    .filter((one) => one.kind === kind)
    .map(({ batch }) => batch)
    .sort();
}

/** Uids of the events that are said to be altered. */
function changed(said) {
  return said.findings.filter(({ kind }) => kind === 'event-changed').map(({ event }) => event);
}

/** The version that holds an event: with the batches that have lines in it, and the uids of the events of its group. */
async function objectOf(world, mark) {
  const all = await events(world.s3, ARCHIVE);
  const { key, version } = all.find(({ event }) => event.raw_data?.includes(mark));
  const uids = all
    .filter((one) => one.version === version && one.event.raw_data?.includes('order placed'))
    .map(({ event }) => event.metadata.uid);
  // An event's uid is its batch's id and its number.
  const batches = [...new Set(uids.map((uid) => uid.slice(0, uid.lastIndexOf('-'))))].sort();
  return { key, version, uids, batches };
}

/** The entries of a lane in the ledger, parsed. */
async function entriesOf(world, lane) {
  const { Items } = await world.dynamo.send(
    new QueryCommand({
      TableName: LEDGER,
      KeyConditionExpression: 'pk = :lane AND begins_with(sk, :row)',
      ExpressionAttributeValues: { ':lane': { S: `lane#${lane}` }, ':row': { S: 'row#' } },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ entry }) => JSON.parse(Buffer.from(entry.B).toString()));
}
