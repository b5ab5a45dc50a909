import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type { DeviceObject, LocationObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, auditEvent, type Entry, emailOf, factorOf, osOf, personOf, sourceOf } from './audit';

/**
 * Duo's authentication log (Admin API v2), and its administrator log (v1).
 *
 *     {"access_device":{"browser":"Chrome","ip":"192.0.2.7","os":"Mac OS X","location":{"city":"Dublin","country":"Ireland","state":"Leinster"},…},
 *      "application":{"key":"DIY2","name":"VPN"},"auth_device":{"ip":"198.51.100.9","name":"+353 1"},"email":"alice@example.com",
 *      "event_type":"authentication","factor":"duo_push","isotimestamp":"2026-11-23T09:00:00.123456+00:00","reason":"user_approved",
 *      "result":"success","timestamp":1795424400,"txid":"340a23e3","user":{"groups":["Staff"],"key":"DU3","name":"alice"}}
 *     {"action":"user_update","description":"{…}","isotimestamp":"2026-11-23T09:00:00+00:00","object":"bob","timestamp":1795424400,"username":"alice"}
 *
 * Authentication (3002), the second factor's part: `fraud` is a failure of high severity. The address of what the user
 * signs in from is the source's; that of the factor's device is in `auth_factors[].device`. API Activity (6003) for what
 * administrators did. A country is told by its name, which has a place only as the location's description. Under
 * `unmapped`: what is left of `access_device` and `auth_device`, and all other fields.
 *
 * Field meanings: Duo, "Admin API", logs; Elastic, integration "Cisco Duo", exported fields; Panther documentation, "Duo logs".
 */
