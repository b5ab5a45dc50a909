import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { AuthFactorObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { RELATIONAL, statementOf } from '../sql';
import { parseIso } from '../time';
import { type JsonObject, rest, str, text } from '../values';

/**
 * Rows of Snowflake's views ACCOUNT_USAGE.LOGIN_HISTORY and QUERY_HISTORY, exported as JSON.
 *
 *     {"EVENT_ID":"393754014361778","EVENT_TIMESTAMP":"2026-11-23 09:00:00.061000000","EVENT_TYPE":"LOGIN","USER_NAME":"ALICE","CLIENT_IP":"192.0.2.7",
 *      "REPORTED_CLIENT_TYPE":"OTHER","FIRST_AUTHENTICATION_FACTOR":"PASSWORD","IS_SUCCESS":"NO","ERROR_CODE":390100,"ERROR_MESSAGE":"INCORRECT_USERNAME_PASSWORD"}
 *     {"QUERY_ID":"01b2","QUERY_TEXT":"SELECT 1","QUERY_TYPE":"SELECT","DATABASE_NAME":"APP","USER_NAME":"ALICE","ROLE_NAME":"PUBLIC","EXECUTION_STATUS":"SUCCESS",
 *      "START_TIME":"2026-11-23 09:00:00.061 Z", …}
 *
 * Authentication (3002) and Datastore Activity (6005). A time without a zone is UTC. A query's address is not told. Under
 * `unmapped`: all other columns by name.
 *
 * Field meanings: Snowflake documentation, "LOGIN_HISTORY view" and "QUERY_HISTORY view"; Panther documentation, "Snowflake Audit Logs".
 */
export const snowflake: JsonFormat = {
  name: 'snowflake',
  title: 'Snowflake login and query history',
  kind: 'json',
  classes: [3002, 6005],
  sample:
    '{"EVENT_ID":"393754014361778","EVENT_TIMESTAMP":"2026-11-23 09:00:00.061000000","EVENT_TYPE":"LOGIN","USER_NAME":"ALICE","CLIENT_IP":"192.0.2.7","REPORTED_CLIENT_TYPE":"OTHER","FIRST_AUTHENTICATION_FACTOR":"PASSWORD","IS_SUCCESS":"NO","ERROR_CODE":390100,"ERROR_MESSAGE":"INCORRECT_USERNAME_PASSWORD"}',
  evidence: 'corpus',
  sources: [
    'Snowflake documentation, "LOGIN_HISTORY view" and "QUERY_HISTORY view"',
    'Panther documentation, "Snowflake Audit Logs"',
  ],
  fields: [
    ['EVENT_ID, QUERY_ID', 'metadata.original_event_uid, query_info.uid'],
    ['EVENT_TIMESTAMP, START_TIME', 'time'],
    ['END_TIME', 'end_time'],
    ['EVENT_TYPE', 'activity_id'],
    ['USER_NAME', 'user.name, actor.user.name'],
    ['ROLE_NAME', 'actor.user.groups[].name'],
    ['SESSION_ID', 'actor.session.uid'],
    ['CLIENT_IP', 'src_endpoint.ip'],
    ['REPORTED_CLIENT_TYPE', 'actor.app_name'],
    ['FIRST_AUTHENTICATION_FACTOR, SECOND_AUTHENTICATION_FACTOR', 'auth_factors[].factor_type, is_mfa'],
    ['IS_SUCCESS, EXECUTION_STATUS', 'status_id'],
    ['ERROR_CODE', 'status_code'],
    ['ERROR_MESSAGE', 'status_detail'],
    ['QUERY_TEXT', 'query_info.query_string'],
    ['DATABASE_NAME', 'database.name'],
    ['TOTAL_ELAPSED_TIME', 'duration'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Snowflake', vendor_name: 'Snowflake' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'EVENT_ID QUERY_ID EVENT_TIMESTAMP START_TIME END_TIME USER_NAME ROLE_NAME SESSION_ID CLIENT_IP REPORTED_CLIENT_TYPE FIRST_AUTHENTICATION_FACTOR SECOND_AUTHENTICATION_FACTOR IS_SUCCESS EXECUTION_STATUS ERROR_CODE ERROR_MESSAGE QUERY_TEXT DATABASE_NAME TOTAL_ELAPSED_TIME'.split(
    ' ',
  ),
);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (typeof value.USER_NAME !== 'string') return undefined;
  if (
    typeof value.EVENT_TYPE === 'string' &&
    value.EVENT_ID !== undefined &&
    (value.IS_SUCCESS === 'YES' || value.IS_SUCCESS === 'NO')
  )
    return login(value, value.EVENT_TYPE, context);
  if (
    typeof value.QUERY_TEXT === 'string' &&
    typeof value.QUERY_TYPE === 'string' &&
    typeof value.EXECUTION_STATUS === 'string'
  )
    return query(value, value.QUERY_TEXT, value.EXECUTION_STATUS, context);
  return undefined;
}

/** A number or a text; 18 digits and more come as text. */
const id = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : text(value);

function timeOf(value: unknown): number | undefined {
  const time = parseIso((str(value) ?? '').replace(/ (?=[Z+-])/, ''));
  return Number.isNaN(time) ? undefined : time;
}

function common(
  value: JsonObject,
  uid: string | undefined,
  time: number,
  status: 0 | 1 | 2,
  context: EventContext,
) {
  return {
    metadata: context.metadata(snowflake.name, PRODUCT, undefined, uid),
    time,
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: id(value.ERROR_CODE),
    status_detail: text(value.ERROR_MESSAGE),
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(value, TAKEN)),
  };
}

