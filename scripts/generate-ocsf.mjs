/**
 * Writes core/ocsf/generated/ from the OCSF schema: TypeScript types for objects and classes, a table of
 * the classes, and a compact table of all that an event's structure must be. The schema (as ocsf-schema-compiler gives it) is read from ../shared/corpus/ocsf or from the
 * path named first; it is no part of the project, only what is derived from it.
 *
 *   node scripts/generate-ocsf.mjs [--check] [SCHEMA]
 *
 * With --check nothing is written: exit 1 if what is committed differs from what would be written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const check = args.includes('--check');
const source =
  args.find((arg) => !arg.startsWith('--')) ??
  join(root, '../shared/corpus/ocsf/compiled/compiled-1.8.0.json');

if (!existsSync(source)) {
  console.error(`no schema at ${source}`);
  process.exit(2);
}

const schema = JSON.parse(readFileSync(source, 'utf8'));
const header = `// Generated from OCSF ${schema.version} (https://schema.ocsf.io, Apache-2.0) by scripts/generate-ocsf.mjs. Do not edit.\n`;

/** More members than this make an enum's union worse to read than \`number\`. */
const LARGEST_UNION = 40;

const pascal = (name) =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
const objectType = (name) => (name === 'object' ? 'AnyObject' : `${pascal(name)}Object`);
const classType = (name) => `${pascal(name)}Event`;
const sorted = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

function baseType(name) {
  switch (name) {
    case 'boolean_t':
      return 'boolean';
    case 'integer_t':
    case 'long_t':
    case 'float_t':
    case 'timestamp_t':
    case 'port_t':
      return 'number';
    case 'json_t':
      return 'unknown';
    default:
      return 'string';
  }
}

function enumType(attribute, type) {
  const values = Object.keys(attribute.enum ?? {});
  if (values.length === 0 || values.length > LARGEST_UNION) return type;
  const literals = values.map((value) => (type === 'number' ? value : JSON.stringify(value)));
  return literals.sort((a, b) => (type === 'number' ? Number(a) - Number(b) : a < b ? -1 : 1)).join(' | ');
}

function attributeType(attribute) {
  const type =
    attribute.type === 'object_t'
      ? objectType(attribute.object_type)
      : enumType(attribute, baseType(attribute.type));
  if (attribute.is_array !== true) return type;
  return type.includes('|') ? `readonly (${type})[]` : `readonly ${type}[]`;
}

/** An attribute that only a profile brings is optional in the type: it binds where metadata.profiles names it. */
const isRequired = (attribute) =>
  attribute.requirement === 'required' && (attribute.profiles ?? []).length === 0;

function member(name, attribute) {
  const optional = !isRequired(attribute);
  return `  readonly ${name}${optional ? '?' : ''}: ${attributeType(attribute)}${optional ? ' | undefined' : ''};`;
}

const members = (attributes) => sorted(attributes).map(([name, attribute]) => member(name, attribute));

function typesFile() {
  const lines = [header];
  lines.push('/** Any JSON object: what a source says that has no place in its class. */');
  lines.push('export type AnyObject = { readonly [name: string]: unknown };');
  for (const [name, object] of sorted(schema.objects)) {
    if (name === 'object') continue;
    lines.push('', `/** ${object.caption} */`, `export interface ${objectType(name)} {`);
    lines.push(...members(object.attributes), '}');
  }
  const events = Object.values(schema.classes);
  const common = Object.fromEntries(
    Object.entries(schema.classes.base_event.attributes).filter(([name, attribute]) =>
      events.every((event) => {
        const same = event.attributes[name];
        return same !== undefined && member(name, same) === member(name, attribute);
      }),
    ),
  );
  // These tell classes apart: each class narrows them.
  for (const name of ['class_uid', 'category_uid', 'activity_id', 'type_uid']) delete common[name];
  lines.push('', '/** What all classes of event have in common */', 'export interface CommonEvent {');
  lines.push(...members(common), '}');
  for (const [name, event] of sorted(schema.classes)) {
    lines.push('', `/** ${event.caption} (${event.uid ?? 0}) */`);
    lines.push(`export interface ${classType(name)} extends CommonEvent {`);
    for (const [key, attribute] of sorted(event.attributes)) {
      if (key in common) continue;
      if (key === 'class_uid') lines.push(`  readonly class_uid: ${event.uid ?? 0};`);
      else if (key === 'category_uid') lines.push(`  readonly category_uid: ${event.category_uid ?? 0};`);
      else if (key === 'type_uid') lines.push('  readonly type_uid: number;');
      else lines.push(member(key, attribute));
    }
    lines.push('}');
  }
  const all = sorted(schema.classes).map(([name]) => `  | ${classType(name)}`);
  lines.push('', '/** An event of any class */', 'export type OcsfEvent =', `${all.join('\n')};`, '');
  return lines.join('\n');
}

