import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, obj, rest, text } from '../values';
import { methodOf } from '../web/http';
import { activityOf, auditEvent, type Entry, emailOf, personOf, type Subject, sourceOf } from './audit';

/**
 * Auth0's tenant logs: as a log stream sends them, the event within `data`, and as the Management API gives them.
 *
 *     {"log_id":"9002…","data":{"date":"2026-11-23T09:00:00.149Z","type":"fp","description":"Wrong email or password.","connection":"Users","client_id":"1HXW",
 *      "client_name":"Shop","ip":"192.0.2.7","user_agent":"Mozilla/5.0","hostname":"example.eu.auth0.com","user_id":"auth0|1","user_name":"alice@example.com",
 *      "strategy":"auth0","log_id":"9002…"}}
 *
 * By `type`: Authentication (3002) for logins, logouts, exchanges of tokens and second factors; Account Change (3001) for
 * sign-ups, passwords, deleted and unblocked users and enrolled factors; API Activity (6003) for all else, of which the
 * Management API's calls (`sapi`, `fapi`, `mgmt_api_read`) have their request, whoever was authorised for it being the
 * actor. Under `unmapped`: `type`, `details` but for the request's method and path, and all other fields; of a
 * stream's event also what stands beside `data`.
 *
 * Field meanings: Auth0, "Log Event Type Codes" and "Log Event Filters"; Auth0 Management API, logs; Panther documentation,
 * "Auth0 logs".
 */
