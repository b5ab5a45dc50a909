import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AnyObject,
  CommonEvent,
  HttpActivityEvent,
  HttpRequestObject,
  NetworkEndpointObject,
  OcsfEvent,
  ProductObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { ALERT_PROFILES, type Alert } from './modsecurity-alert';

/**
 * What the error logs of web servers become, by what a line is about:
 *
 * - a user who was not let in: Authentication (3002), a failed logon;
 * - a request, among them alerts of ModSecurity and Coraza (profile `security_control`): HTTP Activity (4002);
 * - a connection that never came to a request: Network Activity (4001);
 * - the server itself: Application Lifecycle (6002) for start and stop, Application Error (6008) from warnings on,
 *   else Base Event (0).
 */
export interface ErrorLine {
  readonly time: number;
  /** As the server writes it: `error`, `warn`, `notice` … */
  readonly level: string;
  readonly message: string;
  /** The message's number, where the server numbers them (`AH01618`). */
  readonly code: string | undefined;
  readonly client: NetworkEndpointObject | undefined;
  readonly server: NetworkEndpointObject | undefined;
  /** What is known of the request; undefined if there was none. */
  readonly request: HttpRequestObject | undefined;
  /** The activity of its method. */
  readonly activity: HttpActivityEvent['activity_id'];
  readonly activityName: string | undefined;
  /** The name of a user who was refused. */
  readonly refused: string | undefined;
  readonly authProtocol: 'Basic Authentication' | 'Digest' | undefined;
  readonly alert: Alert | undefined;
  readonly unmapped: AnyObject;
}

/** OCSF action_id of what was let pass and written down. */
const OBSERVED = 3;

const LEVELS: ReadonlyMap<string, CommonEvent['severity_id']> = new Map([
  ['emerg', SEVERITY.fatal],
  ['alert', SEVERITY.critical],
  ['crit', SEVERITY.critical],
  ['error', SEVERITY.high],
  ['warn', SEVERITY.medium],
  ['notice', SEVERITY.low],
  ['info', SEVERITY.informational],
  ['debug', SEVERITY.informational],
]);

/** Severity of a level; undefined for what is no level of nginx or Apache. */
export const severityOf = (level: string): CommonEvent['severity_id'] | undefined =>
  LEVELS.get(level) ?? (/^trace[1-8]$/.test(level) ? SEVERITY.informational : undefined);

export function errorEvent(
  format: string,
  product: ProductObject,
  line: ErrorLine,
  context: EventContext,
): OcsfEvent {
  const { alert, time } = line;
  const severity = severityOf(line.level) ?? SEVERITY.unknown;
  const metadata = Object.assign(
    context.metadata(format, product, alert === undefined ? undefined : ALERT_PROFILES, undefined),
    { log_level: line.level, event_code: line.code, correlation_uid: alert?.uniqueId },
  );
  const unmapped = context.unmapped(undefined, time, line.unmapped);
  if (line.refused !== undefined)
    return {
      metadata,
      time,
      severity_id: severity,
      message: line.message,
      class_uid: 3002,
      category_uid: 3,
      activity_id: 1,
      type_uid: typeUid(3002, 1),
      status_id: STATUS.failure,
      status: STATUS_CAPTION[STATUS.failure],
      status_detail: line.message,
      user: { name: line.refused },
      auth_protocol: line.authProtocol,
      auth_protocol_id: line.authProtocol === undefined ? 0 : line.authProtocol === 'Digest' ? 3 : 11,
      is_remote: true,
      service: { name: product.name ?? UNKNOWN },
      src_endpoint: line.client,
      dst_endpoint: line.server,
      http_request: line.request,
      raw_data: context.raw,
      unmapped,
    };
  if (line.request !== undefined) {
    const failed = alert === undefined ? severity >= SEVERITY.high : alert.blocked;
    const outcome = failed ? STATUS.failure : STATUS.unknown;
    return {
      metadata,
      time,
      severity_id: alert === undefined || alert.severity === SEVERITY.unknown ? severity : alert.severity,
      message: line.message,
      class_uid: 4002,
      category_uid: 4,
      activity_id: line.activity,
      activity_name: line.activityName,
      type_uid: typeUid(4002, line.activity),
      status_id: outcome,
      status: STATUS_CAPTION[outcome],
      status_code: alert?.code === undefined ? undefined : String(alert.code),
      status_detail: failed ? (alert?.rule?.name ?? line.message) : undefined,
      is_alert: alert === undefined ? undefined : true,
      action_id: alert === undefined ? undefined : alert.blocked ? ACTION.denied : OBSERVED,
      disposition_id: alert === undefined ? undefined : alert.blocked ? 2 : 15,
      firewall_rule: alert?.rule,
      src_endpoint: line.client,
      dst_endpoint: line.server,
      http_request: line.request,
      http_response: alert?.code === undefined ? undefined : { code: alert.code },
      raw_data: context.raw,
      unmapped,
    };
  }
  if (line.client !== undefined) {
    const failed = severity >= SEVERITY.high;
    const outcome = failed ? STATUS.failure : STATUS.unknown;
    return {
      metadata,
      time,
      severity_id: severity,
      message: line.message,
      class_uid: 4001,
      category_uid: 4,
      activity_id: failed ? 4 : 0,
      type_uid: typeUid(4001, failed ? 4 : 0),
      status_id: outcome,
      status: STATUS_CAPTION[outcome],
      status_detail: failed ? line.message : undefined,
      src_endpoint: line.client,
      dst_endpoint: line.server,
      raw_data: context.raw,
      unmapped,
    };
  }
  const step = lifecycleOf(line.message);
  if (step !== undefined)
    return {
      metadata,
      time,
      severity_id: severity,
      message: line.message,
      class_uid: 6002,
      category_uid: 6,
      activity_id: step,
      type_uid: typeUid(6002, step),
      app: product,
      raw_data: context.raw,
      unmapped,
    };
  if (severity >= SEVERITY.medium)
    return {
      metadata,
      time,
      severity_id: severity,
      message: line.message,
      class_uid: 6008,
      category_uid: 6,
      activity_id: 1,
      type_uid: typeUid(6008, 1),
      raw_data: context.raw,
      unmapped,
    };
  return {
    metadata,
    time,
    severity_id: severity,
    message: line.message,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    raw_data: context.raw,
    unmapped,
  };
}

/** Start, stop or restart of the server by nginx's and Apache's own words for it. */
function lifecycleOf(message: string): 3 | 4 | 5 | undefined {
  if (message === 'start worker processes' || message.endsWith(' configured -- resuming normal operations'))
    return 3;
  if (message.endsWith(', shutting down') || message.endsWith(', exiting') || message === 'exit') return 4;
  if (message.startsWith('Graceful restart requested') || message.endsWith('Attempting to restart')) return 5;
  return undefined;
}
