import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  AnyObject,
  DeviceObject,
  HttpRequestObject,
  LocationObject,
  NetworkEndpointObject,
  OcsfEvent,
  ResourceDetailsObject,
  SessionObject,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { bool, data, isObject, type JsonObject, obj, rest, str, text } from '../values';
import { urlOf } from '../web/http';
import { activityOf, auditEvent, type Entry, factorOf, osOf, personOf } from './audit';
import { type OktaRule, ruleOf } from './okta-events';

/**
 * Okta's System Log.
 *
 *     {"uuid":"0c1c2f6e-…","published":"2026-11-23T09:00:00.123Z","eventType":"user.session.start","version":"0","severity":"INFO",
 *      "displayMessage":"User login to Okta","actor":{"id":"00u1","type":"User","alternateId":"alice@example.com","displayName":"Alice"},
 *      "client":{"userAgent":{…},"ipAddress":"192.0.2.7",…},"authenticationContext":{"externalSessionId":"102x",…},"outcome":{"result":"FAILURE",
 *      "reason":"INVALID_CREDENTIALS"},"target":[…],"transaction":{"id":"W1","type":"WEB"},"debugContext":{"debugData":{…}},"securityContext":{…}}
 *
 * By okta-events.ts: Authentication (3002), Account Change (3001), User Access Management (3005), Group Management
 * (3006), Entity Management (3004), for `security.threat.detected` Detection Finding (2004), and API Activity (6003) for
 * all else. Panther writes the names in lower case and the time without its zone: read as well, the time as UTC. A
 * country is told by its name, which OCSF has no place for but a description of the location. Under `unmapped`, by
 * their own names: what is left of `client`, `authenticationContext`, `debugContext.debugData`, `securityContext`,
 * `request`, `transaction` and `device`, `target` where the class has no resources, and all other fields.
 *
 * Field meanings: Okta, "System Log API" (LogEvent); Elastic, integration "Okta", exported fields.
 */