export const auth0: JsonFormat = {
  name: 'auth0',
  title: "Auth0's tenant logs",
  kind: 'json',
  classes: [3002, 3001, 6003],
  sample:
    '{"log_id":"90020261123090000149781000000000000001223372037583230452","data":{"date":"2026-11-23T09:00:00.149Z","type":"fp","description":"Wrong email or password.","connection":"Username-Password-Authentication","connection_id":"con_1","client_id":"1HXWWGKk1Zj3","client_name":"Shop","ip":"192.0.2.7","user_agent":"Mozilla/5.0","hostname":"example.eu.auth0.com","user_id":"auth0|5f1","user_name":"alice@example.com","strategy":"auth0","strategy_type":"database","session_id":"s1","log_id":"90020261123090000149781000000000000001223372037583230452"}}',
  evidence: 'corpus',
  sources: [
    'Auth0, "Log Event Type Codes" and "Log Event Filters"',
    'Auth0 Management API, logs',
    'Panther documentation, "Auth0 logs"',
  ],
  fields: [
    ['log_id', 'metadata.original_event_uid'],
    ['data.date', 'time'],
    ['data.type', 'metadata.event_code, activity_id, status_id'],
    ['data.description', 'message, api.operation, status_detail'],
    ['data.user_id, user_name', 'user.uid, user.name, actor.user.uid'],
    ['data.details.request.auth.user', 'actor.user.name, actor.user.uid, actor.user.full_name'],
    ['data.details.request.method, path', 'http_request.http_method, http_request.url.path'],
    ['data.details.response.statusCode', 'api.response.code, status_id'],
    ['data.details.request.auth.credentials.jti', 'actor.session.credential_uid'],
    ['data.session_id', 'actor.session.uid'],
    ['data.ip', 'src_endpoint.ip'],
    ['data.user_agent', 'http_request.user_agent'],
    ['data.client_id, client_name', 'actor.app_uid, actor.app_name'],
    ['data.connection, strategy', 'actor.idp.name'],
    ['data.hostname, audience', 'dst_endpoint.hostname, service.name'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Auth0', vendor_name: 'Okta' } as const;

const OUTER: ReadonlySet<string> = new Set(['data', 'log_id']);
const TAKEN: ReadonlySet<string> = new Set(
  'log_id date description user_id user_name session_id ip user_agent client_id client_name connection hostname'.split(
    ' ',
  ),
);

type Rule = {
  readonly to: 3002 | 3001;
  readonly activity: 1 | 2 | 3 | 4 | 6 | 10 | 11 | 12 | 99;
  readonly failed: boolean;
  readonly mfa?: true;
};

const on = (rule: Rule, codes: string): (readonly [string, Rule])[] =>
  codes.split(' ').map((code) => [code, rule]);

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...on(
    { to: 3002, activity: 1, failed: false },
    's ssa sens seacft seccft sepft serft seoobft seotpft sepkoobft sepkotpft sepkrcft sede scoa oidc_backchannel_login_succeeded',
  ),
  ...on(
    { to: 3002, activity: 1, failed: true },
    'f fp fu fc fco fcoa fens fsa feacft feccft fepft fercft ferrt fertft feoobft feotpft fepkoobft fepkotpft fepkrcft fede pwd_leak limit_wc limit_sul limit_mu',
  ),
  ...on({ to: 3002, activity: 1, failed: false, mfa: true }, 'gd_auth_succeed gd_recovery_succeed'),
  ...on(
    { to: 3002, activity: 1, failed: true, mfa: true },
    'gd_auth_failed gd_auth_rejected gd_recovery_failed gd_otp_rate_limit_exceed gd_recovery_rate_limit_exceed gd_webauthn_challenge_failed',
  ),
  ...on(
    { to: 3002, activity: 99, failed: false, mfa: true },
    'gd_start_auth gd_send_pn gd_send_sms gd_send_voice gd_send_email',
  ),
  ...on(
    { to: 3002, activity: 99, failed: true, mfa: true },
    'gd_send_pn_failure gd_send_sms_failure gd_send_voice_failure',
  ),
  ...on({ to: 3002, activity: 2, failed: false }, 'slo oidc_backchannel_logout_succeeded'),
  ...on({ to: 3002, activity: 2, failed: true }, 'flo oidc_backchannel_logout_failed'),
  ...on({ to: 3001, activity: 1, failed: false }, 'ss'),
  ...on({ to: 3001, activity: 1, failed: true }, 'fs signup_pwd_leak'),
  ...on({ to: 3001, activity: 3, failed: false }, 'scp'),
  ...on({ to: 3001, activity: 3, failed: true }, 'fcp'),
  ...on({ to: 3001, activity: 4, failed: false }, 'scpr'),
  ...on({ to: 3001, activity: 4, failed: true }, 'fcpr reset_pwd_leak'),
  ...on({ to: 3001, activity: 6, failed: false }, 'sdu du'),
  ...on({ to: 3001, activity: 6, failed: true }, 'fdu'),
  ...on({ to: 3001, activity: 10, failed: false }, 'gd_enrollment_complete'),
  ...on({ to: 3001, activity: 11, failed: false }, 'gd_unenroll'),
  ...on({ to: 3001, activity: 12, failed: false }, 'ublkdu'),
  ...on({ to: 3001, activity: 99, failed: false }, 'sce scu scpn sv svr sui'),
  ...on({ to: 3001, activity: 99, failed: true }, 'fce fcu fcpn fv fvr fui'),
]);

/** Codes that are of neither, and say that something went wrong. */
const FAILED: ReadonlySet<string> = new Set(
  'fapi fcph fcpro fd fdeac fdeaz fdecc fn actions_execution_failed api_limit limit_delegation limit_ui'.split(
    ' ',
  ),
);

/** What somebody should look at: leaked passwords, blocked accounts and addresses. */
const ALARMING: ReadonlySet<string> = new Set(
  'pwd_leak signup_pwd_leak reset_pwd_leak limit_wc limit_mu limit_sul ferrt'.split(' '),
);

/** Codes are short words, in lower case. */
const CODE = /^[a-z][a-z0-9_]{0,47}$/;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const streamed = isObject(event.data);
  const data = streamed ? (event.data as JsonObject) : event;
  const { type, date } = data;
  if (typeof type !== 'string' || typeof date !== 'string' || !CODE.test(type)) return undefined;
  if (
    typeof data.client_id !== 'string' &&
    typeof data.log_id !== 'string' &&
    typeof event.log_id !== 'string'
  )
    return undefined;
  if (data.description === undefined && data.ip === undefined && data.connection === undefined)
    return undefined;
  if (!streamed && (typeof data.log_id !== 'string' || data.client_id === undefined)) return undefined;
  const parsed = parseIso(date);
  const rule = RULES.get(type);
  const details = obj(data.details);
  const request = obj(details.request);
  const response = obj(details.response);
  const code = response.statusCode;
  const status = typeof code === 'number' && Number.isSafeInteger(code) ? code : undefined;
  const failed =
    rule === undefined ? FAILED.has(type) || (status !== undefined && status >= 400) : rule.failed;
  const description = text(data.description);
  const user =
    personOf(text(data.user_name), text(data.user_id)) ?? personOf(undefined, text(data.user_email));
  const admin = obj(obj(request.auth).user);
  const token = text(obj(obj(request.auth).credentials).jti);
  const session = text(data.session_id);
  const idp = text(data.connection) ?? text(data.strategy);
  const method = methodOf(text(request.method)?.toUpperCase());
  const path = text(request.path);
  const agent = text(data.user_agent) ?? text(request.userAgent);
  const entry: Entry = {
    format: auth0.name,
    product: PRODUCT,
    uid: text(data.log_id) ?? text(event.log_id),
    time: Number.isNaN(parsed) ? context.time : parsed,
    operation: rule === undefined ? (description ?? type) : type,
    code: type,
    severity: ALARMING.has(type) ? SEVERITY.medium : SEVERITY.informational,
    status: failed ? STATUS.failure : STATUS.success,
    statusCode: status === undefined ? undefined : String(status),
    detail: failed
      ? (text(obj(details.error).message) ??
        text(response.message) ??
        (rule === undefined ? undefined : description))
      : undefined,
    message: description,
    actor: {
      user: adminOf(admin) ?? user ?? { name: UNKNOWN },
      session:
        session === undefined && token === undefined ? undefined : { uid: session, credential_uid: token },
      app_uid: text(data.client_id),
      app_name: text(data.client_name),
      idp: idp === undefined ? undefined : { name: idp, uid: text(data.connection_id) },
    },
    source: sourceOf(text(data.ip) ?? text(request.ip)),
    http:
      agent === undefined && path === undefined
        ? undefined
        : { user_agent: agent, http_method: method, url: path === undefined ? undefined : { path } },
    api: {
      operation: rule === undefined ? (description ?? type) : type,
      service: { name: 'Auth0' },
      response: status === undefined ? undefined : { code: status },
    },
    service: 'Auth0',
    rest: streamed ? { ...rest(event, OUTER), ...rest(data, TAKEN) } : rest(data, TAKEN),
  };
  return auditEvent(entry, subjectOf(entry, rule, data, user, method), context);
}

