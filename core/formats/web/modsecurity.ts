import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { CommonEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, obj, rest, str, text } from '../values';
import {
  activityOf,
  addresses,
  count,
  endpointOf,
  hostOf,
  methodOf,
  outcomeOf,
  portOf,
  statusOf,
  urlOf,
} from './http';
import { ALERT_PROFILES, alertSeverity } from './modsecurity-alert';

/**
 * The audit log of libmodsecurity (version 3) in JSON, a transaction a line. (Its alerts in a server's error log are
 * that log's events.)
 *
 *     {"transaction":{"client_ip":"192.0.2.7","time_stamp":"Mon Nov 23 09:00:00 2026","client_port":40146,"host_ip":"192.0.2.1","host_port":80,
 *      "unique_id":"1763888400.1","is_interrupted":true,"request":{"method":"GET","http_version":1.1,"uri":"/?id=1","headers":{…}},
 *      "response":{"http_code":403,"headers":{…}},"producer":{…},"messages":[{"message":"SQL Injection Attack","details":{"ruleId":"942100", …}}]}}
 *
 * HTTP Activity (4002), profile `security_control`: `firewall_rule` is the first rule that matched. All messages, headers
 * and bodies are under `unmapped.transaction`. Denied if the transaction was interrupted. The time has no zone and is
 * taken as UTC.
 *
 * Field meanings: OWASP ModSecurity, "Reference Manual (v3.x)", SecAuditLogFormat, and Transaction::toJSON
 * (transaction.cc); lines that others published (its issue 3100; tangfeixiong/nta, libmodsecurity).
 */
