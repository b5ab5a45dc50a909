import { SEVERITY, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AccountChangeEvent,
  ActorObject,
  AnyObject,
  ApiActivityEvent,
  ApiObject,
  AuthenticationEvent,
  AuthFactorObject,
  CloudObject,
  DeviceObject,
  EntityManagementEvent,
  GroupManagementEvent,
  GroupObject,
  HttpRequestObject,
  ManagedEntityObject,
  NetworkEndpointObject,
  OcsfEvent,
  OsObject,
  ProductObject,
  ResourceDetailsObject,
  SessionObject,
  UserAccessEvent,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { hostOf } from '../web/http';

/**
 * What the audit trails of services have in common: somebody, from somewhere, did something, to an outcome. A format
 * says what its source tells (`Entry`) and which class that belongs to (`Subject`).
 */
export interface Entry {
  readonly format: string;
  readonly product: ProductObject;
  /** The id that the source itself gave the event. */
  readonly uid: string | undefined;
  readonly time: number;
  readonly correlation?: string | undefined;
  readonly tenant?: string | undefined;
  /** The source's own name of the kind of event, and its code where it has one beside the name. */
  readonly operation: string;
  readonly code?: string | undefined;
  readonly level?: string | undefined;
  readonly sequence?: number | undefined;
  readonly severity?: ApiActivityEvent['severity_id'] | undefined;
  /** 99: `statusName` says what. */
  readonly status: 0 | 1 | 2 | 99;
  readonly statusName?: string | undefined;
  readonly statusCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly message?: string | undefined;
  readonly duration?: number | undefined;
  readonly actor: ActorObject;
  readonly source: NetworkEndpointObject | undefined;
  readonly http?: HttpRequestObject | undefined;
  /** What of the service was called; `operation` of `service` if it is left out. */
  readonly api?: ApiObject | undefined;
  readonly service: string;
  readonly cloud?: CloudObject | undefined;
  /** What the user sat at. */
  readonly device?: DeviceObject | undefined;
  /** What it was done to, of API Activity; other classes have places of their own. */
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  /** The fields that no attribute took. */
  readonly rest?: AnyObject | undefined;
  /** The fields that `resources` were made of: kept under `unmapped` where the class has no resources. */
  readonly targets?: AnyObject | undefined;
}

export type Subject =
  | {
      readonly to: 3002;
      readonly activity: AuthenticationEvent['activity_id'];
      readonly user: UserObject;
      readonly session?: SessionObject | undefined;
      readonly factors?: readonly AuthFactorObject[] | undefined;
      readonly mfa?: boolean | undefined;
      readonly protocol?: AuthenticationEvent['auth_protocol_id'];
      readonly protocolName?: string | undefined;
      /** What was logged on to, if not the service itself. */
      readonly service?: string | undefined;
      readonly destination?: NetworkEndpointObject | undefined;
    }
  | {
      readonly to: 3001;
      readonly activity: AccountChangeEvent['activity_id'];
      readonly user: UserObject;
      readonly factors?: readonly AuthFactorObject[] | undefined;
    }
  | {
      readonly to: 3005;
      readonly activity: UserAccessEvent['activity_id'];
      readonly user: UserObject;
      readonly privileges: readonly string[];
    }
  | {
      readonly to: 3006;
      readonly activity: GroupManagementEvent['activity_id'];
      readonly group: GroupObject;
      readonly user?: UserObject | undefined;
      readonly privileges?: readonly string[] | undefined;
    }
  | {
      readonly to: 3004;
      readonly activity: EntityManagementEvent['activity_id'];
      readonly entity: ManagedEntityObject;
    }
  | { readonly to: 6003; readonly activity: ApiActivityEvent['activity_id'] }
  /** Something that the service itself detected, and by what. */
  | { readonly to: 2004; readonly title: string | undefined; readonly types?: readonly string[] | undefined };

const CLOUD = ['cloud'] as const;
const HOST = ['host'] as const;

/** An event's metadata, with what the entry says of it. */
export function metadataOf(entry: Entry, context: EventContext, profiles?: readonly string[]) {
  return {
    ...context.metadata(
      entry.format,
      entry.product,
      profiles ?? (entry.cloud !== undefined ? CLOUD : entry.device !== undefined ? HOST : undefined),
      entry.uid,
    ),
    event_code: entry.code ?? entry.operation,
    correlation_uid: entry.correlation,
    tenant_uid: entry.tenant,
    log_level: entry.level,
    sequence: entry.sequence,
  };
}

export const statusOf = (entry: Entry): string | undefined =>
  entry.status === 99 ? entry.statusName : STATUS_CAPTION[entry.status];

export const severityOf = (entry: Entry): ApiActivityEvent['severity_id'] =>
  entry.severity ?? SEVERITY.informational;

export const apiOf = (entry: Entry): ApiObject =>
  entry.api ?? { operation: entry.operation, service: { name: entry.service } };

/** `unmapped` of a class that has no place for the targets. */
export const unmappedOf = (entry: Entry, context: EventContext): AnyObject | undefined =>
  context.unmapped(
    entry.uid,
    entry.time,
    entry.targets === undefined ? entry.rest : { ...entry.rest, ...entry.targets },
  );

/**
 * The event of an audit trail's entry. Each class is spelled out as one literal: objects put together from several
 * would take as long as all the rest.
 */
export function auditEvent(entry: Entry, subject: Subject, context: EventContext): OcsfEvent {
  switch (subject.to) {
    case 3002:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 3002,
        category_uid: 3,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(3002, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source,
        http_request: entry.http,
        api: apiOf(entry),
        user: subject.user,
        session: subject.session,
        auth_factors: subject.factors,
        auth_protocol_id: subject.protocol,
        auth_protocol: subject.protocolName,
        is_mfa: subject.mfa,
        is_remote: true,
        service: { name: subject.service ?? entry.service },
        dst_endpoint: subject.destination,
        raw_data: context.raw,
        unmapped: unmappedOf(entry, context),
      };
    case 3001:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 3001,
        category_uid: 3,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(3001, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source,
        http_request: entry.http,
        api: apiOf(entry),
        user: subject.user,
        auth_factors: subject.factors,
        raw_data: context.raw,
        unmapped: unmappedOf(entry, context),
      };
    case 3005:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 3005,
        category_uid: 3,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(3005, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source,
        http_request: entry.http,
        api: apiOf(entry),
        user: subject.user,
        privileges: subject.privileges,
        resources: entry.resources,
        raw_data: context.raw,
        unmapped: context.unmapped(entry.uid, entry.time, entry.rest),
      };
    case 3006:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 3006,
        category_uid: 3,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(3006, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source,
        http_request: entry.http,
        api: apiOf(entry),
        group: subject.group,
        user: subject.user,
        privileges: subject.privileges,
        raw_data: context.raw,
        unmapped: unmappedOf(entry, context),
      };
    case 3004:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 3004,
        category_uid: 3,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(3004, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source,
        http_request: entry.http,
        api: apiOf(entry),
        entity: subject.entity,
        raw_data: context.raw,
        unmapped: unmappedOf(entry, context),
      };
    case 2004:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 2004,
        category_uid: 2,
        activity_id: 1,
        type_uid: typeUid(2004, 1),
        severity_id: severityOf(entry),
        status_id: 1,
        status: 'New',
        status_code: entry.statusName,
        status_detail: entry.detail,
        message: entry.message,
        finding_info: { uid: entry.uid ?? UNKNOWN, title: subject.title, types: subject.types },
        actor: entry.actor,
        device: entry.device,
        api: apiOf(entry),
        resources: entry.resources,
        evidences:
          entry.source === undefined ? undefined : [{ src_endpoint: entry.source, http_request: entry.http }],
        raw_data: context.raw,
        unmapped: context.unmapped(entry.uid, entry.time, entry.rest),
      };
    case 6003:
      return {
        metadata: metadataOf(entry, context),
        time: entry.time,
        class_uid: 6003,
        category_uid: 6,
        activity_id: subject.activity,
        activity_name: subject.activity === 99 ? entry.operation : undefined,
        type_uid: typeUid(6003, subject.activity),
        severity_id: severityOf(entry),
        status_id: entry.status,
        status: statusOf(entry),
        status_code: entry.statusCode,
        status_detail: entry.detail,
        message: entry.message,
        duration: entry.duration,
        cloud: entry.cloud,
        actor: entry.actor,
        device: entry.device,
        src_endpoint: entry.source ?? { name: UNKNOWN },
        http_request: entry.http,
        api: apiOf(entry),
        resources: entry.resources,
        raw_data: context.raw,
        unmapped: context.unmapped(entry.uid, entry.time, entry.rest),
      };
  }
}

