import { type Attribute, type Type, typeNamed } from '../../ocsf/structure';
import { Branch, type Field, Items, Leaf } from './build';
import { allowedFor, converterOf, fits, textOf } from './convert';
import { parsePath } from './path';
import { type Part, shown } from './problems';
import { allowedTimes, timeReader } from './times';

/** What a mapping's attributes make of an event. */
export interface EventPlan<Source> {
  readonly time: Leaf<Source> | undefined;
  readonly severity: Leaf<Source> | undefined;
  readonly metadata: Branch<Source> | undefined;
  /** All other attributes of the class. */
  readonly root: Branch<Source>;
  /** Profiles that an attribute of the event comes from, with what else they demand of the event. */
  readonly profiles: readonly ProfileOf[];
  /** Which attributes a field fills, in the order of the mapping. */
  readonly filled: readonly (readonly [field: string, attribute: string])[];
}

export interface ProfileOf {
  readonly attribute: string;
  readonly profile: string;
  readonly demands: readonly string[];
}

/** What Wormtrail says itself of every event. */
const OURS: ReadonlySet<string> = new Set([
  'class_uid',
  'class_name',
  'category_uid',
  'category_name',
  'type_uid',
  'type_name',
  'raw_data',
  'unmapped',
  'metadata.uid',
  'metadata.version',
  'metadata.log_format',
  'metadata.log_name',
  'metadata.log_provider',
  'metadata.log_source',
  'metadata.logged_time',
  'metadata.logged_time_dt',
  'metadata.profiles',
]);

/** Of the class's own musts, those that every event gets. */
const GIVEN: ReadonlySet<string> = new Set([
  'activity_id',
  'category_uid',
  'class_uid',
  'metadata',
  'severity_id',
  'time',
  'type_uid',
]);

const MOST = 300;
/** Highest number in `resources[7].uid`. */
const MOST_ITEMS = 20;

/** What is mapped so far: by name an attribute, an object or a list of them. */
type Draft<Source> = Map<string, Leaf<Source> | ObjectDraft<Source> | Map<number, ObjectDraft<Source>>>;

interface ObjectDraft<Source> {
  readonly type: Type | undefined;
  /** Where it was first written, for what it lacks. */
  readonly part: Part;
  readonly inner: Draft<Source>;
}

/**
 * Reads `attributes`.
 * @param classUid a class that there is
 * @param fieldOf the field that `from` names
 * @returns undefined if it told a problem
 */
export function planOf<Source>(
  attributes: Part,
  classUid: number,
  fieldOf: (from: Part) => Field<Source> | undefined,
): EventPlan<Source> | undefined {
  const entries = attributes.entries("attributes by name: 'actor.user.name': { from: user }");
  if (entries === undefined) return undefined;
  if (entries.length > MOST) return attributes.wrong(`has ${entries.length}; allowed are at most ${MOST}`);
  const type = typeNamed(String(classUid)) as Type;
  const root: ObjectDraft<Source> = { type, part: attributes, inner: new Map() };
  const profiles = new Map<string, ProfileOf>();
  const filled: [string, string][] = [];
  let isWhole = true;
  for (const [name, part] of entries) {
    const steps = stepsOf(name, part, classUid, type);
    const leaf = steps && leafOf(part, steps, fieldOf);
    if (steps === undefined || leaf === undefined || !enter(root, steps, leaf, part)) {
      isWhole = false;
      continue;
    }
    if (leaf.field !== undefined) filled.push([leaf.field.path, name]);
    const first = (steps[0] as Step).attribute.name;
    for (const profile of steps.flatMap(({ attribute }) => attribute.profiles)) {
      profiles.set(`${first} ${profile}`, {
        attribute: first,
        profile,
        demands: type.musts.filter((must) => must.profiles.includes(profile)).map((must) => must.name),
      });
    }
  }
  if (!isWhole) return undefined;
  const metadata = root.inner.get('metadata');
  const [time, severity] = [root.inner.get('time'), root.inner.get('severity_id')];
  for (const name of ['metadata', 'time', 'severity_id']) root.inner.delete(name);
  return {
    time: time instanceof Leaf ? time : undefined,
    severity: severity instanceof Leaf ? severity : undefined,
    metadata:
      metadata === undefined || metadata instanceof Leaf || metadata instanceof Map
        ? undefined
        : finish('metadata', metadata, new Set(['product', 'version'])),
    root: finish('', root, GIVEN),
    profiles: [...profiles.values()],
    filled,
  };
}

