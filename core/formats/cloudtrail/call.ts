import { STATUS, STATUS_CAPTION, UNKNOWN } from '../../ocsf/build';
import type {
  AnyObject,
  ApiActivityEvent,
  ApiObject,
  NetworkEndpointObject,
  ProductObject,
  ResourceDetailsObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { data, type JsonObject, obj, rest, str, text } from '../values';
import { restOfIdentity } from './identity';

/** What the classes of CloudTrail's events have in common, read once. */
export class Call {
  readonly identity: JsonObject;
  readonly session: JsonObject;
  readonly time: number;
  readonly uid: string | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;

  /** @param service `eventSource`; undefined where it was trimmed away */
  constructor(
    readonly event: JsonObject,
    readonly operation: string,
    readonly service: string | undefined,
    readonly context: EventContext,
  ) {
    this.identity = obj(event.userIdentity);
    this.session = obj(this.identity.sessionContext);
    // Logstash takes eventTime out and puts it into its own field.
    const when = event.eventTime ?? event['@timestamp'];
    const time = typeof when === 'string' ? parseIso(when) : Number.NaN;
    this.time = Number.isNaN(time) ? context.time : time;
    this.uid = text(event.eventID);
    this.errorCode = text(event.errorCode);
    this.errorMessage = text(event.errorMessage);
  }

  /** Sign-ins say in the answer how they ended: `{"ConsoleLogin":"Failure"}`. */
  get status(): 1 | 2 {
    return this.errorCode === undefined &&
      this.errorMessage === undefined &&
      obj(this.event.responseElements)[this.operation] !== 'Failure'
      ? STATUS.success
      : STATUS.failure;
  }
}

export const PROFILES = ['cloud'] as const;
/** `metadata.log_format` of all its classes. */
export const NAME = 'cloudtrail';

const product = (version: unknown): ProductObject => ({
  name: 'CloudTrail',
  vendor_name: 'AWS',
  version: str(version),
});

export function metadataOf({ event, context, uid }: Call) {
  const metadata = context.metadata(NAME, product(event.eventVersion), PROFILES, uid);
  const shared = text(event.sharedEventID);
  return shared === undefined ? metadata : { ...metadata, correlation_uid: shared };
}

export const captionOf = (status: 1 | 2): string => STATUS_CAPTION[status];

export function cloudOf({ event, identity }: Call): ApiActivityEvent['cloud'] {
  const account = text(event.recipientAccountId) ?? text(identity.accountId);
  return {
    provider: 'AWS',
    account: account === undefined ? undefined : { uid: account },
    region: text(event.awsRegion),
  };
}

export function apiOf(call: Call, status: 1 | 2): ApiObject {
  const { event, errorCode, errorMessage } = call;
  const request = text(event.requestID);
  const parameters = data(event.requestParameters);
  const response = data(event.responseElements);
  return {
    operation: call.operation,
    version: text(event.apiVersion),
    service: { name: call.service ?? UNKNOWN },
    request:
      request === undefined && parameters === undefined
        ? undefined
        : { uid: request ?? call.uid ?? '', data: parameters },
    response:
      response === undefined && status === STATUS.success
        ? undefined
        : { error: errorCode, error_message: errorMessage, data: response },
  };
}

/** The address, or the AWS service that called on somebody's behalf, whose host name stands in its place. */
export function sourceOf(event: JsonObject): NetworkEndpointObject {
  const source = text(event.sourceIPAddress);
  const endpoint = text(event.vpcEndpointId);
  if (source === undefined) return endpoint === undefined ? { name: UNKNOWN } : { uid: endpoint };
  if (isIp(source)) return { ip: source, uid: endpoint };
  if (source.includes('.amazonaws.com')) return { svc_name: source, uid: endpoint };
  return { name: source, uid: endpoint };
}

export function agentOf(event: JsonObject): ApiActivityEvent['http_request'] {
  const agent = text(event.userAgent);
  return agent === undefined ? undefined : { user_agent: agent };
}

export function resourcesOf(value: unknown): ResourceDetailsObject[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const list: ResourceDetailsObject[] = [];
  for (const item of value) {
    const resource = obj(item);
    const uid = text(resource.ARN) ?? text(resource.ARNPrefix);
    if (uid === undefined) continue;
    const account = text(resource.accountId);
    list.push({
      uid,
      type: text(resource.type),
      owner: account === undefined ? undefined : { account: { uid: account } },
    });
  }
  return list.length === 0 ? undefined : list;
}

/** Fields with a place in every class, and those that `unmappedOf` names itself. */
const KNOWN = new Set(
  `eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode
  errorMessage requestParameters responseElements additionalEventData requestID eventID eventType apiVersion
  managementEvent readOnly resources recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId
  eventCategory sessionCredentialFromConsole tlsDetails serviceEventDetails`.split(/\s+/),
);

/** @param kept the resources, where the class has no place for them or one of them has no ARN */
export function unmappedOf({ event, identity, session, context, uid, time }: Call, kept: unknown): AnyObject {
  let unknown = false;
  for (const name in event)
    if (!KNOWN.has(name)) {
      unknown = true;
      break;
    }
  const known: AnyObject = {
    eventType: data(event.eventType),
    eventCategory: data(event.eventCategory),
    readOnly: data(event.readOnly),
    managementEvent: data(event.managementEvent),
    sourceIdentity: str(session.sourceIdentity),
    sessionCredentialFromConsole: data(event.sessionCredentialFromConsole),
    vpcEndpointAccountId: data(event.vpcEndpointAccountId),
    userIdentity: restOfIdentity(identity, session),
    tlsDetails: data(event.tlsDetails),
    additionalEventData: data(event.additionalEventData),
    serviceEventDetails: data(event.serviceEventDetails),
    resources: kept === undefined ? undefined : data(kept),
    envelope: context.envelope(uid, time),
  };
  // Not copied: a hostile record has tens of thousands of names.
  return unknown ? Object.assign(rest(event, KNOWN) ?? {}, known) : known;
}
