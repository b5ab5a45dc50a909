import { SEVERITY, typeUid } from '../../ocsf/build';
import type {
  ActorObject,
  AnyObject,
  BaseEventEvent,
  DeviceObject,
  NetworkEndpointObject,
  ProductObject,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import type { SyslogHeader } from './header';

/** What the events of all programs that write to syslog have in common. */

/** For `metadata.profiles` of events with a `device` or an `actor`. */
export const HOST = ['host'] as const;

const BY_SYSLOG = [
  SEVERITY.fatal,
  SEVERITY.critical,
  SEVERITY.critical,
  SEVERITY.high,
  SEVERITY.medium,
  SEVERITY.low,
  SEVERITY.informational,
  SEVERITY.informational,
] as const;

/** RFC 5424's emergency, alert, critical, error, warning, notice, informational, debug. */
export const severityOf = (
  header: SyslogHeader,
  otherwise: 0 | 1 = SEVERITY.informational,
): BaseEventEvent['severity_id'] =>
  header.priority < 0 ? otherwise : (BY_SYSLOG[header.priority & 7] ?? otherwise);

/** @param address as a source has it: an address or a name */
export const endpoint = (address: string, port?: number): NetworkEndpointObject =>
  isIp(address) ? { ip: address, port } : { hostname: address, port };

/** The host that wrote the line. */
export function deviceOf(header: SyslogHeader): DeviceObject | undefined {
  const host = header.host;
  if (host === undefined || host === '') return undefined;
  return isIp(host) ? { ip: host, type_id: 0 } : { hostname: host, type_id: 0 };
}

/** The process that wrote the line, as far as it says, and the user behind what it says. */
export function writer(header: SyslogHeader, user?: UserObject): ActorObject | undefined {
  const { program, pid } = header;
  if (pid !== undefined) return { process: { name: program, pid }, user };
  if (program !== undefined) return { app_name: program, user };
  return user === undefined ? undefined : { user };
}

export function metadataOf(
  header: SyslogHeader,
  context: EventContext,
  format: string,
  product: ProductObject,
  profiles: readonly string[] | undefined,
) {
  const metadata = context.metadata(format, product, profiles, undefined);
  return header.sequence === undefined ? metadata : { ...metadata, sequence: header.sequence };
}

/** What the header says that has no attribute, if anything: `unmapped.syslog`. */
function headerFields(header: SyslogHeader): AnyObject | undefined {
  if (header.priority < 0) return header.more;
  return { facility: header.priority >> 3, severity: header.priority & 7, ...header.more };
}

/** `unmapped` of an event: the header's rest, and `more`. */
export function unmappedOf(
  header: SyslogHeader,
  context: EventContext,
  more?: AnyObject,
): AnyObject | undefined {
  const syslog = headerFields(header);
  return context.unmapped(undefined, header.time, syslog === undefined ? more : { syslog, ...more });
}

/** All that the header says, for an event that another format made of the message. */
export const wrapperFields = (header: SyslogHeader): AnyObject => ({
  time: header.time,
  host: header.host,
  program: header.program,
  pid: header.pid,
  count: header.count,
  sequence: header.sequence,
  ...headerFields(header),
});

/** A line of which no more is known than its header: Base Event with the message. */
export function plainEvent(
  header: SyslogHeader,
  context: EventContext,
  format: string,
  product: ProductObject,
): BaseEventEvent {
  return {
    metadata: metadataOf(header, context, format, product, HOST),
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: severityOf(header, SEVERITY.unknown),
    time: header.time,
    count: header.count,
    message: header.message === '' ? undefined : header.message,
    device: deviceOf(header),
    actor: writer(header),
    raw_data: context.raw,
    unmapped: unmappedOf(header, context),
  };
}