/** One step into an event. */
interface Step {
  readonly attribute: Attribute;
  /** Which one of a list of objects. */
  readonly item: number | undefined;
}

/** The attributes that a dotted name goes through; each exists, and only the last has no attributes of its own. */
function stepsOf(name: string, part: Part, classUid: number, root: Type): Step[] | undefined {
  const path = parsePath(name);
  if (path === undefined) return part.wrong("the name is none; it is written such as 'actor.user.name'");
  if (OURS.has(name)) return part.wrong('Wormtrail says this itself');
  if (name === 'activity_id' || name === 'activity_name') return part.wrong("this is said by 'activity'");
  const steps: Step[] = [];
  let type: Type | undefined = root;
  let around = `class ${classUid}`;
  for (let at = 0; at < path.length; at++) {
    const key = path[at];
    if (typeof key !== 'string') return part.wrong(`${around} is no list of objects`);
    const attribute: Attribute | undefined = type?.attributes.get(key);
    if (type === undefined) return part.wrong(`${around} has no attributes`);
    if (attribute === undefined) {
      const names = near(key, [...type.attributes.keys()]).join(', ');
      return part.wrong(`there is no attribute ${key}; ${around} has ${names}`);
    }
    const here = steps.length === 0 ? key : `${around}.${key}`;
    const next = path[at + 1];
    const isLast = at === path.length - 1;
    const inner: Type | undefined = attribute.type.startsWith('@') ? typeNamed(attribute.type) : undefined;
    if (inner !== undefined && attribute.isList && typeof next !== 'number') {
      return part.wrong(`${here} is a list of objects: say which one, ${here}[0].…`);
    }
    if (inner !== undefined && isLast) {
      return part.wrong(
        `${here} is an object: map its attributes, ${[...inner.attributes.keys()].join(', ')}`,
      );
    }
    if (typeof next === 'number') {
      if (inner === undefined || !attribute.isList) {
        return part.wrong(`${here} is ${attribute.isList ? 'a list that one field fills' : 'no list'}`);
      }
      if (next >= MOST_ITEMS) return part.wrong(`an item's number is at most ${MOST_ITEMS - 1}`);
      at++;
      if (at === path.length - 1) {
        return part.wrong(
          `${here}[${next}] is an object: map its attributes, ${[...inner.attributes.keys()].join(', ')}`,
        );
      }
      steps.push({ attribute, item: next });
    } else {
      if (inner === undefined && !isLast) return part.wrong(`${here} is no object`);
      steps.push({ attribute, item: undefined });
    }
    around = here;
    type = inner;
  }
  return steps;
}

/** Names beginning alike first; not all of a hundred. */
function near(name: string, known: readonly string[]): readonly string[] {
  const alike = (one: string) => {
    let at = 0;
    while (at < one.length && one[at] === name[at]) at++;
    return at;
  };
  const sorted = [...known].sort((a, b) => alike(b) - alike(a) || (a < b ? -1 : 1));
  return known.length > 30 ? [...sorted.slice(0, 30), '…'] : sorted;
}

const KEYS = ['from', 'as', 'map', 'split', 'default', 'value'] as const;

