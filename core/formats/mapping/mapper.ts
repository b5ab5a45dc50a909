import { SEVERITY, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import { typeNamed } from '../../ocsf/structure';
import type { EventContext } from '../format';
import type { Activity } from './activity';
import type { EventPlan } from './attributes';
import type { Attributes, Field } from './build';
import type { Condition } from './conditions';

/** OCSF's activity_id for what it does not list; the event's own word is then activity_name. */
const OTHER = 99;

/** An event of what a format reads; undefined: it is none of the format. */
export type Mapper<Source> = (source: Source, context: EventContext) => OcsfEvent | undefined;

/** What a mapper is made of. */
export interface Plan<Source> {
  readonly name: string;
  readonly classUid: number;
  readonly conditions: readonly Condition<Source>[];
  readonly activity: Activity<Source>;
  readonly plan: EventPlan<Source>;
  readonly fields: readonly Field<Source>[];
  readonly rest: (source: Source) => Attributes | undefined;
}

/** Makes events valid by construction: of attributes that OCSF has, with values that they may have. */
export function mapperOf<Source>({
  name,
  classUid,
  conditions,
  activity,
  plan,
  fields,
  rest,
}: Plan<Source>): Mapper<Source> {
  const { root, metadata, profiles } = plan;
  const attributes = typeNamed(String(classUid))?.attributes;
  const categoryUid = Number([...(attributes?.get('category_uid')?.values ?? [0])][0]);
  // Of findings 1 is New, not Success.
  const isOutcome = [...(attributes?.get('status_id')?.values ?? [])].join() === '0,1,2,99';
  const saysStatus =
    isOutcome &&
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