function login(value: JsonObject, kind: string, context: EventContext): OcsfEvent {
  const time = timeOf(value.EVENT_TIMESTAMP) ?? context.time;
  const activity = kind === 'LOGIN' ? 1 : kind === 'LOGOUT' ? 2 : 99;
  const status = value.IS_SUCCESS === 'YES' ? STATUS.success : STATUS.failure;
  const user = { name: text(value.USER_NAME) ?? UNKNOWN };
  const address = text(value.CLIENT_IP);
  const second = text(value.SECOND_AUTHENTICATION_FACTOR);
  const factors = [text(value.FIRST_AUTHENTICATION_FACTOR), second].flatMap((factor) =>
    factor === undefined ? [] : [factorOf(factor)],
  );
  const made = common(value, id(value.EVENT_ID), time, status, context);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    status_detail: made.status_detail,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? kind : undefined,
    type_uid: typeUid(3002, activity),
    user,
    actor: { user, app_name: text(value.REPORTED_CLIENT_TYPE) },
    auth_factors: factors.length === 0 ? undefined : factors,
    is_mfa: second === undefined ? undefined : true,
    is_remote: true,
    service: { name: PRODUCT.name },
    src_endpoint: address === undefined ? undefined : isIp(address) ? { ip: address } : { name: address },
  };
}

function factorOf(factor: string): AuthFactorObject {
  const known =
    factor === 'PASSWORD' ? 11 : factor.includes('OTP') ? 7 : factor.includes('PASSKEY') ? 10 : 99;
  return { factor_type_id: known, factor_type: factor };
}

function query(value: JsonObject, sql: string, outcome: string, context: EventContext): OcsfEvent {
  const time = timeOf(value.START_TIME) ?? context.time;
  const uid = id(value.QUERY_ID);
  const { activity, name } = statementOf(sql);
  const role = text(value.ROLE_NAME);
  const session = id(value.SESSION_ID);
  const elapsed = value.TOTAL_ELAPSED_TIME;
  const status =
    outcome.toUpperCase() === 'SUCCESS'
      ? STATUS.success
      : outcome.toUpperCase() === 'RUNNING'
        ? STATUS.unknown
        : STATUS.failure;
  const made = common(value, uid, time, status, context);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    status_detail: made.status_detail,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: name,
    type_uid: typeUid(6005, activity),
    end_time: timeOf(value.END_TIME),
    duration: typeof elapsed === 'number' && Number.isSafeInteger(elapsed) ? elapsed : undefined,
    actor: {
      user: {
        name: text(value.USER_NAME) ?? UNKNOWN,
        groups: role === undefined ? undefined : [{ name: role, type: 'role' }],
      },
      session: session === undefined ? undefined : { uid: session },
    },
    src_endpoint: { name: UNKNOWN },
    database: { name: text(value.DATABASE_NAME) ?? UNKNOWN, type_id: RELATIONAL, type: 'Relational' },
    query_info: { uid, name: text(value.QUERY_TYPE) ?? 'query', query_string: sql },
  };
}
