import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** The app as the CDK CLI runs it: a process, with context and the folder for its assembly in the environment. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-app-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function synth(env: NodeJS.ProcessEnv) {
  const out = path.join(folder, 'out');
  // No credentials, no profile: nothing of AWS is inherited.
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS|WORMTRAIL)_/.test(name)),
  );
  const ran = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', 'bin/app.ts'], {
    env: { ...own, CDK_OUTDIR: out, CDK_VALIDATION: 'false', ...env },
    encoding: 'utf8',
  });
  return { ...ran, out };
}

test('what is wrong is told as it is, one line each, without a stack trace, and ends with 1', () => {
  const file = path.join(folder, 'bad.yaml');
  writeFileSync(file, 'orgin: example.com/audit\nretention:\n  presets: [rehearsal]\n  lockDays: 0\n');
  const { status, stderr, stdout, out } = synth({ WORMTRAIL_CONFIG: file });
  expect(stderr.trim().split('\n')).toEqual([
    `wormtrail: ${file}:1: orgin: there is no such field; did you mean 'origin'?`,
    `${file}:4: retention.lockDays: got 0; allowed is a whole number from 1 to 36500`,
    `${file}: origin: is missing`,
  ]);
  expect(stdout).toBe('');
  expect(status).toBe(1);
  expect(existsSync(path.join(out, 'manifest.json'))).toBe(false);
});

test('a file that the context names becomes a stack, without credentials', () => {
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(
    file,
    'origin: example.com/audit\nqualifier: two\nretention: { presets: [rehearsal] }\nsubscribe: [/app]\n',
  );
  const { status, stderr, out } = synth({ CDK_CONTEXT_JSON: JSON.stringify({ config: file }) });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const template: unknown = JSON.parse(readFileSync(path.join(out, 'Wormtrail-two.template.json'), 'utf8'));
  const text = JSON.stringify(template);
  expect(text).toContain('"LogGroupName":"/app"');
  expect(text).toContain('"two-ledger"');
});
