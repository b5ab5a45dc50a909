import { SEVERITY } from '../../ocsf/build';
import type { CommonEvent, FirewallRuleObject } from '../../ocsf/generated/types';
import { digits, text } from '../values';

/**
 * One alert of ModSecurity or Coraza, as they write it into the server's error log:
 *
 *     ModSecurity: Access denied with code 403 (phase 2). Matched "Operator `Ge' with parameter `5' …" [file "/etc/crs/949.conf"]
 *     [line "80"] [id "949110"] [rev ""] [msg "Inbound Anomaly Score Exceeded"] [data ""] [severity "2"] [ver "OWASP_CRS/4.0.0"]
 *     [tag "attack-generic"] [hostname "192.0.2.1"] [uri "/"] [unique_id "164051861"] [ref ""]
 *
 * Field meanings: OWASP ModSecurity, "ModSecurity 2 Data Formats" (alerts); OWASP Coraza, its error log.
 */
export interface Alert {
  readonly rule: FirewallRuleObject | undefined;
  readonly blocked: boolean;
  /** With which status the request was answered, if the alert says so. */
  readonly code: number | undefined;
  readonly severity: CommonEvent['severity_id'];
  readonly uniqueId: string | undefined;
  readonly client: string | undefined;
  readonly hostname: string | undefined;
  readonly uri: string | undefined;
  /** What the engine did and why: the text before the fields. */
  readonly message: string;
  readonly file: string | undefined;
  readonly line: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly accuracy: string | undefined;
  readonly maturity: string | undefined;
  readonly ref: string | undefined;
  /** Where the alert's last field ends. */
  readonly end: number;
}

/** Profiles that the attributes of an alert belong to. */
export const ALERT_PROFILES = ['security_control'] as const;

const ENGINES = ['ModSecurity: ', 'Coraza: '];
/** Fields that one alert has at most; rules have some thirty tags at most. */
const MOST_FIELDS = 256;

/** The alert in a message, undefined if it holds none. Its values are taken as far as the next `"]`. */
export function alertOf(message: string): Alert | undefined {
  const start = startOf(message);
  if (start < 0) return undefined;
  const fieldsAt = message.indexOf(' [file "', start);
  const what = message.slice(start, fieldsAt < 0 ? message.length : fieldsAt);
  const fields = new Map<string, string>();
  const tags: string[] = [];
  let at = fieldsAt < 0 ? message.length : fieldsAt + 1;
  let end = fieldsAt < 0 ? message.length : fieldsAt;
  for (let n = 0; n < MOST_FIELDS && message.charCodeAt(at) === 91; n++) {
    const space = message.indexOf(' "', at);
    if (space < 0 || space - at > 32) break;
    const close = closeOf(message, space + 2);
    if (close < 0) break;
    const name = message.slice(at + 1, space);
    const value = message.slice(space + 2, close);
    if (name === 'tag') tags.push(value);
    else fields.set(name, value);
    end = close + 2;
    at = end + 1;
  }
  const uid = text(fields.get('id'));
  const name = text(fields.get('msg'));
  const detail = text(fields.get('data'));
  const blocked = /^(?:ModSecurity|Coraza): Access (?:denied|to [^ ]+ dropped)/.test(what);
  const status = blocked ? codeOf(what) : -1;
  return {
    rule:
      uid === undefined && name === undefined
        ? undefined
        : {
            uid,
            name,
            version: text(fields.get('ver')),
            category: tags.find((tag) => tag.startsWith('attack-')),
            condition: conditionOf(what),
            match_location: locationOf(what),
            match_details: detail === undefined ? undefined : [detail],
          },
    blocked,
    code: status < 100 || status > 999 ? undefined : status,
    severity: alertSeverity(fields.get('severity')),
    uniqueId: text(fields.get('unique_id')),
    client: text(clientOf(message, start)),
    hostname: text(fields.get('hostname')),
    uri: text(fields.get('uri')),
    message: what,
    file: text(fields.get('file')),
    line: text(fields.get('line')),
    tags: tags.length === 0 ? undefined : tags,
    accuracy: text(fields.get('accuracy')),
    maturity: text(fields.get('maturity')),
    ref: text(fields.get('ref')),
    end,
  };
}

/** An alert begins its message, or follows nothing but the client in brackets. */
function startOf(message: string): number {
  const first =
    message.charCodeAt(0) === 91 && message.startsWith('[client ') ? message.indexOf('] ') + 2 : 0;
  return first !== 1 && ENGINES.some((engine) => message.startsWith(engine, first)) ? first : -1;
}

/** `192.0.2.7` of `[client 192.0.2.7] ` or `[client "192.0.2.7"] `. */
function clientOf(message: string, start: number): string | undefined {
  if (start === 0) return undefined;
  const client = message.slice(8, start - 2);
  return client.charCodeAt(0) === 34 ? client.slice(1, -1) : client;
}

/** Where `"]` closes a value: before another field, or before what follows the last. */
function closeOf(message: string, start: number): number {
  for (let at = message.indexOf('"]', start); at >= 0; at = message.indexOf('"]', at + 2)) {
    const next = message.charCodeAt(at + 2);
    if (Number.isNaN(next) || next === 44 || next === 10) return at;
    if (next === 32 && (message.charCodeAt(at + 3) === 91 || message.startsWith('while ', at + 3))) return at;
  }
  return -1;
}

/** 403 of `Access denied with code 403 (phase 2)`. */
function codeOf(what: string): number {
  const at = what.indexOf(' code ');
  return at < 0 || at > 64 ? -1 : digits(what.slice(at + 6, at + 9));
}

/** ``REQUEST_URI`` of ``against variable `REQUEST_URI' (Value: …``. */
function locationOf(what: string): string | undefined {
  const at = what.indexOf(' against variable `');
  if (at < 0) return undefined;
  const end = what.indexOf("'", at + 19);
  return end < 0 ? undefined : text(what.slice(at + 19, end));
}

function conditionOf(what: string): string | undefined {
  const at = what.indexOf('Matched "');
  if (at < 0) return undefined;
  const end = what.indexOf(' against variable `', at);
  return end < 0 ? undefined : text(what.slice(at + 9, end));
}

const LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];
const SEVERITIES = [
  SEVERITY.fatal,
  SEVERITY.critical,
  SEVERITY.critical,
  SEVERITY.high,
  SEVERITY.medium,
  SEVERITY.low,
  SEVERITY.informational,
  SEVERITY.informational,
] as const;

/** Of a syslog level, by number or by name. */
export function alertSeverity(level: string | undefined): CommonEvent['severity_id'] {
  if (level === undefined || level === '' || level.length > 9) return SEVERITY.unknown;
  const number = digits(level);
  return SEVERITIES[number < 0 ? LEVELS.indexOf(level.toLowerCase()) : number] ?? SEVERITY.unknown;
}