function adminOf(admin: JsonObject): UserObject | undefined {
  const name = text(admin.name);
  const email = text(admin.email);
  const user = personOf(email ?? name, text(admin.user_id));
  return user === undefined ? undefined : { ...user, full_name: name, email_addr: emailOf(email) };
}

function subjectOf(
  entry: Entry,
  rule: Rule | undefined,
  data: JsonObject,
  user: UserObject | undefined,
  method: string | undefined,
): Subject {
  const somebody = user ?? entry.actor.user ?? { name: UNKNOWN };
  if (rule?.to === 3002) {
    const host = text(data.hostname);
    const activity = rule.activity === 1 || rule.activity === 2 ? rule.activity : 99;
    return {
      to: 3002,
      activity,
      user: somebody,
      mfa: rule.mfa,
      service: text(data.client_name) ?? text(data.audience),
      destination: host === undefined ? undefined : { hostname: host },
    };
  }
  if (rule !== undefined) return { to: 3001, activity: rule.activity, user: somebody };
  const activity = activityOf(entry.operation);
  return { to: 6003, activity: activity === 99 ? (METHODS.get(method ?? '') ?? 99) : activity };
}

const METHODS: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map([
  ['POST', 1],
  ['GET', 2],
  ['PUT', 3],
  ['PATCH', 3],
  ['DELETE', 4],
]);