function tableFile() {
  const lines = [header];
  lines.push(
    '/** A class of OCSF events. */',
    'export interface EventClass {',
    '  readonly name: string;',
    '  readonly caption: string;',
    '  readonly category_uid: number;',
    '  readonly category: string;',
    '  /** Captions by activity_id. */',
    '  readonly activities: { readonly [id: number]: string };',
    '  /** Attributes that every event of the class must have. */',
    '  readonly required: readonly string[];',
    '  /** Attributes that it must have where metadata.profiles names the profile. */',
    '  readonly requiredByProfile: { readonly [profile: string]: readonly string[] };',
    '  /** At least one attribute of each list must be there. */',
    '  readonly atLeastOne: readonly (readonly string[])[];',
    '}',
    '',
    `export const OCSF_VERSION = '${schema.version}';`,
    '',
    '/** Every class, by class_uid. */',
    'export const CLASSES: { readonly [classUid: number]: EventClass } = {',
  );
  const categories = schema.categories.attributes;
  const classes = Object.values(schema.classes).sort((a, b) => (a.uid ?? 0) - (b.uid ?? 0));
  for (const event of classes) {
    const required = [];
    const requiredByProfile = {};
    for (const [name, attribute] of sorted(event.attributes)) {
      if (attribute.requirement !== 'required') continue;
      const profiles = attribute.profiles ?? [];
      if (profiles.length === 0) required.push(name);
      for (const profile of profiles) {
        requiredByProfile[profile] ??= [];
        requiredByProfile[profile].push(name);
      }
    }
    const row = {
      name: event.name,
      caption: event.caption,
      category_uid: event.category_uid ?? 0,
      category: categories[event.category]?.caption ?? 'Uncategorized',
      activities: Object.fromEntries(
        Object.entries(event.attributes.activity_id.enum).map(([id, value]) => [id, value.caption]),
      ),
      required,
      requiredByProfile,
      atLeastOne: Object.entries(event.constraints ?? {})
        .filter(([kind]) => kind === 'at_least_one')
        .map(([, names]) => names),
    };
    lines.push(`  ${event.uid ?? 0}: ${JSON.stringify(row)},`);
  }
  lines.push('};', '');
  return lines.join('\n');
}

/** The type of an attribute's value, in short: core/ocsf/structure.ts reads it. */
function shortType(attribute) {
  const { type } = attribute;
  const list = attribute.is_array === true ? '[]' : '';
  if (type === 'object_t') return `@${attribute.object_type}${list}`;
  const short = {
    string_t: 's',
    integer_t: 'i',
    long_t: 'i',
    timestamp_t: 't',
    boolean_t: 'b',
    float_t: 'f',
  };
  const special = [
    'bytestring_t',
    'datetime_t',
    'email_t',
    'ip_t',
    'json_t',
    'mac_t',
    'port_t',
    'subnet_t',
    'uuid_t',
  ];
  return `${short[type] ?? (special.includes(type) ? type.slice(0, -2) : 's')}${list}`;
}

/** Attributes are listed once, and named by their number (base 36) in the classes and objects that have them. */
function structureFile() {
  const numbers = new Map();
  const numberOf = (name, attribute) => {
    // type_uid is class and activity in one: there is no need to list its values.
    const values = name === 'type_uid' ? [] : Object.keys(attribute.enum ?? {});
    const profiles = (attribute.profiles ?? []).join(',');
    const need =
      attribute.requirement === 'required' ? `!${profiles}` : profiles === '' ? '' : `?${profiles}`;
    const text = `${name} ${shortType(attribute)}${values.length === 0 ? '' : `=${values.join(',')}`}${need}`;
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text).toString(36);
  };
  const row = (name, type) => {
    const attributes = sorted(type.attributes).map(([key, attribute]) => numberOf(key, attribute));
    const constraints = Object.entries(type.constraints ?? {}).map(([kind, names]) => {
      if (kind !== 'at_least_one' && kind !== 'just_one')
        throw new Error(`a new kind of constraint: ${kind}`);
      return `${kind === 'at_least_one' ? '+' : '^'}${names.join(',')}`;
    });
    return [name, attributes.join(' '), ...constraints].join('|');
  };
  const classes = Object.values(schema.classes).sort((a, b) => (a.uid ?? 0) - (b.uid ?? 0));
  const types = [
    ...classes.map((event) => row(String(event.uid ?? 0), event)),
    ...sorted(schema.objects)
      .filter(([name]) => name !== 'object')
      .map(([name, object]) => row(`@${name}`, object)),
  ];
  const list = (rows) => rows.map((each) => JSON.stringify(`${each}\n`)).join(' +\n  ');
  return [
    header,
    '/** Attributes, one a line: name, type, `=` its values, `!` and the profiles that make it a must, or `?` and those that bring it. */',
    `export const ATTRIBUTES: string =\n  ${list([...numbers.keys()])};`,
    '',
    '/** Classes and `@objects`, one a line: attributes by number, and what is needed of them (`+` one at least, `^` just one). */',
    `export const TYPES: string =\n  ${list(types)};`,
    '',
  ].join('\n');
}

const target = join(root, 'core/ocsf/generated');
const files = { 'types.ts': typesFile(), 'classes.ts': tableFile(), 'structure.ts': structureFile() };
let stale = false;
mkdirSync(target, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = join(target, name);
  if (!check) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not what the schema gives: run node scripts/generate-ocsf.mjs`);
    stale = true;
  }
}
if (stale) process.exit(1);
