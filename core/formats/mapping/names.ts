import { CLASSES, type EventClass } from '../../ocsf/generated/classes';
import { isObject, type JsonObject } from '../values';
import { type MappingPath, type MappingProblem, shown } from './problems';

/**
 * A mapping with its classes and activities as numbers, where its author may write their names: `API Activity`,
 * `Create`. It is no part of the normaliser, which need not know what they are called.
 */
export function withNumbers(mapping: unknown): {
  readonly mapping: unknown;
  readonly problems: readonly MappingProblem[];
} {
  const problems: MappingProblem[] = [];
  if (!isObject(mapping) || !Array.isArray(mapping.formats)) return { mapping, problems };
  const formats = mapping.formats.map((format: unknown, at) =>
    isObject(format) ? numbered(format, ['formats', at], problems) : format,
  );
  return { mapping: { ...mapping, formats }, problems };
}

/** `class 6003` as people call it. */
export const withCaptions = (text: string): string =>
  text.replace(/\bclass ([0-9]+)/g, (all, uid: string) => CLASSES[Number(uid)]?.caption ?? all);

function numbered(format: JsonObject, path: MappingPath, problems: MappingProblem[]): JsonObject {
  const { class: named, activity } = format;
  const classUid = typeof named === 'string' ? classUidOf(named, [...path, 'class'], problems) : named;
  const known = typeof classUid === 'number' ? CLASSES[classUid] : undefined;
  if (known === undefined || activity === undefined) return { ...format, class: classUid };
  const idOf = (value: unknown, ...at: string[]): unknown =>
    typeof value === 'string' ? activityIdOf(value, known, [...path, 'activity', ...at], problems) : value;
  if (!isObject(activity)) return { ...format, class: classUid, activity: idOf(activity) };
  const { map, default: otherwise } = activity;
  return {
    ...format,
    class: classUid,
    activity: {
      ...activity,
      ...(isObject(map) && {
        map: Object.fromEntries(Object.entries(map).map(([key, value]) => [key, idOf(value, 'map', key)])),
      }),
      ...(otherwise !== undefined && { default: idOf(otherwise, 'default') }),
    },
  };
}

function classUidOf(name: string, path: MappingPath, problems: MappingProblem[]): unknown {
  const wanted = name.toLowerCase();
  const found = Object.entries(CLASSES).find(
    ([, { name: own, caption }]) => own === wanted || caption.toLowerCase() === wanted,
  );
  if (found !== undefined) return Number(found[0]);
  const word = wanted.split(/[ _]/)[0] ?? '';
  const near = Object.values(CLASSES)
    .map(({ caption }) => caption)
    .filter((caption) => word.length > 2 && caption.toLowerCase().includes(word));
  const hint =
    near.length > 0 ? `there are ${near.join(', ')}` : 'https://schema.ocsf.io/1.8.0/classes lists them';
  problems.push({ path, text: `got ${shown(name)}, which is no OCSF class; ${hint}` });
  return name;
}

function activityIdOf(
  name: string,
  known: EventClass,
  path: MappingPath,
  problems: MappingProblem[],
): unknown {
  const wanted = name.toLowerCase();
  const found = Object.entries(known.activities).find(([, caption]) => caption.toLowerCase() === wanted);
  if (found !== undefined) return Number(found[0]);
  const names = Object.values(known.activities).join(', ');
  problems.push({ path, text: `got ${shown(name)}; the activities of ${known.caption} are ${names}` });
  return name;
}
