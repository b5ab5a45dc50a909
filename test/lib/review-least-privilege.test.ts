import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../review/controls';
import { exampleTemplate } from '../review/example';
import { list } from '../review/json';
import { sampleOrganisationPolicy } from '../review/organisation';
import { PLACE, ResolvedTemplate } from '../review/resolve';
import { Deployment, simulate } from '../review/simulator';
import { PRINCIPALS, readTable } from '../review/table';

const rows = readTable(readFileSync(path.join(__dirname, '..', 'review', 'least-privilege.md'), 'utf8'));
const template = new ResolvedTemplate(exampleTemplate());
const deployment = new Deployment(template, 'wormtrail');
const organisation = sampleOrganisationPolicy(
  'wormtrail',
  template.ids('AWS::KMS::Key').map((id) => template.arn(id)),
);

const named = rows.map((row) => {
  const context = Object.entries(row.context).map(([key, value]) => `${key}=${value}`);
  return { name: [row.action, row.on, ...context].join(' '), row };
});

test.each(named)('$name', async ({ row }) => {
  const faults: string[] = [];
  for (const principal of PRINCIPALS) {
    const wrong = await fault(row, principal, deployment.request(row, principal), organisation);
    if (wrong !== undefined) faults.push(`${principal} (${row.cells.get(principal)}): ${wrong}`);
  }
  expect(faults).toEqual([]);
});

test('an administrator of another account may do none of it', async () => {
  const allowed: string[] = [];
  for (const { name, row } of named) {
    if ((await simulate(deployment.stranger(row))).allowed) allowed.push(name);
  }
  expect(allowed).toEqual([]);
});

describe.each(['cloudwatch.amazonaws.com', 'events.amazonaws.com'])('%s', (service) => {
  const needs = [
    ['sns:Publish', 'topic'],
    ['kms:GenerateDataKey', 'key:work'],
    ['kms:Decrypt', 'key:work'],
  ] as const;

  test.each(needs)('may %s for this account, so that what it says arrives', async (action, on) => {
    expect((await simulate(deployment.service(service, PLACE.account, action, on))).allowed).toBe(true);
  });

  test.each(needs)('may not %s for another account', async (action, on) => {
    expect((await simulate(deployment.service(service, '999999999999', action, on))).allowed).toBe(false);
  });

  test.each(['key:archive', 'key:signing'])('has nothing to do with %s', async (on) => {
    expect((await simulate(deployment.service(service, PLACE.account, 'kms:DescribeKey', on))).allowed).toBe(
      false,
    );
  });
});

test('no role of the log holds an action by wildcard, or anything on all resources', () => {
  const wide = PRINCIPALS.filter((principal) => principal !== 'admin' && principal !== 'deployer').flatMap(
    (principal) =>
      deployment
        .statements(principal)
        .filter(
          ({ Action, NotAction, Resource, NotResource }) =>
            NotAction !== undefined ||
            NotResource !== undefined ||
            list(Resource).includes('*') ||
            list(Action).some((action) => String(action).includes('*')),
        )
        .map((statement) => `${principal}: ${JSON.stringify(statement)}`),
  );
  expect(wide).toEqual([]);
});

test('every role of the log has a row in which it must be allowed', () => {
  const idle = PRINCIPALS.filter(
    (principal) => !rows.some((row) => ['YES', 'exempt'].includes(row.cells.get(principal) ?? '')),
  );
  expect(idle).toEqual(['admin']);
});