/** What OCSF takes for an email address (`email_t`). */
const EMAIL = /^[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9.-]+$/;

export const emailOf = (value: string | undefined): string | undefined =>
  value !== undefined && value.length <= 320 && EMAIL.test(value) ? value : undefined;

/** Somebody by a name, an id or both; undefined if there is neither. */
export function personOf(
  name: string | undefined,
  uid: string | undefined,
  more?: Partial<UserObject>,
): UserObject | undefined {
  if (name === undefined && uid === undefined) return undefined;
  return { name, uid, email_addr: emailOf(name), ...more };
}

/** Where it came from: an address, with a port or without, or a host's name. */
export function sourceOf(address: string | undefined): NetworkEndpointObject | undefined {
  if (address === undefined || address === '') return undefined;
  if (isIp(address)) return { ip: address };
  const { host, port } = hostOf(address);
  if (isIp(host)) return { ip: host, port };
  return host === '' ? undefined : { hostname: host, port };
}

export const agentOf = (agent: string | undefined): HttpRequestObject | undefined =>
  agent === undefined ? undefined : { user_agent: agent };

const FACTORS: readonly (readonly [type: AuthFactorObject['factor_type_id'], words: RegExp])[] = [
  [5, /push/],
  [1, /sms/],
  [3, /call|phone|voice/],
  [2, /question/],
  [8, /e-?mail/],
  [10, /webauthn|fido|passkey|security.?key/],
  [9, /u2f/],
  [6, /hardware|yubi/],
  [7, /otp|passcode|token|authenticator|bypass_code/],
  [11, /password/],
  [4, /biometric|touch|face/],
];

