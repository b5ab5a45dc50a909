import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { metadataOf } from '../metadata';
import { RELATIONAL, statementOf } from '../sql';
import { data, type JsonObject, obj, rest, str, text } from '../values';

/**
 * hoop.dev's webhooks of sessions through its gateway.
 *
 *     {"event_type":"session.open","id":"8bfc995b","user_id":"okta|17","user_email":"alice@example.com","connection":"app-db","connection_type":"database",
 *      "connection_envs":["HOST"],"input":"U0VMRUNUIDE=","is_input_truncated":false,"input_size":8,"input_envs":[],"has_input_args":false,"command":["psql"],
 *      "verb":"exec","review":{"owner_email":"alice@example.com","status":"APPROVED","type":"onetime"}}
 *     {"event_type":"session.close","id":"8bfc995b","exit_code":0,"exit_err":null}
 *
 * A session to a database that is opened is Datastore Activity (6005; `input` decoded is the query), to anything else API
 * Activity (6003), and so is a session that is closed. Neither tells when: the time is that of arrival. `id` is what the two have in
 * common (`metadata.correlation_uid`). An exit code of -100 is one that is not known. Under `unmapped`: all other fields, and
 * `input` where it is no text.
 *
 * Field meanings: hoop.dev, session.open.schema.json and session.close.schema.json; hoop.dev, gateway, webhooks plugin, which fills them.
 */
export const hoop: JsonFormat = {
  name: 'hoop',
  title: 'hoop.dev session webhooks',
  kind: 'json',
  classes: [6005, 6003],
  sample:
    '{"event_type":"session.open","id":"8bfc995b","user_id":"okta|17","user_email":"alice@example.com","connection":"app-db","connection_type":"database","connection_envs":["HOST"],"input":"U0VMRUNUIDE=","is_input_truncated":false,"input_size":8,"input_envs":[],"has_input_args":false,"command":["psql"],"verb":"exec"}',
  evidence: 'published',
  sources: [
    'hoop.dev, session.open.schema.json and session.close.schema.json',
    'hoop.dev, gateway, webhooks plugin',
  ],
  fields: [
    ['event_type', 'metadata.event_code, api.operation'],
    ['id', 'actor.session.uid, metadata.correlation_uid'],
    ['user_id', 'actor.user.uid'],
    ['user_email', 'actor.user.name, actor.user.email_addr'],
    ['connection', 'database.name, resources[].name'],
    ['connection_type', 'resources[].type'],
    ['input', 'query_info.query_string, api.request.data'],
    ['input_size', 'query_info.bytes'],
    ['exit_code', 'status_id, status_code'],
    ['exit_err', 'status_detail'],
    [
      'verb, command, review, is_input_truncated',
      'unmapped.verb, unmapped.command, unmapped.review, unmapped.is_input_truncated',
    ],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'hoop', vendor_name: 'hoop.dev' } as const;

const TAKEN: ReadonlySet<string> = new Set([
  'event_type',
  'id',
  'user_id',
  'user_email',
  'connection',
  'connection_type',
  'input',
  'input_size',
  'exit_code',
  'exit_err',
]);

const CLOSE: ReadonlySet<string> = new Set(['event_type', 'id', 'exit_code', 'exit_err']);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const session = text(value.id);
  if (session === undefined) return undefined;
  if (
    value.event_type === 'session.open' &&
    typeof value.connection === 'string' &&
    typeof value.connection_type === 'string' &&
    typeof value.verb === 'string'
  )
    return opened(value, session, context);
  if (value.event_type !== 'session.close') return undefined;
  // The schema allows of no other field.
  for (const name in value) if (!CLOSE.has(name)) return undefined;
  return closed(value, session, context);
}

function common(value: JsonObject, session: string, more: JsonObject | undefined, context: EventContext) {
  const time = context.time;
  return {
    metadata: metadataOf(
      context,
      hoop.name,
      PRODUCT,
      undefined,
      undefined,
      undefined,
      str(value.event_type),
      session,
    ),
    time,
    severity_id: SEVERITY.informational,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, more),
  };
}

