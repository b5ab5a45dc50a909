import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ATTACKS } from '../../cli/demo/attacks';
import { temporaryFolders } from '../adapters/temporary-folder';

const DEMO = path.resolve('dist/demo.js');
const PROGRAM = path.resolve('dist/wormtrail.js');
const newFolder = temporaryFolders();

function demo(folder: string, ...files: string[]) {
  return spawnSync(process.execPath, [DEMO, ...files], { cwd: folder, encoding: 'utf8' });
}

it('finds every attack, lets every harmless change pass, and prints commands that work', () => {
  const folder = newFolder();
  const { status, stdout } = demo(folder);
  expect(stdout).not.toMatch(/NOT FOUND|DOES NOT PASS|needs a larger archive/);
  expect(status).toBe(0);
  expect(stdout.match(/ found /g)).toHaveLength(ATTACKS.length);
  expect(ATTACKS.length).toBeGreaterThanOrEqual(12);
  const printed = stdout.split('\n').filter((line) => line.startsWith('   npx wormtrail '));
  expect(printed).toHaveLength(4);
  for (const line of printed) {
    const args = line.trim().split(' ').slice(2);
    const ran = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8' });
    expect([line, ran.status, ran.stderr.includes('wormtrail:')]).toEqual([line, 0, false]);
  }
}, 60_000);

it('takes logs of the user, one line at the least', () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'mine.log'), 'a single line\n');
  const { status, stdout } = demo(folder, 'mine.log');
  expect(stdout).not.toMatch(/NOT FOUND|DOES NOT PASS/);
  expect(status).toBe(0);
}, 60_000);

it('never replaces a folder that it did not make, and stops at a file that is not there', () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, 'demo-archive'));
  writeFileSync(path.join(folder, 'demo-archive', 'precious'), 'mine');
  expect(demo(folder).status).toBe(2);
  expect(readFileSync(path.join(folder, 'demo-archive', 'precious'), 'utf8')).toBe('mine');
  const other = newFolder();
  expect(demo(other, 'nowhere.log').status).toBe(2);
  expect(existsSync(path.join(other, 'demo-archive', 'archive'))).toBe(false);
});