/** A factor by the source's name for it, as far as OCSF knows its kind. */
export function factorOf(name: string, more?: Partial<AuthFactorObject>): AuthFactorObject {
  const words = name.slice(0, 64).toLowerCase();
  return {
    factor_type_id: FACTORS.find(([, pattern]) => pattern.test(words))?.[0] ?? 99,
    factor_type: name,
    ...more,
  };
}

const OSES: readonly (readonly [type: OsObject['type_id'], words: RegExp])[] = [
  [301, /ios|iphone/],
  [302, /ipados|ipad/],
  [300, /mac|os x|darwin/],
  [100, /windows/],
  [201, /android/],
  [200, /linux|ubuntu|debian|fedora|centos|chrome ?os/],
  [400, /solaris/],
];

export function osOf(name: string | undefined, version?: string): OsObject | undefined {
  if (name === undefined) return undefined;
  const words = name.slice(0, 64).toLowerCase();
  return { name, version, type_id: OSES.find(([, pattern]) => pattern.test(words))?.[0] ?? 99 };
}

/** Create, Read, Update, Delete by a word of an operation's name. */
const WORDS: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map(
  (
    [
      [1, 'create created add added insert register invite generate install installed upload uploaded'],
      [
        2,
        'read get list view search download downloaded export exported query fetch clone describe accessed',
      ],
      [
        3,
        'update updated updates change changed modify modified set edit edited write patch rename renamed enable enabled disable disabled push transfer replace put move moved activate deactivate suspend unsuspend expanded converted upgraded restore rotate archived unarchived suspended activated deactivated reset transferred synchronize',
      ],
      [
        4,
        'delete deleted remove removed destroy destroyed purge uninstall uninstalled revoke revoked unenrolled dismiss',
      ],
    ] as const
  ).flatMap(([activity, words]) => words.split(' ').map((word) => [word, activity] as const)),
);

const WORD = /[A-Z]?[a-z]+|[A-Z]+/g;
const known = new Map<string, 1 | 2 | 3 | 4 | 99>();

/** API Activity by the first word of an operation's name that says it, 99 if none does. */
export function activityOf(operation: string): 1 | 2 | 3 | 4 | 99 {
  if (operation.length > 128) return 99;
  let activity = known.get(operation);
  if (activity !== undefined) return activity;
  activity = 99;
  for (const word of operation.match(WORD) ?? []) {
    const found = WORDS.get(word.toLowerCase());
    if (found === undefined) continue;
    activity = found;
    break;
  }
  // Outside names: what is remembered of them is bounded.
  if (known.size >= 2000) known.clear();
  known.set(operation, activity);
  return activity;
}