export const duo: JsonFormat = {
  name: 'duo',
  title: "Duo's authentication and administrator logs",
  kind: 'json',
  classes: [3002, 6003],
  sample:
    '{"access_device":{"browser":"Chrome","browser_version":"67.0","hostname":null,"ip":"192.0.2.7","location":{"city":"Dublin","country":"Ireland","state":"Leinster"},"os":"Mac OS X","os_version":"10.14.1"},"application":{"key":"DIY231J8BR23QK4UKBY8","name":"VPN"},"auth_device":{"ip":"198.51.100.9","key":"DP5BC3DRXC27GNA3KJYU","location":{"city":null,"country":null,"state":null},"name":"+353 1 555 0100"},"email":"alice@example.com","event_type":"authentication","factor":"duo_push","isotimestamp":"2026-11-23T09:00:00.123456+00:00","ood_software":null,"reason":"user_marked_fraud","result":"fraud","timestamp":1795424400,"txid":"340a23e3-23f3-23c1-87dc-1491a23dfdbb","user":{"groups":["Staff"],"key":"DU3KC77WJ06Y5HIV7XKQ","name":"alice"}}',
  evidence: 'corpus',
  sources: [
    'Duo, "Admin API", authentication logs and administrator logs',
    'Elastic, integration "Cisco Duo", exported fields',
    'Panther documentation, "Duo logs"',
  ],
  fields: [
    ['txid', 'metadata.original_event_uid'],
    ['isotimestamp, timestamp', 'time'],
    ['user.name, user.key, user.groups, email', 'user.name, user.uid, user.groups[].name, user.email_addr'],
    ['result', 'status_id, status_code'],
    ['reason', 'status_detail'],
    ['factor', 'auth_factors[].factor_type, is_mfa'],
    ['access_device.ip, location, os', 'src_endpoint.ip, src_endpoint.location.city, src_endpoint.os.name'],
    ['auth_device.name, ip', 'auth_factors[].device.name, auth_factors[].device.ip'],
    ['application.name, application.key', 'service.name, actor.app_uid'],
    ['event_type', 'metadata.event_code, activity_id'],
    ['action, username, object', 'api.operation, actor.user.name, resources[].name'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Duo', vendor_name: 'Cisco' } as const;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (isObject(event.access_device) && typeof event.factor === 'string')
    return login(event, event.access_device, context);
  if (
    typeof event.action === 'string' &&
    typeof event.username === 'string' &&
    typeof event.timestamp === 'number' &&
    typeof event.isotimestamp === 'string' &&
    event.description !== undefined &&
    event.object !== undefined
  )
    return administration(event, event.action, context);
  return undefined;
}

function timeOf(event: JsonObject, context: EventContext): number {
  const iso = typeof event.isotimestamp === 'string' ? parseIso(event.isotimestamp) : Number.NaN;
  if (!Number.isNaN(iso)) return iso;
  const stamp =
    typeof event.timestamp === 'number'
      ? parseEpoch(event.timestamp)
      : typeof event.timestamp === 'string'
        ? parseIso(event.timestamp)
        : Number.NaN;
  return Number.isNaN(stamp) ? context.time : stamp;
}

const TAKEN: ReadonlySet<string> = new Set(
  'txid isotimestamp timestamp user email result reason factor access_device auth_device application event_type'.split(
    ' ',
  ),
);
const ACCESS: ReadonlySet<string> = new Set(['ip', 'os', 'os_version', 'location']);
const DEVICE: ReadonlySet<string> = new Set(['ip', 'name', 'key']);

const ACTIVITIES: ReadonlyMap<string, 1 | 99> = new Map([
  ['authentication', 1],
  ['enrollment', 99],
]);

function login(event: JsonObject, access: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { application, factor, result } = event;
  if (
    typeof result !== 'string' ||
    typeof factor !== 'string' ||
    !isObject(application) ||
    !isObject(event.user)
  )
    return undefined;
  const time = timeOf(event, context);
  const groups = Array.isArray(event.user.groups)
    ? event.user.groups.filter((one): one is string => typeof one === 'string').slice(0, 256)
    : [];
  const user = personOf(text(event.user.name), text(event.user.key), {
    email_addr: emailOf(text(event.email)) ?? emailOf(text(event.user.name)),
    groups: groups.length === 0 ? undefined : groups.map((name) => ({ name })),
  }) ?? { name: UNKNOWN };
  const kind = text(event.event_type) ?? 'authentication';
  const source = sourceOf(text(access.ip));
  const auth = obj(event.auth_device);
  const outcome = result.toLowerCase();
  const entry: Entry = {
    format: duo.name,
    product: PRODUCT,
    uid: text(event.txid),
    time,
    operation: kind,
    severity: outcome === 'fraud' ? SEVERITY.high : SEVERITY.informational,
    status: outcome === 'success' ? STATUS.success : STATUS.failure,
    statusCode: result,
    detail: text(event.reason),
    actor: { user, app_uid: text(application.key) },
    source:
      source === undefined
        ? undefined
        : {
            ...source,
            os: osOf(text(access.os), text(access.os_version)),
            location: locationOf(obj(access.location)),
          },
    service: 'Duo',
    rest: { ...rest(event, TAKEN), access_device: rest(access, ACCESS), auth_device: rest(auth, DEVICE) },
  };
  return auditEvent(
    entry,
    {
      to: 3002,
      activity: ACTIVITIES.get(kind) ?? 99,
      user,
      factors: [factorOf(factor, { device: deviceOf(auth) })],
      mfa: true,
      service: text(application.name),
    },
    context,
  );
}

function locationOf(place: JsonObject): LocationObject | undefined {
  const city = text(place.city);
  const region = text(place.state);
  if (city === undefined && region === undefined) return undefined;
  return { city, region, desc: text(place.country) };
}

function deviceOf(device: JsonObject): DeviceObject | undefined {
  const ip = sourceOf(text(device.ip))?.ip;
  const name = text(device.name);
  const uid = text(device.key);
  if (ip === undefined && name === undefined && uid === undefined) return undefined;
  return { ip, name, uid, type_id: 0 };
}

const ADMIN: ReadonlySet<string> = new Set(['action', 'username', 'timestamp', 'isotimestamp', 'object']);

function administration(event: JsonObject, action: string, context: EventContext): OcsfEvent {
  const user = personOf(text(event.username), undefined) ?? { name: UNKNOWN };
  const object = text(event.object);
  const details = obj(data(event.details));
  const failed = action.endsWith('_error') || text(details.error) !== undefined;
  const entry: Entry = {
    format: duo.name,
    product: PRODUCT,
    uid: undefined,
    time: timeOf(event, context),
    operation: action,
    status: failed ? STATUS.failure : STATUS.success,
    actor: { user },
    source: undefined,
    service: 'Duo Admin Panel',
    resources: object === undefined ? undefined : [{ name: object }],
    targets: object === undefined ? undefined : { object },
    rest: rest(event, ADMIN),
  };
  if (action === 'admin_login' || action === 'admin_login_error')
    return auditEvent(entry, { to: 3002, activity: 1, user }, context);
  return auditEvent(entry, { to: 6003, activity: activityOf(action) }, context);
}