/** `{ from: …, as: …, map: …, split: …, default: … }` or `{ value: … }`. */
function leafOf<Source>(
  part: Part,
  steps: readonly Step[],
  fieldOf: (from: Part) => Field<Source> | undefined,
): Leaf<Source> | undefined {
  const attribute = (steps.at(-1) as Step).attribute;
  const entries = part.entries('{ from: a field } or { value: a constant }', KEYS);
  if (entries === undefined) return undefined;
  const { name } = attribute;
  const constant = part.at('value');
  if (constant.isThere) {
    if (entries.length > 1) return part.wrong("beside 'value' there is nothing else");
    if (!fits(attribute, constant.value)) return constant.refuse(allowedFor(attribute));
    return new Leaf<Source>(name, undefined, () => undefined, constant.value);
  }
  const field = fieldOf(part.at('from'));
  const [as, map, split, otherwise] = [part.at('as'), part.at('map'), part.at('split'), part.at('default')];
  let isRight = field !== undefined;
  const isTime = attribute.type === 't';
  const time = isTime ? as.text(allowedTimes(), /^.{1,60}$/s) : undefined;
  const read = time === undefined ? undefined : timeReader(time);
  if (time !== undefined && read === undefined) as.refuse(allowedTimes());
  if (isTime && map.isThere) map.wrong('is not for times');
  if (isTime && (read === undefined || map.isThere)) isRight = false;
  if (!isTime && as.isThere) {
    as.wrong(`is for times; ${name} is ${allowedFor(attribute)}, and read so`);
    isRight = false;
  }
  const separator = split.isThere ? split.text('a text that stands between items', /^.{1,20}$/s) : undefined;
  if (split.isThere && !attribute.isList) split.wrong(`${name} is no list`);
  if (split.isThere && (separator === undefined || !attribute.isList)) isRight = false;
  const table = map.isThere ? tableOf(map, attribute) : undefined;
  if (map.isThere && table === undefined) isRight = false;
  if (otherwise.isThere && !fits(attribute, otherwise.value)) {
    otherwise.refuse(allowedFor(attribute));
    isRight = false;
  }
  if (!isRight || field === undefined) return undefined;
  return new Leaf(name, field, converterOf(attribute, read, table, separator), otherwise.value);
}

/** `map`: what the attribute is for each of the source's values. */
function tableOf(map: Part, attribute: Attribute): ReadonlyMap<string, unknown> | undefined {
  const entries = map.entries("values by the source's: { ok: 1, failed: 2 }");
  if (entries === undefined) return undefined;
  const table = new Map<string, unknown>();
  let isRight = true;
  for (const [key, part] of entries) {
    const value = attribute.isList ? [part.value] : part.value;
    if (!fits(attribute, value)) {
      part.refuse(allowedFor({ ...attribute, isList: false }));
      isRight = false;
    } else if (textOf(key) === undefined) {
      part.wrong(`${shown(key)} stands for no value: that is what 'default' is for`);
      isRight = false;
    } else table.set(key, part.value);
  }
  return isRight ? table : undefined;
}

/** Puts an attribute where it belongs in the event. @returns false if something else is there */
function enter<Source>(
  root: ObjectDraft<Source>,
  steps: readonly Step[],
  leaf: Leaf<Source>,
  part: Part,
): boolean {
  let at = root;
  for (const { attribute, item } of steps.slice(0, -1)) {
    const found = at.inner.get(attribute.name);
    const fresh = (): ObjectDraft<Source> => ({ type: typeNamed(attribute.type), part, inner: new Map() });
    if (item === undefined) {
      const next = found === undefined || found instanceof Leaf || found instanceof Map ? fresh() : found;
      at.inner.set(attribute.name, next);
      at = next;
    } else {
      const list = found instanceof Map ? found : new Map<number, ObjectDraft<Source>>();
      at.inner.set(attribute.name, list);
      const next = list.get(item) ?? fresh();
      list.set(item, next);
      at = next;
    }
  }
  if (at.inner.has(leaf.name)) {
    part.wrong('is mapped twice');
    return false;
  }
  at.inner.set(leaf.name, leaf);
  return true;
}

/** The object's plan, its attributes in order; tells what OCSF demands of it and nothing fills. */
function finish<Source>(
  name: string,
  draft: ObjectDraft<Source>,
  given: ReadonlySet<string> = new Set(),
): Branch<Source> {
  const parts = [...draft.inner]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => {
      if (inner instanceof Leaf) return inner;
      if (!(inner instanceof Map)) return finish(key, inner);
      const items = [...inner].sort(([a], [b]) => a - b).map(([, item]) => finish(key, item));
      return new Items(key, items);
    });
  const branch = new Branch(name, parts, draft.type, given);
  const lacking = branch.lacks();
  if (lacking !== undefined) {
    const what = name === '' ? 'the class' : name;
    draft.part.wrong(`OCSF demands of ${what} also ${lacking}`);
  }
  return branch;
}
