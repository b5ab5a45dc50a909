// What becomes of the corpus beside the project, a table a folder: events of each format, of them recognised (by more
// than `json` and `text`), and those that the manifest excepts with a reason. Needs `npm run build`.
//
//     node scripts/corpus-table.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = path.join(import.meta.dirname, '..');
const { normalizeRecord } = require(path.join(root, 'dist/normalizer.js'));
const corpus = path.join(root, '../shared/corpus');
const manifests = path.join(root, 'test/core/formats/manifest');
const FALLBACK = new Set(['text', 'json', 'opaque']);
const CONTEXT = { uidPrefix: 'x-', firstIndex: 0, arrival: 0, maxInflated: 1 << 28 };

/** By folder and format. */
const folders = new Map();
const reasons = new Map();

for (const name of readdirSync(manifests).sort())
  for (const [file, expected] of Object.entries(
    JSON.parse(readFileSync(path.join(manifests, name), 'utf8')),
  )) {
    if (expected === 'not a log') continue;
    const folder = file.split('/')[0];
    const formats = folders.get(folder) ?? new Map();
    folders.set(folder, formats);
    normalizeRecord(sourceOf(file, expected.field), CONTEXT, (line) => {
      const event = JSON.parse(line);
      const format = event.metadata.log_format;
      const row = formats.get(format) ?? { files: new Set(), events: 0, recognised: 0, excepted: 0 };
      formats.set(format, row);
      row.files.add(file);
      row.events++;
      const except = expected.except?.find(({ text }) => text === event.raw_data);
      if (!FALLBACK.has(format)) row.recognised++;
      else if (except !== undefined) {
        row.excepted++;
        const key = `${folder}: ${except.why}`;
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
    });
  }

const all = { files: 0, events: 0, recognised: 0, excepted: 0 };
for (const [folder, formats] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(
    `\n### ${folder}\n\n| format | files | events | recognised | excepted |\n|---|---|---|---|---|`,
  );
  const sum = { files: new Set(), events: 0, recognised: 0, excepted: 0 };
  for (const [format, { files, ...counts }] of [...formats].sort(([, a], [, b]) => b.events - a.events)) {
    console.log(row(format, files.size, counts));
    for (const file of files) sum.files.add(file);
    for (const name of ['events', 'recognised', 'excepted']) sum[name] += counts[name];
  }
  console.log(row('**all**', sum.files.size, sum));
  all.files += sum.files.size;
  for (const name of ['events', 'recognised', 'excepted']) all[name] += sum[name];
}
console.log('\n### excepted, why\n');
for (const [why, times] of reasons) console.log(`- ${times}: ${why}`);
const left = all.events - all.recognised - all.excepted;
console.log(
  `\n${all.files} files, ${all.events} events: ${all.recognised} recognised, ${all.excepted} excepted, ${left} left`,
);
process.exitCode = left === 0 ? 0 : 1;

function row(name, files, { events, recognised, excepted }) {
  return `| ${name} | ${files} | ${events} | ${recognised} | ${excepted} |`;
}

/** The file, or the events in its lines. */
function sourceOf(file, field) {
  const bytes = readFileSync(path.join(corpus, file));
  if (field === undefined) return bytes;
  const lines = bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return Buffer.from(lines.map((line) => `${JSON.stringify(JSON.parse(line)[field])}\n`).join(''));
}
