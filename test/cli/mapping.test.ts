import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

const folders = temporaryFolders();
let home: string;
beforeEach(() => {
  home = folders();
});
const folder = () => home;
const run = (...args: string[]) => user(home)(...args);

function file(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

const MAPPING = `wormtrail: mapping/v1
formats:
  - name: till
    title: Tills
    read: pattern
    pattern: 'till {no} {who} {what}'
    class: Authentication
    activity: { from: what, map: { in: Logon, out: Logoff } }
    attributes:
      user.name: { from: who }
      service.name: { value: till }
    sample: till 7 alice in
`;
const mapping = () => file('mapping.yaml', MAPPING);
/** The built program: threads are built, and name themselves by its version. */
function built(...args: string[]) {
  const env = {
    ...process.env,
    WORMTRAIL_CONFIG_DIR: `${home}/config`,
    WORMTRAIL_STATE_DIR: `${home}/state`,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/wormtrail.js', ...args], {
    env,
    encoding: 'utf8',
  });
  return { exit: status, stdout, stderr };
}

const LINES = 'till 7 alice in\ntill 7 alice out\nother\n';

it('formats lists those of a mapping, with their fields and sample', async () => {
  const all = await run('formats', '--mapping', mapping());
  expect(all.stdout).toMatch(/^till +Tills +Authentication +mapping/m);
  const one = await run('formats', '--mapping', mapping(), 'till');
  expect(one.stdout).toContain('sample   till 7 alice in');
  expect(one.stdout).toMatch(/what +activity_id/);
  expect((await run('formats', 'till')).exit).toBe(2);
});

it('normalize shows what becomes of lines, and takes a format of the mapping by name', async () => {
  const log = file('some.log', LINES);
  const { stdout, stderr } = await run('normalize', '--mapping', mapping(), '--explain', log);
  expect(stdout).toContain('till → Authentication: Logoff');
  expect(stdout).toContain('OCSF has no place for no: under unmapped');
  expect(stderr).toContain('till 2, text 1');
  const forced = await run('normalize', '--mapping', mapping(), '--source', 'till', '--json', log);
  expect(forced.exit).toBe(0);
});

it.each(['1', '2'])(
  'what ingest enters with %s threads, verify derives again under the same mapping',
  (workers) => {
    const log = file('some.log', LINES.repeat(50));
    const archive = join(folder(), 'archive');
    const entered = built(
      'ingest',
      '-a',
      archive,
      '--origin',
      'example.com/t',
      '--mapping',
      mapping(),
      '--workers',
      workers,
      log,
    );
    expect(entered.stderr).not.toContain('wormtrail:');
    expect(entered.exit).toBe(0);
    const verify = (...more: string[]) =>
      built('verify', '-a', archive, '--renormalize', '--workers', workers, '--json', ...more);
    const same = JSON.parse(verify('--mapping', mapping()).stdout);
    expect(same).toMatchObject({ integrity: 'pass', completeness: 'pass', findings: [] });
    // By another normaliser it is unknown, and which one to use is said.
    const without = JSON.parse(verify().stdout);
    expect(without.findings).toMatchObject([{ kind: 'not-renormalized' }]);
    expect(without.findings[0].detail).toMatch(/ mapping sha256:[0-9a-f]{64}/);
    const other = file('other.yaml', MAPPING.replace('out: Logoff', 'out: Other'));
    expect(JSON.parse(verify('--mapping', other).stdout).findings).toMatchObject([
      { kind: 'not-renormalized' },
    ]);
  },
);

it('what is wrong is told a line each, with exit 2, by every command, and nothing is made', async () => {
  const bad = file(
    'bad.yaml',
    MAPPING.replace('user.name', 'user.nam').replace('out: Logoff', 'out: Logout'),
  );
  const log = file('some.log', LINES);
  const archive = join(folder(), 'archive');
  for (const command of [['formats'], ['normalize', log], ['ingest', '-a', archive, log]]) {
    const { exit, stderr } = await run(...command, '--mapping', bad);
    expect(exit).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^wormtrail: .*bad\.yaml:8: formats\[0\]\.activity\.map\.out: got "Logout"; the activities of Authentication are /,
      ),
      expect.stringMatching(
        /^.*bad\.yaml:10: formats\[0\]\.attributes\."user\.nam": there is no attribute nam; user has name, /,
      ),
      '  docs/mapping.md says how a mapping is written',
    ]);
  }
  expect((await run('normalize', log, '--mapping', 'none.yaml')).stderr).toContain('no such file: none.yaml');
  expect((await run('verify', '-a', archive, '--mapping', mapping())).stderr).toContain(
    '--mapping is for --renormalize',
  );
});