function opened(value: JsonObject, session: string, context: EventContext): OcsfEvent {
  const input = decoded(value.input);
  const left = rest(value, TAKEN);
  const more =
    input === undefined && text(value.input) !== undefined ? { ...left, input: value.input } : left;
  const email = text(value.user_email) ?? text(obj(value.review).owner_email);
  const uid = text(value.user_id);
  const connection = text(value.connection) ?? UNKNOWN;
  const made = common(value, session, more, context);
  const event = {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    // It is told of before it has run, and may wait for a review.
    status_id: STATUS.unknown,
    status: STATUS_CAPTION[STATUS.unknown],
    actor: {
      user:
        email === undefined && uid === undefined
          ? undefined
          : { name: email ?? uid, uid, email_addr: mail(email) },
      session: { uid: session },
    },
    src_endpoint: { name: UNKNOWN },
  };
  if (value.connection_type === 'database') {
    const { activity, name } =
      input === undefined ? { activity: 3 as const, name: undefined } : statementOf(input);
    const size = value.input_size;
    return {
      metadata: event.metadata,
      time: event.time,
      severity_id: event.severity_id,
      raw_data: event.raw_data,
      unmapped: event.unmapped,
      status_id: event.status_id,
      status: event.status,
      actor: event.actor,
      src_endpoint: event.src_endpoint,
      class_uid: 6005,
      category_uid: 6,
      activity_id: activity,
      activity_name: name,
      type_uid: typeUid(6005, activity),
      database: { name: connection, type_id: RELATIONAL },
      query_info:
        input === undefined
          ? undefined
          : {
              name: text(value.verb) ?? 'input',
              query_string: input,
              bytes: typeof size === 'number' && Number.isSafeInteger(size) ? size : undefined,
            },
    };
  }
  return {
    metadata: event.metadata,
    time: event.time,
    severity_id: event.severity_id,
    raw_data: event.raw_data,
    unmapped: event.unmapped,
    status_id: event.status_id,
    status: event.status,
    actor: event.actor,
    src_endpoint: event.src_endpoint,
    class_uid: 6003,
    category_uid: 6,
    activity_id: 1,
    type_uid: typeUid(6003, 1),
    api: {
      operation: 'session.open',
      service: { name: PRODUCT.name },
      request: { uid: session, data: data(input) },
    },
    resources: [{ name: connection, type: text(value.connection_type) }],
  };
}

function closed(value: JsonObject, session: string, context: EventContext): OcsfEvent {
  const code = value.exit_code;
  const exit = typeof code === 'number' && Number.isSafeInteger(code) && code !== -100 ? code : undefined;
  const error = text(value.exit_err);
  const status =
    exit === undefined && error === undefined
      ? STATUS.unknown
      : (exit ?? 0) !== 0 || error !== undefined
        ? STATUS.failure
        : STATUS.success;
  const made = common(value, session, undefined, context);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 6003,
    category_uid: 6,
    activity_id: 99,
    activity_name: 'Close',
    type_uid: typeUid(6003, 99),
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: exit === undefined ? undefined : String(exit),
    status_detail: error,
    actor: { session: { uid: session } },
    src_endpoint: { name: UNKNOWN },
    api: { operation: 'session.close', service: { name: PRODUCT.name } },
  };
}

/** The schema of OCSF takes no other characters. */
const mail = (email: string | undefined): string | undefined =>
  email !== undefined && /^[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{1,190}$/.test(email)
    ? email
    : undefined;

/** Base64 of UTF-8 as text; undefined for anything else, and for none. */
function decoded(input: unknown): string | undefined {
  if (typeof input !== 'string' || input === '' || !/^[A-Za-z0-9+/]*={0,2}$/.test(input)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(input, 'base64'));
  } catch {
    return undefined;
  }
}
