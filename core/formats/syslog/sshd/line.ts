import { STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../../ocsf/build';
import type {
  AnyObject,
  AuthenticationEvent,
  CertificateObject,
  NetworkEndpointObject,
  NetworkTrafficObject,
  OcsfEvent,
  SshActivityEvent,
  UserObject,
} from '../../../ocsf/generated/types';
import type { EventContext } from '../../format';
import { deviceOf, endpoint, HOST, metadataOf, severityOf, unmappedOf, writer } from '../events';
import type { SyslogHeader } from '../header';
import { addressesIn, NOBODY, named, placesIn } from './places';

/** One line of sshd's, and the events that are made of it. */

export const NAME = 'sshd';
const PRODUCT = { name: 'OpenSSH', vendor_name: 'OpenBSD' } as const;
const SERVICE = { name: 'sshd' } as const;

// Activities of Authentication, and of SSH Activity.
export const LOGON = 1;
export const LOGOFF = 2;
export const OPEN = 1;
export const CLOSE = 2;
export const RESET = 3;
export const FAIL = 4;
export const REFUSE = 5;
export const TRAFFIC = 6;
export const LISTEN = 7;
export const OTHER = 99;

/** What the words of a message say, to be made an event of. */
interface Said {
  readonly user?: UserObject | undefined;
  readonly from?: NetworkEndpointObject | undefined;
  readonly to?: NetworkEndpointObject | undefined;
  readonly method?: string | undefined;
  readonly status?: 0 | 1 | 2 | 99 | undefined;
  /** Caption of status 99. */
  readonly statusName?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly certificate?: CertificateObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  /** For activity 99. */
  readonly activityName?: string | undefined;
  readonly more?: AnyObject | undefined;
}

/** Makes the events of one line: what is around the message's own words is the same for all kinds. */
export class Line {
  more: Record<string, unknown> | undefined;

  constructor(
    readonly header: SyslogHeader,
    readonly context: EventContext,
    readonly text: string,
  ) {}

  /** Something for `unmapped`. */
  note(name: 'level' | 'stage' | 'addresses', value: unknown): void {
    this.more ??= {};
    this.more[name] = value;
  }

  #unmapped(more: AnyObject | undefined): AnyObject | undefined {
    const all = this.more === undefined ? more : more === undefined ? this.more : { ...this.more, ...more };
    return unmappedOf(this.header, this.context, all);
  }

  authentication(activity: 1 | 2, said: Said): AuthenticationEvent {
    const { header, context } = this;
    const status = said.status ?? STATUS.unknown;
    const method = said.method;
    return {
      metadata: metadataOf(header, context, NAME, PRODUCT, undefined),
      class_uid: 3002,
      category_uid: 3,
      activity_id: activity,
      type_uid: typeUid(3002, activity),
      severity_id: severityOf(header),
      status_id: status,
      status: status === 99 ? said.statusName : STATUS_CAPTION[status],
      status_detail: said.detail,
      time: header.time,
      count: header.count,
      user: said.user ?? NOBODY,
      src_endpoint: said.from,
      dst_endpoint: destination(header),
      service: SERVICE,
      auth_protocol_id: method === undefined ? undefined : 99,
      auth_protocol: method,
      is_remote: true,
      certificate: said.certificate,
      logon_process: header.pid === undefined ? undefined : { name: header.program, pid: header.pid },
      raw_data: context.raw,
      unmapped: this.#unmapped(said.more),
    };
  }

  activity(activity: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99, said: Said): SshActivityEvent {
    const { header, context } = this;
    const status = said.status ?? STATUS.unknown;
    return {
      metadata: metadataOf(header, context, NAME, PRODUCT, HOST),
      class_uid: 4007,
      category_uid: 4,
      activity_id: activity,
      activity_name: said.activityName,
      type_uid: typeUid(4007, activity),
      severity_id: severityOf(header),
      status_id: status,
      status: status === 99 ? said.statusName : STATUS_CAPTION[status],
      status_code: said.code,
      status_detail: said.detail,
      time: header.time,
      count: header.count,
      message: this.text,
      src_endpoint: said.from,
      dst_endpoint: said.to ?? destination(header) ?? (said.from === undefined ? NOWHERE : undefined),
      device: deviceOf(header),
      actor: writer(header, said.user),
      traffic: said.traffic,
      raw_data: context.raw,
      unmapped: this.#unmapped(said.more),
    };
  }
}

const NOWHERE = { name: UNKNOWN } as const;

function destination(header: SyslogHeader): NetworkEndpointObject | undefined {
  const host = header.host;
  return host === undefined || host === '' ? undefined : endpoint(host);
}

export const refusal = (line: Line, user: string, detail: string, from?: NetworkEndpointObject): OcsfEvent =>
  line.authentication(LOGON, { user: named(user), from, status: STATUS.failure, detail });

/** A connection that came to nothing, its address wherever the text has one that is the only one. */
export const failure = (line: Line): OcsfEvent =>
  line.activity(FAIL, { from: onlyPlace(line), status: STATUS.failure });

export const note = (line: Line, activityName: string, from: NetworkEndpointObject): OcsfEvent =>
  line.activity(OTHER, { activityName, from });

export function onlyPlace(line: Line): NetworkEndpointObject | undefined {
  const places = placesIn(line.text, 0);
  if (places.length > 1) line.note('addresses', addressesIn(line.text));
  return places.length === 1 ? places[0]!.from : undefined;
}