export const modsecurity: JsonFormat = {
  name: 'modsecurity',
  title: 'ModSecurity audit log in JSON (libmodsecurity)',
  kind: 'json',
  classes: [4002],
  sample:
    '{"transaction":{"client_ip":"192.0.2.7","time_stamp":"Mon Nov 23 09:00:00 2026","server_id":"b95a","client_port":40146,"host_ip":"192.0.2.1","host_port":80,"unique_id":"1763888400.1","is_interrupted":true,"request":{"method":"GET","http_version":1.1,"uri":"/a?id=1","headers":{"Host":"example.com","User-Agent":"curl/8.0","Referer":"http://example.com/"}},"response":{"http_code":403,"headers":{"Content-Type":"text/html"}},"producer":{"modsecurity":"ModSecurity v3.0.15 (Linux)","connector":"ModSecurity-nginx v1.0.4","secrules_engine":"Enabled"},"messages":[{"message":"SQL Injection Attack","details":{"match":"detected SQLi","reference":"v15,20","ruleId":"942100","file":"942.conf","lineNumber":"46","data":"Matched Data: x","severity":"2","ver":"OWASP_CRS/4.0.0","rev":"","tags":["attack-sqli"],"maturity":"0","accuracy":"0"}}]}}',
  evidence: 'published',
  sources: [
    'OWASP ModSecurity, "Reference Manual (v3.x)", SecAuditLogFormat; transaction.cc',
    'tangfeixiong/nta, libmodsecurity: lines of an audit log',
  ],
  fields: [
    ['client_ip, client_port', 'src_endpoint.ip, src_endpoint.port'],
    ['host_ip, host_port', 'dst_endpoint.ip, dst_endpoint.port'],
    ['time_stamp', 'time'],
    ['unique_id', 'metadata.correlation_uid, http_request.uid'],
    ['is_interrupted', 'action_id, disposition_id'],
    ['request.method', 'http_request.http_method'],
    ['request.http_version', 'http_request.version'],
    ['request.uri', 'http_request.url.path, http_request.url.query_string'],
    ['request.headers', 'http_request.user_agent, http_request.referrer, dst_endpoint.hostname'],
    ['response.http_code', 'http_response.code'],
    ['messages[0].message', 'firewall_rule.name, message'],
    ['messages[0].details.ruleId, ver', 'firewall_rule.uid, firewall_rule.version'],
    ['messages[0].details.match, data', 'firewall_rule.condition, firewall_rule.match_details[]'],
    ['messages[0].details.severity', 'severity_id'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'ModSecurity', vendor_name: 'OWASP' } as const;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const TAKEN: ReadonlySet<string> = new Set([
  'client_ip',
  'client_port',
  'host_ip',
  'host_port',
  'time_stamp',
  'unique_id',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { transaction } = value;
  if (!isObject(transaction) || typeof transaction.client_ip !== 'string' || !isObject(transaction.request))
    return undefined;
  if (typeof transaction.time_stamp !== 'string' || transaction.unique_id === undefined) return undefined;
  const { request } = transaction;
  const stamp = timeOf(transaction.time_stamp);
  const time = Number.isNaN(stamp) ? context.time : stamp;
  const headers = headersOf(request.headers);
  const host = hostOf(headers.get('host') ?? '');
  const hostname = text(host.host);
  const serverIp = text(transaction.host_ip);
  const status = statusOf(obj(transaction.response).http_code);
  const messages = Array.isArray(transaction.messages) ? (transaction.messages as readonly unknown[]) : [];
  const first = obj(messages[0]);
  const details = obj(first.details);
  const rule = text(details.ruleId);
  const message = text(first.message);
  const match = text(details.match);
  const detail = text(details.data);
  const interrupted = transaction.is_interrupted;
  const name = str(request.method);
  const activity = activityOf(name);
  const outcome = interrupted === true ? STATUS.failure : outcomeOf(status);
  const uid = text(transaction.unique_id);
  const version = request.http_version;
  const tags = Array.isArray(details.tags) ? (details.tags as readonly unknown[]) : [];
  return {
    metadata: Object.assign(context.metadata(modsecurity.name, PRODUCT, ALERT_PROFILES, undefined), {
      correlation_uid: uid,
    }),
    time,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? name : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: severityOf(details.severity, messages.length),
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_detail: interrupted === true ? message : undefined,
    message,
    is_alert: messages.length > 0,
    action_id: interrupted === true ? 2 : messages.length > 0 ? 3 : interrupted === false ? 1 : 0,
    disposition_id: interrupted === true ? 2 : messages.length > 0 ? 15 : interrupted === false ? 1 : 0,
    firewall_rule:
      rule === undefined && message === undefined
        ? undefined
        : {
            uid: rule,
            name: message,
            version: text(details.ver),
            category: tags.map(str).find((tag) => tag?.startsWith('attack-')),
            condition: match,
            match_details: detail === undefined ? undefined : [detail],
          },
    src_endpoint: endpointOf(transaction.client_ip, portOf(transaction.client_port)),
    dst_endpoint:
      serverIp === undefined
        ? hostname === undefined
          ? undefined
          : endpointOf(hostname, host.port)
        : { ...endpointOf(serverIp, portOf(transaction.host_port)), hostname },
    http_request: {
      uid,
      http_method: methodOf(name),
      url: typeof request.uri === 'string' ? urlOf(request.uri, hostname, host.port) : undefined,
      version: typeof version === 'number' ? version.toFixed(1) : text(version),
      referrer: headers.get('referer'),
      user_agent: headers.get('user-agent'),
      x_forwarded_for: addresses(headers.get('x-forwarded-for') ?? ''),
    },
    http_response: status < 0 ? undefined : { code: status },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, { transaction: rest(transaction, TAKEN) }),
  };
}

/** Without a rule nothing is known to be wrong. */
const severityOf = (level: unknown, messages: number): CommonEvent['severity_id'] =>
  messages === 0 ? SEVERITY.informational : alertSeverity(str(level) ?? String(count(level) ?? ''));

/** Headers of interest, by their names in lower case. */
function headersOf(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const headers = obj(value);
  for (const name in headers) {
    const header = text(headers[name]);
    if (header !== undefined && name.length < 32) found.set(name.toLowerCase(), header);
  }
  return found;
}

/** `Mon Nov  2 09:00:00 2026`, as C's ctime has it. */
function timeOf(stamp: string): number {
  const month = MONTHS.indexOf(stamp.slice(4, 7));
  if (stamp.length !== 24 || month % 3 !== 0) return Number.NaN;
  const number = month / 3 + 1;
  const day = stamp.charCodeAt(8) === 32 ? `0${stamp[9]}` : stamp.slice(8, 10);
  return parseIso(`${stamp.slice(20)}-${number < 10 ? '0' : ''}${number}-${day}T${stamp.slice(11, 19)}`);
}
