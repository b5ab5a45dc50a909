/**
 * Writes the part of docs/formats.md that is about each format, from the registry in dist/normalizer.js: run
 * `npm run build` first.
 *
 *   node scripts/generate-formats.mjs [--check]
 *
 * With --check nothing is written: exit 1 if what is committed differs from what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE = join(root, 'docs/formats.md');
const BEGIN = '<!-- generated from core/formats by scripts/generate-formats.mjs; do not edit below -->\n';
const { formats } = createRequire(import.meta.url)(join(root, 'dist/normalizer.js'));
const classes = readFileSync(join(root, 'core/ocsf/generated/classes.ts'), 'utf8');
const captions = Object.fromEntries(
  Array.from(classes.matchAll(/^ {2}(\d+): \{"name":"\w+","caption":"([^"]+)"/gm), ([, uid, caption]) => [
    uid,
    caption,
  ]),
);

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => `\`${text}\``;
const classOf = (uid) => `${uid} ${captions[uid]}`;

const overview = formats.map(
  ({ name, title, classes, evidence }) =>
    `| ${code(name)} | ${cell(title)} | ${classes === undefined ? 'that of what is inside' : classes.map(classOf).join('; ')} | ${evidence ?? ''} |`,
);
const sections = formats
  .filter(({ fields }) => fields !== undefined)
  .map(({ name, title, sample, sources, fields }) =>
    [
      `### ${name}`,
      '',
      `${title}. After ${sources.join('; ')}.`,
      '',
      '```',
      sample,
      '```',
      '',
      '| field | attributes |',
      '|---|---|',
      ...fields.map(
        ([field, attributes]) => `| ${cell(field)} | ${attributes.split(', ').map(code).join(', ')} |`,
      ),
      '',
    ].join('\n'),
  );

const generated = [
  '',
  '## The formats',
  '',
  'Tried against: `corpus`, lines of real logs; `published`, lines written from the field tables of the vendor and of a second owner.',
  '',
  '| format | what | OCSF 1.8 class | tried against |',
  '|---|---|---|---|',
  ...overview,
  '',
  ...sections,
].join('\n');

const now = readFileSync(FILE, 'utf8');
const at = now.indexOf(BEGIN);
if (at < 0) throw new Error(`${FILE} has no line: ${BEGIN}`);
const wanted = now.slice(0, at) + BEGIN + generated;
if (process.argv.includes('--check')) {
  if (wanted !== now) {
    console.error(
      'docs/formats.md is not what the formats say: npm run build && node scripts/generate-formats.mjs',
    );
    process.exitCode = 1;
  }
} else writeFileSync(FILE, wanted);
