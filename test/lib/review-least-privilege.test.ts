import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../review/controls';
import { exampleTemplate } from '../review/example';
import { sampleOrganisationPolicy } from '../review/organisation';
import { ResolvedTemplate } from '../review/resolve';
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

test('every role of the log has a row in which it must be allowed', () => {
  const idle = PRINCIPALS.filter(
    (principal) => !rows.some((row) => ['YES', 'exempt'].includes(row.cells.get(principal) ?? '')),
  );
  expect(idle).toEqual(['admin']);
});
