import { SEVERITY, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import { misfit, typeNamed } from '../../ocsf/structure';
import { EventContext, type SourceFormat } from '../format';
import { isObject, type JsonObject, parseJson } from '../values';
import { type EventPlan, planOf } from './attributes';
import type { Attributes, Field } from './build';
import { type Condition, conditionOf } from './conditions';
import { textOf } from './convert';
import { csvReader, type LineReader, patternReader } from './lines';
import { type FieldPath, parsePath, readerOf } from './path';
import { type MappingProblem, Part } from './problems';
import { restOfLine, restOfObject } from './rest';

export type { MappingProblem } from './problems';

/**
 * A team's own formats, from the mapping that it wrote (docs/mapping.md): data, no code. An event that a mapping yields
 * is valid OCSF whatever the source says: what the mapping could never fill is told here; what is not there or is no
 * value for its attribute stays under `unmapped`, and so does an object that then lacks what OCSF demands of it; an
 * event whose class lacks it is none of the format.
 */
export type Mapped =
  | { readonly formats: readonly SourceFormat[] }
  | { readonly problems: readonly MappingProblem[] };

/** What a mapping's file begins with. */
export const MAPPING_VERSION = 'mapping/v1';

/** Each is asked of every event. */
const MOST_FORMATS = 40;
const FORMAT_KEYS = [
  'name',
  'title',
  'read',
  'columns',
  'delimiter',
  'pattern',
  'when',
  'class',
  'activity',
  'attributes',
  'sample',
] as const;
const ONLY_FOR: { readonly [key: string]: string } = { columns: 'csv', delimiter: 'csv', pattern: 'pattern' };

/**
 * Reads a mapping whose classes and activities are numbers (names.ts).
 * @param builtIn names that its formats may not have
 */
export function readMapping(value: unknown, builtIn: ReadonlySet<string>): Mapped {
  const problems: MappingProblem[] = [];
  const whole = new Part(value, [], problems);
  const keys = whole.entries('a mapping, beginning with wormtrail: mapping/v1', ['wormtrail', 'formats']);
  if (keys === undefined) return { problems };
  const version = whole.at('wormtrail');
  if (version.value !== MAPPING_VERSION) version.refuse(`the version of this form, ${MAPPING_VERSION}`);
  const names = new Set<string>();
  const formats = whole
    .at('formats')
    .items('a list of formats', MOST_FORMATS)
    ?.map((part) => formatOf(part, builtIn, names, () => problems.length));
  if (problems.length > 0) return { problems };
  return { formats: formats?.filter((format) => format !== undefined) ?? [] };
}

/** @param count of problems so far */
function formatOf(
  part: Part,
  builtIn: ReadonlySet<string>,
  names: Set<string>,
  count: () => number,
): SourceFormat | undefined {
  const before = count();
  if (part.entries('a format: name, title, read, …', FORMAT_KEYS) === undefined) return undefined;
  const name = nameOf(part.at('name'), builtIn, names);
  const title = part.at('title').text('a text of up to 90 characters', /^[^\p{C}]{1,90}$/u);
  const read = part.at('read').oneOf(['json', 'csv', 'pattern']);
  for (const [key, needs] of Object.entries(ONLY_FOR)) {
    if (part.at(key).isThere && read !== undefined && read !== needs) {
      part.at(key).wrong(`is for 'read: ${needs}'`);
    }
  }
  const classUid = classOf(part.at('class'));
  const sample = part.at('sample').isThere ? part.at('sample').text('an event as it is in the log', /./) : '';
  if (read === undefined || classUid === undefined) return undefined;
  const described = {
    name: name ?? '',
    title: title ?? '',
    classes: [classUid],
    sample: sample ?? '',
    evidence: 'mapping' as const,
    sources: [],
  };
  let format: SourceFormat;
  if (read === 'json') {
    const fields = new Map<string, { field: Field<JsonObject>; path: FieldPath }>();
    const event = eventOf(part, described.name, classUid, (from) => jsonField(from, fields));
    if (event === undefined) return undefined;
    const rest = restOfObject([...fields.values()]);
    const map = event.mapper(
      [...fields.values()].map(({ field }) => field),
      rest,
    );
    format = { ...described, fields: event.fields, kind: 'json', begin: () => map };
  } else {
    const reader = read === 'csv' ? csvReader(part) : patternReader(part);
    if (reader === undefined) return undefined;
    const fields: (Field<readonly string[]> | undefined)[] = reader.names.map(() => undefined);
    const event = eventOf(part, described.name, classUid, (from) => lineField(from, reader, fields));
    if (event === undefined) return undefined;
    const map = event.mapper(
      fields.filter((field) => field !== undefined),
      restOfLine(reader.names, fields),
    );
    format = {
      ...described,
      fields: event.fields,
      kind: 'line',
      begin: () => (line, context) => {
        const values = reader.match(withoutEnd(line));
        return values === undefined ? undefined : map(values, context);
      },
    };
  }
  if (count() > before) return undefined;
  if (sample !== undefined && sample !== '') checkSample(part.at('sample'), format, sample);
  return format;
}

/** A message may have kept its line's end. */
function withoutEnd(line: string): string {
  if (line.charCodeAt(line.length - 1) !== 10) return line;
  return line.slice(0, line.charCodeAt(line.length - 2) === 13 ? -2 : -1);
}

function nameOf(part: Part, builtIn: ReadonlySet<string>, names: Set<string>): string | undefined {
  const name = part.text(
    'lower-case letters, digits and hyphens, such as shop-audit',
    /^[a-z][a-z0-9-]{0,49}$/,
  );
  if (name === undefined) return undefined;
  if (builtIn.has(name))
    return part.wrong(`${name} is a format of Wormtrail itself: wormtrail formats ${name}`);
  if (names.has(name)) return part.wrong(`${name} is the name of another format here`);
  names.add(name);
  return name;
}

function classOf(part: Part): number | undefined {
  const { value } = part;
  if (!part.isThere) return part.wrong('is missing');
  if (typeof value !== 'number' || typeNamed(String(value)) === undefined) {
    return part.refuse("an OCSF class, such as 'API Activity' or 6003");
  }
  return value;
}

function jsonField(
  from: Part,
  fields: Map<string, { field: Field<JsonObject>; path: FieldPath }>,
): Field<JsonObject> | undefined {
  const text = from.text("a field's path, such as user.name or items[0].id", /./);
  if (text === undefined) return undefined;
  const path = parsePath(text);
  if (path === undefined) return from.refuse('a field\'s path, such as user.name, items[0].id or ["a.b"]');
  const key = JSON.stringify(path);
  const known = fields.get(key)?.field;
  if (known !== undefined) return known;
  const field: Field<JsonObject> = { path: text, read: readerOf(path), taken: 0 };
  fields.set(key, { field, path });
  return field;
}

function lineField(
  from: Part,
  { names }: LineReader,
  fields: (Field<readonly string[]> | undefined)[],
): Field<readonly string[]> | undefined {
  const name = from.text("a field's name", /./);
  if (name === undefined) return undefined;
  const at = names.indexOf(name);
  if (at < 0) return from.refuse(`one of ${names.join(', ')}`);
  fields[at] ??= {
    path: name,
    read: (values) => {
      const value = values[at];
      return value === '' || value === '-' ? undefined : value;
    },
    taken: 0,
  };
  return fields[at];
}

type Mapper<Source> = (source: Source, context: EventContext) => OcsfEvent | undefined;

/** What is the same however an event is read: its conditions, activity and attributes. */
function eventOf<Source>(
  part: Part,
  name: string,
  classUid: number,
  fieldOf: (from: Part) => Field<Source> | undefined,
):
  | {
      mapper(
        fields: readonly Field<Source>[],
        rest: (source: Source) => Attributes | undefined,
      ): Mapper<Source>;
      readonly fields: [string, string][];
    }
  | undefined {
  const when = part.at('when');
  // A pattern's own text may tell enough; JSON and CSV have none.
  const tells = part.at('read').value === 'pattern' && hasText(part.at('pattern').value);
  const conditions =
    !when.isThere && tells
      ? []
      : when
          .items("a list of what tells the format's events: - { from: app, is: shop }", 20)
          ?.map((condition) => conditionOf(condition, fieldOf));
  const activity = activityOf(part.at('activity'), classUid, fieldOf);
  const plan = planOf(part.at('attributes'), classUid, fieldOf);
  if (conditions === undefined || activity === undefined || plan === undefined) return undefined;
  return {
    fields: fieldsOf(plan, activity.field),
    mapper: (fields, rest) =>
      mapperOf({
        name,
        classUid,
        conditions: conditions.filter((one) => one !== undefined),
        activity,
        plan,
        fields,
        rest,
      }),
  };
}

/** Whether a pattern's own text is more than spaces. */
const hasText = (pattern: unknown): boolean =>
  typeof pattern === 'string' && /[^\s]/.test(pattern.replace(/\{[^{}]*\}/g, ''));

function fieldsOf<Source>(plan: EventPlan<Source>, activity: Field<Source> | undefined): [string, string][] {
  const byField = new Map<string, string[]>();
  const add = (field: string, attribute: string) =>
    byField.set(field, [...(byField.get(field) ?? []), attribute]);
  for (const [field, attribute] of plan.filled) add(field, attribute);
  if (activity !== undefined) add(activity.path, 'activity_id');
  return [...byField].map(([field, attributes]) => [field, attributes.join(', ')]);
}

/** What was done: activity_id, and for what the class has no number its own word. */
interface Activity<Source> {
  readonly field: Field<Source> | undefined;
  readonly of: (source: Source) => number | string;
}

/** OCSF's activity_id for what it does not list; the event's own word is then activity_name. */
const OTHER = 99;

/** `activity`: a number, or `{ from, map, default }`. */
function activityOf<Source>(
  part: Part,
  classUid: number,
  fieldOf: (from: Part) => Field<Source> | undefined,
): Activity<Source> | undefined {
  const values = typeNamed(String(classUid))?.attributes.get('activity_id')?.values ?? new Set();
  const idOf = (one: Part): number | undefined =>
    typeof one.value === 'number' && values.has(String(one.value))
      ? one.value
      : one.refuse(`an activity of class ${classUid}, by its name or one of ${[...values].join(', ')}`);
  if (typeof part.value !== 'object') {
    const id = part.isThere ? idOf(part) : part.wrong('is missing');
    return id === undefined ? undefined : { field: undefined, of: () => id };
  }
  if (part.entries('an activity, or { from: a field, map: … }', ['from', 'map', 'default']) === undefined) {
    return undefined;
  }
  const field = fieldOf(part.at('from'));
  const ids = part
    .at('map')
    .entries("activities by the source's values: { GET: Read }")
    ?.map(([key, one]): [string, number | undefined] => [key, idOf(one)]);
  const otherwise = part.at('default').isThere ? idOf(part.at('default')) : undefined;
  if (field === undefined || ids === undefined) return undefined;
  const table = new Map(ids);
  return {
    field,
    of: (source) => {
      const word = textOf(field.read(source));
      if (word === undefined) return otherwise ?? 0;
      const id = table.get(word) ?? otherwise;
      // A word that the mapping does not know stays as it is, under activity_name or `unmapped`.
      if (otherwise === undefined || table.has(word)) field.taken++;
      return id ?? word;
    },
  };
}

interface Plan<Source> {
  readonly name: string;
  readonly classUid: number;
  readonly conditions: readonly Condition<Source>[];
  readonly activity: Activity<Source>;
  readonly plan: EventPlan<Source>;
  readonly fields: readonly Field<Source>[];
  readonly rest: (source: Source) => Attributes | undefined;
}

function mapperOf<Source>({
  name,
  classUid,
  conditions,
  activity,
  plan,
  fields,
  rest,
}: Plan<Source>): Mapper<Source> {
  const categoryUid = Math.floor(classUid / 1000);
  const { root, metadata, profiles } = plan;
  const saysStatus =
    root.parts.some((part) => part.name === 'status_id') &&
    !root.parts.some((part) => part.name === 'status');
  return (source, context) => {
    for (let at = 0; at < conditions.length; at++) {
      if (!(conditions[at] as Condition<Source>)(source, context)) return undefined;
    }
    for (let at = 0; at < fields.length; at++) (fields[at] as Field<Source>).taken = 0;
    const said = metadata?.make(source, context);
    const time = (plan.time?.make(source, context) as number | undefined) ?? context.time;
    const id = activity.of(source);
    const activityId = typeof id === 'number' ? id : OTHER;
    const event: Attributes = {
      metadata: undefined,
      time,
      class_uid: classUid,
      category_uid: categoryUid,
      activity_id: activityId,
      activity_name: typeof id === 'string' ? id : undefined,
      type_uid: typeUid(classUid, activityId),
      severity_id: plan.severity?.make(source, context) ?? SEVERITY.unknown,
    };
    root.fill(event, source, context);
    if (!root.suffices(event)) return undefined;
    if (saysStatus) {
      const status = event.status_id;
      if (status === 1 || status === 2) event.status = STATUS_CAPTION[status];
    }
    const { cloudwatch } = context;
    if (cloudwatch !== undefined) event.cloud ??= { provider: 'AWS', account: { uid: cloudwatch.owner } };
    const ownUid = said?.original_event_uid as string | undefined;
    const product = (said?.product as { name?: string } | undefined) ?? { name };
    const made = context.metadata(name, product, undefined, ownUid) as unknown as Attributes;
    if (said !== undefined) {
      for (const key in said) if (key !== 'product' && key !== 'original_event_uid') made[key] = said[key];
    }
    made.profiles = profilesOf(event, profiles, cloudwatch !== undefined);
    event.metadata = made;
    event.raw_data = context.raw;
    event.unmapped = context.unmapped(ownUid, time, rest(source));
    // Made of attributes that OCSF has and of values that they may have.
    return event as unknown as OcsfEvent;
  };
}

function profilesOf(
  event: Attributes,
  profiles: EventPlan<unknown>['profiles'],
  isCloud: boolean,
): string[] | undefined {
  if (profiles.length === 0) return isCloud ? ['cloud'] : undefined;
  const named = new Set(isCloud ? ['cloud'] : []);
  for (const { attribute, profile, demands } of profiles) {
    if (event[attribute] !== undefined && demands.every((one) => event[one] !== undefined))
      named.add(profile);
  }
  return named.size === 0 ? undefined : [...named].sort();
}

/** Whether the format takes its own sample. */
function checkSample(part: Part, format: SourceFormat, sample: string): void {
  const context = new EventContext(0);
  context.raw = sample;
  const value = parseJson(sample);
  const none = () => undefined;
  const event =
    format.kind === 'line'
      ? format.begin(none)(sample, context)
      : isObject(value) && format.begin(none)(value, context);
  if (!event) {
    part.wrong(
      `is not taken: look at 'when', at the form of it, and whether all is in it that the class demands`,
    );
    return;
  }
  const why = misfit(event.class_uid, JSON.parse(JSON.stringify(event)));
  if (why !== undefined) part.wrong(`becomes no valid event: ${why}`);
}