export const okta: JsonFormat = {
  name: 'okta',
  title: "Okta's System Log",
  kind: 'json',
  classes: [3002, 3001, 3005, 3006, 3004, 2004, 6003],
  sample:
    '{"uuid":"0c1c2f6e-9d0b-11ee-8c90-0242ac120002","published":"2026-11-23T09:00:00.123Z","eventType":"user.session.start","version":"0","severity":"INFO","legacyEventType":"core.user_auth.login_failed","displayMessage":"User login to Okta","actor":{"id":"00u1","type":"User","alternateId":"alice@example.com","displayName":"Alice Example","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0","os":"Mac OS X","browser":"CHROME"},"zone":"null","device":"Computer","id":null,"ipAddress":"192.0.2.7","geographicalContext":{"city":"Dublin","state":"Leinster","country":"Ireland","postalCode":"D02","geolocation":{"lat":53.3,"lon":-6.2}}},"device":null,"authenticationContext":{"authenticationStep":0,"externalSessionId":"102x"},"outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"},"target":[{"id":"0oa1","type":"AppInstance","alternateId":"Okta Dashboard","displayName":"Okta Dashboard","detailEntry":null}],"transaction":{"type":"WEB","id":"W1abc","detail":{}},"debugContext":{"debugData":{"requestId":"W1abc","requestUri":"/idp/idx/identify","threatSuspected":"false"}},"securityContext":{"asNumber":64496,"asOrg":"example net","isp":"example isp","domain":"example.net","isProxy":false},"request":{"ipChain":[{"ip":"192.0.2.7","version":"V4","source":null}]}}',
  evidence: 'corpus',
  sources: ['Okta, "System Log API" (LogEvent)', 'Elastic, integration "Okta", exported fields'],
  fields: [
    ['uuid', 'metadata.original_event_uid'],
    ['published', 'time'],
    ['eventType', 'metadata.event_code, api.operation, activity_id'],
    ['displayMessage', 'message'],
    ['severity', 'severity_id, metadata.log_level'],
    ['outcome.result', 'status_id, status'],
    ['outcome.reason', 'status_detail'],
    [
      'actor.alternateId, actor.id, actor.displayName, actor.type',
      'actor.user.name, actor.user.uid, actor.user.full_name, actor.user.type',
    ],
    ['client.ipAddress, client.device, client.zone', 'src_endpoint.ip, src_endpoint.type, src_endpoint.zone'],
    ['client.geographicalContext', 'src_endpoint.location'],
    ['client.userAgent.rawUserAgent, client.userAgent.os', 'http_request.user_agent, src_endpoint.os.name'],
    ['client.id', 'actor.app_uid'],
    ['securityContext', 'src_endpoint.autonomous_system.number, src_endpoint.isp, src_endpoint.domain'],
    ['authenticationContext.externalSessionId', 'actor.session.uid, session.uid'],
    ['authenticationContext.rootSessionId', 'actor.session.uid_alt'],
    ['authenticationContext.issuer', 'actor.idp.name'],
    ['transaction.id', 'metadata.correlation_uid'],
    ['transaction.detail.requestApiTokenId', 'actor.session.credential_uid'],
    ['debugContext.debugData.requestId, requestUri', 'api.request.uid, http_request.url.path'],
    ['debugContext.debugData.factor', 'auth_factors[].factor_type'],
    ['debugContext.debugData.privilegeGranted', 'privileges[]'],
    ['target', 'user, group.name, entity.name, service.name, resources[].uid'],
    ['device', 'device.uid, device.name'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'System Log', vendor_name: 'Okta' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'uuid published eventType eventtype severity displayMessage displaymessage outcome actor client device authenticationContext authenticationcontext target transaction debugContext debugcontext securityContext securitycontext request'.split(
    ' ',
  ),
);

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const kind = event.eventType ?? event.eventtype;
  if (typeof kind !== 'string' || !isOkta(event)) return undefined;
  const published = str(event.published);
  const parsed = published === undefined ? Number.NaN : parseIso(published);
  const time = Number.isNaN(parsed) ? context.time : parsed;
  const client = obj(event.client);
  const authentication = obj(event.authenticationContext ?? event.authenticationcontext);
  const debug = obj(obj(event.debugContext ?? event.debugcontext).debugData);
  const security = obj(event.securityContext ?? event.securitycontext);
  const transaction = obj(event.transaction);
  const outcome = obj(event.outcome);
  const targets = Array.isArray(event.target) ? event.target.slice(0, 256).filter(isObject) : [];
  const session = sessionOf(authentication, transaction);
  const result = text(outcome.result);
  const severity = text(event.severity);
  const entry: Entry = {
    format: okta.name,
    product: PRODUCT,
    uid: text(event.uuid),
    time,
    correlation: text(transaction.id),
    operation: kind,
    level: severity,
    severity: severity === undefined ? undefined : SEVERITIES.get(severity),
    status: result === undefined ? STATUS.unknown : (RESULTS.get(result) ?? 99),
    statusName: result,
    detail: text(outcome.reason),
    message: text(event.displayMessage ?? event.displaymessage),
    actor: actorOf(obj(event.actor), client, authentication, session),
    source: sourceOf(client, security),
    http: httpOf(client, debug, event.request),
    api: {
      operation: kind,
      service: { name: 'Okta' },
      request: text(debug.requestId) === undefined ? undefined : { uid: text(debug.requestId) as string },
    },
    service: 'Okta',
    device: deviceOf(event.device),
    resources: targets.flatMap(resourceOf),
    targets: targets.length === 0 ? undefined : { target: data(event.target) },
    rest: leftOf(event, client, authentication, debug, security, transaction),
  };
  return eventOf(entry, ruleOf(kind), targets, debug, session, context);
}

/** An actor or a legacy name as Okta alone has them. */
function isOkta(event: JsonObject): boolean {
  const { actor } = event;
  if (isObject(actor)) return typeof actor.alternateId === 'string' && typeof actor.type === 'string';
  return (
    actor === undefined &&
    typeof event.uuid === 'string' &&
    typeof event.legacyEventType === 'string' &&
    isObject(event.outcome)
  );
}

function eventOf(
  entry: Entry,
  rule: OktaRule | undefined,
  targets: readonly JsonObject[],
  debug: JsonObject,
  session: SessionObject | undefined,
  context: EventContext,
): OcsfEvent {
  const target = (...types: readonly string[]): JsonObject | undefined =>
    targets.find(({ type }) => typeof type === 'string' && types.includes(type));
  const nobody: UserObject = { name: UNKNOWN };
  const person = target('User', 'AppUser');
  const self = entry.actor.user ?? nobody;
  if (rule === undefined)
    return auditEvent(entry, { to: 6003, activity: activityOf(entry.operation) }, context);
  switch (rule.to) {
    case 3002: {
      const factor = text(debug.factor);
      return auditEvent(
        entry,
        {
          to: 3002,
          activity: rule.activity,
          user: self.name === UNKNOWN || rule.activity === 7 ? (userOf(person) ?? self) : self,
          session,
          factors: factor === undefined ? undefined : [factorOf(factor)],
          mfa: rule.mfa,
          service: text(target('AppInstance')?.displayName),
        },
        context,
      );
    }
    case 3001:
      return auditEvent(entry, { to: 3001, activity: rule.activity, user: userOf(person) ?? self }, context);
    case 3005:
      return auditEvent(
        entry,
        {
          to: 3005,
          activity: rule.activity,
          user: userOf(person) ?? nobody,
          privileges: privilegesOf(debug) ?? namesOf(target('AppInstance')),
        },
        context,
      );
    case 3006: {
      const group = target('UserGroup', 'Group');
      return auditEvent(
        entry,
        {
          to: 3006,
          activity: rule.activity,
          group: { name: text(group?.displayName) ?? UNKNOWN, uid: text(group?.id) },
          user: userOf(person),
          privileges: privilegesOf(debug),
        },
        context,
      );
    }
    case 3004: {
      const entity = targets[0];
      return auditEvent(
        entry,
        {
          to: 3004,
          activity: rule.activity,
          entity: {
            name: text(entity?.displayName) ?? text(entity?.alternateId) ?? entry.operation,
            uid: text(entity?.id),
            type_id: rule.type,
            type: text(entity?.type),
          },
        },
        context,
      );
    }
    case 2004:
      return auditEvent(
        entry,
        { to: 2004, title: entry.message, types: entry.detail === undefined ? undefined : [entry.detail] },
        context,
      );
  }
}

const RESULTS: ReadonlyMap<string, 0 | 1 | 2> = new Map([
  ['SUCCESS', STATUS.success],
  ['ALLOW', STATUS.success],
  ['FAILURE', STATUS.failure],
  ['DENY', STATUS.failure],
  ['UNKNOWN', STATUS.unknown],
]);

const SEVERITIES: ReadonlyMap<string, 1 | 3 | 4> = new Map([
  ['DEBUG', SEVERITY.informational],
  ['INFO', SEVERITY.informational],
  ['WARN', SEVERITY.medium],
  ['ERROR', SEVERITY.high],
  ['HIGH', SEVERITY.high],
]);

/** What it says, if it is not Okta's `unknown`. */
const known = (value: unknown): string | undefined => {
  const found = text(value);
  return found === 'unknown' || found === 'null' ? undefined : found;
};

const TYPES: ReadonlyMap<string, 1 | 3 | 4> = new Map([
  ['User', 1],
  ['AppUser', 1],
  ['SystemPrincipal', 3],
  ['PublicClientApp', 4],
  ['PrivateClientApp', 4],
]);

function userOf(somebody: JsonObject | undefined): UserObject | undefined {
  if (somebody === undefined) return undefined;
  const type = text(somebody.type);
  const name = known(somebody.displayName);
  return personOf(known(somebody.alternateId) ?? name, known(somebody.id), {
    full_name: name,
    type,
    type_id: type === undefined ? undefined : (TYPES.get(type) ?? 99),
  });
}

function actorOf(
  actor: JsonObject,
  client: JsonObject,
  authentication: JsonObject,
  session: SessionObject | undefined,
): ActorObject {
  const user = userOf(actor);
  const app = text(client.id);
  const issuer = obj(authentication.issuer);
  const provider = text(issuer.id) ?? text(authentication.authenticationProvider);
  return {
    user: user ?? (session === undefined && app === undefined ? { name: UNKNOWN } : undefined),
    session,
    app_uid: app,
    idp: provider === undefined ? undefined : { name: provider },
  };
}

function sessionOf(authentication: JsonObject, transaction: JsonObject): SessionObject | undefined {
  const uid = known(authentication.externalSessionId);
  const root = known(authentication.rootSessionId);
  const token = text(obj(transaction.detail).requestApiTokenId);
  if (uid === undefined && root === undefined && token === undefined) return undefined;
  return { uid, uid_alt: root, credential_uid: token };
}

const DEVICES: ReadonlyMap<string, 2 | 4 | 5> = new Map([
  ['Computer', 2],
  ['Tablet', 4],
  ['Mobile', 5],
]);

function sourceOf(client: JsonObject, security: JsonObject): NetworkEndpointObject | undefined {
  const address = text(client.ipAddress);
  if (address === undefined) return undefined;
  const device = known(client.device);
  const number = security.asNumber;
  const organisation = text(security.asOrg);
  const isNumber = typeof number === 'number' && Number.isSafeInteger(number);
  return {
    ip: isIp(address) ? address : undefined,
    name: isIp(address) ? undefined : address,
    type: device,
    type_id: device === undefined ? undefined : (DEVICES.get(device) ?? 0),
    zone: known(client.zone),
    os: osOf(known(obj(client.userAgent).os)),
    location: locationOf(obj(client.geographicalContext)),
    isp: text(security.isp),
    domain: text(security.domain),
    autonomous_system:
      isNumber || organisation !== undefined
        ? { number: isNumber ? number : undefined, name: organisation }
        : undefined,
  };
}

function locationOf(place: JsonObject): LocationObject | undefined {
  const city = text(place.city);
  const region = text(place.state);
  const postal_code = text(place.postalCode);
  if (city === undefined && region === undefined && postal_code === undefined) return undefined;
  const { lat, lon } = obj(place.geolocation);
  return {
    city,
    region,
    postal_code,
    desc: text(place.country),
    lat: typeof lat === 'number' ? lat : undefined,
    long: typeof lon === 'number' ? lon : undefined,
  };
}

function httpOf(client: JsonObject, debug: JsonObject, request: unknown): HttpRequestObject | undefined {
  const agent = text(obj(client.userAgent).rawUserAgent);
  const uri = text(debug.requestUri) ?? text(debug.url);
  const { ipChain } = obj(request);
  const chain =
    Array.isArray(ipChain) && ipChain.length > 1
      ? ipChain.slice(0, 64).map((hop) => text(obj(hop).ip) ?? '')
      : undefined;
  if (agent === undefined && uri === undefined && chain === undefined) return undefined;
  return {
    url: uri?.startsWith('/') === true ? urlOf(uri, undefined, undefined) : undefined,
    user_agent: agent,
    x_forwarded_for: chain?.every(isIp) === true ? chain : undefined,
  };
}

function deviceOf(value: unknown): DeviceObject | undefined {
  const device = obj(value);
  const uid = text(device.id);
  const name = text(device.name);
  if (uid === undefined && name === undefined) return undefined;
  return {
    uid,
    name,
    type_id: 0,
    os: osOf(text(device.os_platform), text(device.os_version)),
    is_managed: bool(device.managed),
  };
}

function resourceOf(target: JsonObject): readonly ResourceDetailsObject[] {
  const uid = text(target.id);
  const name = text(target.displayName) ?? text(target.alternateId);
  if (uid === undefined && name === undefined) return [];
  return [{ uid, name, type: text(target.type), data: data(target.detailEntry) }];
}

const namesOf = (target: JsonObject | undefined): string[] => {
  const name = text(target?.displayName);
  return name === undefined ? [] : [name];
};

function privilegesOf(debug: JsonObject): string[] | undefined {
  const granted = text(debug.privilegeGranted) ?? text(debug.privilegeRevoked);
  return granted?.split(', ', 64);
}

const CLIENT: ReadonlySet<string> = new Set(['ipAddress', 'id', 'device', 'zone', 'userAgent']);
const AGENT: ReadonlySet<string> = new Set(['rawUserAgent', 'os']);
const RAW_AGENT: ReadonlySet<string> = new Set(['rawUserAgent']);
const LOCATED: ReadonlySet<string> = new Set([...CLIENT, 'geographicalContext']);
const AUTHENTICATION: ReadonlySet<string> = new Set(['externalSessionId', 'rootSessionId']);
const DEBUG: ReadonlySet<string> = new Set(['requestId', 'requestUri', 'factor', 'privilegeGranted']);
const SECURITY: ReadonlySet<string> = new Set(['asNumber', 'asOrg', 'isp', 'domain']);
const TRANSACTION: ReadonlySet<string> = new Set(['id']);
const DEVICE: ReadonlySet<string> = new Set(['id', 'name', 'managed']);
const REQUEST: ReadonlySet<string> = new Set(['ipChain']);

/** What has no attribute, each under the name of the object that it stands in. */
function leftOf(
  event: JsonObject,
  client: JsonObject,
  authentication: JsonObject,
  debug: JsonObject,
  security: JsonObject,
  transaction: JsonObject,
): AnyObject | undefined {
  const request = obj(event.request);
  const chain = request.ipChain;
  const alone =
    Array.isArray(chain) &&
    (chain.length === 0 || (chain.length === 1 && obj(chain[0]).ip === client.ipAddress));
  const addressed = text(client.ipAddress) !== undefined;
  const located = addressed && locationOf(obj(client.geographicalContext)) !== undefined;
  const debugData = rest(debug, DEBUG);
  const userAgent = rest(obj(client.userAgent), addressed ? AGENT : RAW_AGENT);
  const place = rest(client, located ? LOCATED : CLIENT);
  const left = {
    client: userAgent === undefined ? place : { ...place, userAgent },
    authenticationContext: rest(authentication, AUTHENTICATION),
    debugContext: debugData === undefined ? undefined : { debugData },
    securityContext: rest(security, addressed ? SECURITY : NONE),
    transaction: rest(transaction, TRANSACTION),
    device: rest(obj(event.device), DEVICE),
    request: rest(request, alone ? REQUEST : NONE),
  };
  return { ...rest(event, TAKEN), ...left };
}

const NONE: ReadonlySet<string> = new Set();
