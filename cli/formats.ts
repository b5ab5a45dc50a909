import Table from 'cli-table3';
import { loadNormalizer } from '../adapters/local/normalizer';
import { WormtrailError } from '../core/errors';
import type { FormatInfo } from '../core/formats/normalizer';
import { CLASSES } from '../core/ocsf/generated/classes';
import { type CommonOptions, type Context, note, paint, say, sayJson } from './context';
import { EXIT, type ExitCode } from './exit';
import { mappingOf } from './mapping';

const EVIDENCE = {
  corpus: 'real logs',
  published: "the vendor's field table",
  mapping: 'nothing but its sample: it is your own',
} as const;

export interface FormatsOptions extends CommonOptions {
  readonly mapping?: string;
}

/** Lists the source formats, or tells all about those that are named. */
export async function run(
  names: readonly string[],
  { mapping }: FormatsOptions,
  context: Context,
): Promise<ExitCode> {
  const all = loadNormalizer(mappingOf(mapping)).formats;
  const asked = names.length === 0 ? all : names.map((name) => find(all, name));
  if (names.length === 0) {
    say(context, table(asked, context));
    note(context, 'wormtrail formats NAME: a sample and the fields of one.');
  } else say(context, asked.map((format) => inWords(format, context)).join('\n\n'));
  sayJson(context, { formats: asked.map(asJson) });
  return EXIT.ok;
}

function find(all: readonly FormatInfo[], name: string): FormatInfo {
  const found = all.find((format) => format.name === name);
  if (found !== undefined) return found;
  const near = all.filter((format) => format.name.includes(name)).map((format) => format.name);
  throw new WormtrailError('usage', `no source format is called ${name}`, {
    hint: near.length > 0 ? `${near.join(', ')}?` : 'wormtrail formats lists them',
  });
}

const caption = (classUid: number): string => CLASSES[classUid]?.caption ?? String(classUid);

function table(formats: readonly FormatInfo[], context: Context): string {
  const rows = new Table({
    head: ['format', 'what', 'OCSF class', 'tried against'],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries(
      ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
        ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
      ),
    ),
  });
  for (const { name, title, classes = [], evidence } of formats) {
    const first = classes[0];
    const more = classes.length > 1 ? ` +${classes.length - 1}` : '';
    rows.push([
      paint(context, 'bold', name),
      title,
      first === undefined ? 'that of what is inside' : `${caption(first)}${more}`,
      evidence === undefined ? '' : evidence,
    ]);
  }
  return rows.toString();
}

function inWords(
  { name, title, classes = [], sample, evidence, sources = [], fields = [] }: FormatInfo,
  context: Context,
): string {
  const out = [`${paint(context, 'bold', name)}  ${title}`];
  if (classes.length > 0)
    out.push(`  class    ${classes.map((classUid) => `${classUid} ${caption(classUid)}`).join(', ')}`);
  if (evidence !== undefined) out.push(`  tried    against ${EVIDENCE[evidence]}`);
  for (const source of sources) out.push(`  after    ${source}`);
  if (sample !== undefined && sample !== '')
    out.push(`  sample   ${sample.split('\n').join('\n           ')}`);
  const width = Math.max(0, ...fields.map(([field]) => field.length));
  for (const [field, attributes] of fields) out.push(`  ${field.padEnd(width)}  ${attributes}`);
  return out.join('\n');
}

function asJson({ name, title, classes, sample, evidence, sources, fields }: FormatInfo): object {
  return {
    name,
    title,
    classes: classes?.map((classUid) => ({ class_uid: classUid, caption: caption(classUid) })),
    sample,
    evidence,
    sources,
    fields: fields?.map(([field, attributes]) => ({ field, attributes: attributes.split(', ') })),
  };
}
