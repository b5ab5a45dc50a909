// Makes an archive with the command line, from access-log lines, in three seals, with a proof; then has the
// outside oracles judge it. Prints what they print, and ends as they end.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-oracles-'));
const env = {
  ...process.env,
  WORMTRAIL_CONFIG_DIR: path.join(folder, 'config'),
  WORMTRAIL_STATE_DIR: path.join(folder, 'state'),
};
const archive = path.join(folder, 'archive');
const wormtrail = (...args) =>
  execFileSync(process.execPath, [path.join(root, 'dist', 'wormtrail.js'), ...args], {
    env,
    encoding: 'utf8',
  });

try {
  for (let part = 0; part < 3; part++) {
    const file = path.join(folder, `part-${part}.log`);
    const lines = Array.from(
      { length: 20_000 },
      (_, i) =>
        `203.0.113.${i % 250} - user${i % 7} [23/Nov/2026:09:${String(i % 60).padStart(2, '0')}:00 +0000] "GET /part/${part}/${i} HTTP/1.1" 200 ${i}`,
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    wormtrail('ingest', '--quiet', '--archive', archive, file);
  }
  const [object] = readdirSync(path.join(archive, 'events'), { recursive: true }).filter((name) =>
    name.endsWith('.gz'),
  );
  const proof = path.join(folder, 'event.tlog-proof');
  wormtrail('prove', '--archive', archive, '--out', proof, `${path.basename(object).slice(0, 26)}-0000041`);
  const key = wormtrail('key', '--archive', archive).trim();
  const { status } = spawnSync(
    process.execPath,
    [path.join(root, 'test', 'oracles', 'run.mjs'), path.join(archive, 'log'), key, proof],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
