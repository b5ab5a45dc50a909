import { misfit, typeNamed } from '../../ocsf/structure';
import { EventContext, type SourceFormat } from '../format';
import { isObject, type JsonObject, parseJson } from '../values';
import { activityOf } from './activity';
import { type EventPlan, planOf } from './attributes';
import type { Attributes, Field } from './build';
import { conditionOf } from './conditions';
import { jsonField, lineField } from './fields';
import { csvReader, patternReader } from './lines';
import { type Mapper, mapperOf } from './mapper';
import type { FieldPath } from './path';
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
