import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  FirewallRuleObject,
  HttpActivityEvent,
  HttpHeaderObject,
  HttpRequestObject,
  NetworkEndpointObject,
  OcsfEvent,
  UrlObject,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch, parseIso } from '../time';
import { data, including, isObject, type JsonObject, obj, rest, str, text } from '../values';
import { activityOf, addresses, count, endpointOf, methodOf, statusOf, versionOf } from '../web/http';
import { beside, correlated } from './event';
import { arnOf, rootOf } from './fields';

/**
 * AWS WAF: one web request, and what the web ACL made of it.
 *
 *     {"timestamp":1795424409123,"formatVersion":1,"webaclId":"arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/ba65eb35","terminatingRuleId":"Default_Action","terminatingRuleType":"REGULAR","action":"ALLOW","terminatingRuleMatchDetails":[],"httpSourceName":"ALB","httpSourceId":"123456789012-app/web/50dc","ruleGroupList":[],"rateBasedRuleList":[],"nonTerminatingMatchingRules":[],"requestHeadersInserted":null,"responseCodeSent":null,"httpRequest":{"clientIp":"192.0.2.7","country":"IE","headers":[{"name":"Host","value":"www.example.com"}],"uri":"/a","args":"b=c","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-58337281-1d84"}}
 *
 * HTTP Activity (4002), profile security_control. ALLOW is allowed, BLOCK denied, COUNT observed; CAPTCHA and
 * CHALLENGE, which end a request only if it did not pass, are denied. `status_detail` of a denial is the rule, that
 * within the group if it was one. The first match's details are in `firewall_rule`. The request id is also the id of
 * CloudFront's log, or the trace of the load balancer's. Under `unmapped` by their names: ruleGroupList,
 * rateBasedRuleList, nonTerminatingMatchingRules, requestHeadersInserted, captchaResponse, challengeResponse,
 * excludedRules, overSizeFields and what is new.
 *
 * Field meanings: AWS WAF Developer Guide, "Log fields for web ACL traffic"; OCSF, examples of mappings, AWS WAF.
 */
export const waf: JsonFormat = {
  name: 'waf',
  title: 'AWS WAF web ACL traffic logs',
  kind: 'json',
  classes: [4002],
  sample:
    '{"timestamp":1795424409123,"formatVersion":1,"webaclId":"arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/ba65eb35","terminatingRuleId":"AWS-AWSManagedRulesCommonRuleSet","terminatingRuleType":"MANAGED_RULE_GROUP","action":"BLOCK","terminatingRuleMatchDetails":[],"httpSourceName":"ALB","httpSourceId":"123456789012-app/web/50dc","ruleGroupList":[{"ruleGroupId":"AWS#AWSManagedRulesCommonRuleSet","terminatingRule":{"ruleId":"NoUserAgent_HEADER","action":"BLOCK"}}],"rateBasedRuleList":[],"nonTerminatingMatchingRules":[],"requestHeadersInserted":null,"responseCodeSent":403,"httpRequest":{"clientIp":"192.0.2.7","country":"IE","headers":[{"name":"Host","value":"www.example.com"},{"name":"User-Agent","value":"curl/8.0"}],"uri":"/a","args":"b=c","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-58337281-1d84"},"labels":[{"name":"awswaf:managed:aws:core-rule-set:NoUserAgent_Header"}]}',
  evidence: 'corpus',
  sources: [
    'AWS WAF Developer Guide, "Log fields for web ACL traffic"',
    'OCSF, examples of mappings, AWS WAF (v1.5.0)',
    'Turbot Tailpipe, table aws_waf_traffic_log',
  ],
  fields: [
    ['timestamp', 'time'],
    ['formatVersion', 'metadata.product.version'],
    ['webaclId', 'policy.uid, policy.name, cloud.region, cloud.account.uid'],
    ['action', 'action_id, disposition_id, status_id, status_code'],
    ['terminatingRuleId', 'firewall_rule.uid, status_detail'],
    ['terminatingRuleType', 'firewall_rule.type'],
    [
      'terminatingRuleMatchDetails',
      'firewall_rule.condition, firewall_rule.match_location, firewall_rule.match_details, firewall_rule.sensitivity',
    ],
    ['ruleGroupList.terminatingRule.ruleId', 'firewall_rule.name'],
    ['httpSourceName', 'dst_endpoint.svc_name'],
    ['httpSourceId', 'dst_endpoint.uid'],
    ['httpRequest.clientIp', 'src_endpoint.ip'],
    ['httpRequest.country', 'src_endpoint.location.country'],
    ['clientAsn', 'src_endpoint.autonomous_system.number'],
    [
      'httpRequest.headers',
      'http_request.http_headers[].name, http_request.user_agent, http_request.referrer, http_request.x_forwarded_for, http_request.url.hostname',
    ],
    ['httpRequest.httpMethod', 'http_request.http_method'],
    ['httpRequest.uri', 'http_request.url.path'],
    ['httpRequest.args', 'http_request.url.query_string'],
    ['httpRequest.httpVersion', 'http_request.version'],
    ['httpRequest.requestId', 'http_request.uid, metadata.correlation_uid'],
    ['requestBodySize', 'http_request.body_length'],
    ['responseCodeSent', 'http_response.code'],
    ['labels', 'metadata.labels'],
    ['ja3Fingerprint', 'tls.ja3_hash.value'],
    ['ja4Fingerprint', 'ja4_fingerprint_list[].value'],
  ],
  begin: () => map,
};

const PROFILES = ['cloud', 'security_control'] as const;
const TAKEN: ReadonlySet<string> = new Set([
  'timestamp',
  'formatVersion',
  'webaclId',
  'action',
  'terminatingRuleId',
  'terminatingRuleType',
  'terminatingRuleMatchDetails',
  'httpSourceName',
  'httpSourceId',
  'httpRequest',
  'clientAsn',
  'requestBodySize',
  'responseCodeSent',
  'labels',
  'ja3Fingerprint',
  'ja4Fingerprint',
]);
const REQUEST_TAKEN: ReadonlySet<string> = new Set([
  'clientIp',
  'country',
  'headers',
  'uri',
  'args',
  'httpVersion',
  'httpMethod',
  'requestId',
  'scheme',
  'host',
]);

/** By WAF's action: OCSF's action, its disposition and the outcome for who asked. */
const ACTIONS = new Map([
  ['ALLOW', [ACTION.allowed, 1, STATUS.success]],
  ['BLOCK', [ACTION.denied, 2, STATUS.failure]],
  ['COUNT', [3, 20, STATUS.success]],
  ['CAPTCHA', [ACTION.denied, 22, STATUS.failure]],
  ['CHALLENGE', [ACTION.denied, 23, STATUS.failure]],
] as const);
const OTHER_ACTION = [0, 0, STATUS.unknown] as const;

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const acl = value.webaclId;
  const action = value.action;
  const request = value.httpRequest;
  if (typeof acl !== 'string' || typeof action !== 'string' || !isObject(request)) return undefined;
  const stamp = value.timestamp;
  const when = typeof stamp === 'number' ? parseEpoch(stamp) : parseIso(str(stamp) ?? '');
  const time = Number.isNaN(when) ? context.time : when;
  const [actionId, disposition, status] = ACTIONS.get(action as 'ALLOW') ?? OTHER_ACTION;
  const method = text(request.httpMethod);
  const activity = activityOf(method);
  const requestUid = text(request.requestId);
  const groupRule = terminatingRule(value.ruleGroupList);
  const rule = text(value.terminatingRuleId);
  const arn = arnOf(acl);
  const source = text(value.httpSourceId);
  const { account = arnOf(source).account, region } = arn;
  const sent = statusOf(value.responseCodeSent);
  const headers = headersOf(request.headers);
  const labels = labelsOf(value.labels);
  const version = value.formatVersion;
  const metadata = context.metadata(
    waf.name,
    {
      name: 'WAF',
      vendor_name: 'AWS',
      version: typeof version === 'number' ? String(version) : text(version),
    },
    PROFILES,
    undefined,
  );
  if (labels !== undefined) (metadata as { labels?: readonly string[] }).labels = labels;
  const ja3 = text(value.ja3Fingerprint);
  const ja4 = text(value.ja4Fingerprint);
  const more = rest(request, REQUEST_TAKEN);
  const left = rest(value, TAKEN);
  const event: HttpActivityEvent = {
    metadata: correlated(metadata, requestUid === undefined ? undefined : rootOf(requestUid)),
    time,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? method : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: action,
    status_detail: status === STATUS.failure ? (groupRule ?? rule) : undefined,
    action_id: actionId,
    disposition_id: disposition,
    firewall_rule: rule === undefined ? undefined : ruleOf(rule, groupRule, value),
    policy: { uid: acl, name: aclName(acl) },
    cloud: { provider: 'AWS', account: account === undefined ? undefined : { uid: account }, region },
    src_endpoint: client(request, value.clientAsn),
    dst_endpoint: server(value, source, headers?.host),
    http_request: {
      http_method: methodOf(method),
      uid: requestUid,
      url: urlOf(request, headers?.host),
      version: versionOf(text(request.httpVersion)) ?? text(request.httpVersion),
      referrer: headers?.referrer,
      user_agent: headers?.agent,
      x_forwarded_for: headers?.forwarded,
      http_headers: headers?.all,
      body_length: count(value.requestBodySize),
    },
    http_response: sent < 0 ? undefined : { code: sent },
    tls: ja3 === undefined ? undefined : { version: UNKNOWN, ja3_hash: { algorithm_id: 1, value: ja3 } },
    ja4_fingerprint_list: ja4 === undefined ? undefined : [{ type_id: 1, value: ja4 }],
    raw_data: context.raw,
    unmapped: beside(
      context,
      undefined,
      time,
      more === undefined ? left : including(left, 'httpRequest', more),
    ),
  };
  return event;
}

/** The rule within a group that ended the request. */
function terminatingRule(groups: unknown): string | undefined {
  if (!Array.isArray(groups)) return undefined;
  for (const group of groups) {
    const rule = text(obj(obj(group).terminatingRule).ruleId);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function ruleOf(uid: string, name: string | undefined, value: JsonObject): FirewallRuleObject {
  const details = value.terminatingRuleMatchDetails;
  const first = obj(Array.isArray(details) ? details[0] : undefined);
  return {
    uid,
    name,
    type: text(value.terminatingRuleType),
    condition: text(first.conditionType),
    match_location: text(first.location),
    match_details: strings(first.matchedData),
    sensitivity: text(first.sensitivityLevel),
  };
}

/** `edge` of `arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/ba65eb35`; WAF Classic has an id alone. */
function aclName(acl: string): string | undefined {
  const at = acl.indexOf('/webacl/');
  if (at < 0) return undefined;
  const end = acl.indexOf('/', at + 8);
  return text(acl.slice(at + 8, end < 0 ? acl.length : end));
}

function client(request: JsonObject, asn: unknown): NetworkEndpointObject | undefined {
  const ip = text(request.clientIp);
  if (ip === undefined) return undefined;
  const country = text(request.country);
  const system = count(asn);
  return {
    ...(isIp(ip) ? { ip } : endpointOf(ip)),
    location: country === undefined ? undefined : { country },
    autonomous_system: system === undefined ? undefined : { number: system },
  };
}

function server(
  value: JsonObject,
  source: string | undefined,
  hostname: string | undefined,
): NetworkEndpointObject | undefined {
  const service = text(value.httpSourceName);
  return source === undefined && service === undefined && hostname === undefined
    ? undefined
    : { hostname, uid: source, svc_name: service };
}

/** A URL needs a path: without one there is but the host, which is the server's. */
function urlOf(request: JsonObject, host: string | undefined): UrlObject | undefined {
  const path = text(request.uri);
  if (path === undefined) return undefined;
  return {
    scheme: text(request.scheme),
    hostname: host ?? text(request.host),
    path,
    query_string: text(request.args),
  };
}

interface Headers {
  readonly all: HttpHeaderObject[];
  readonly host: string | undefined;
  readonly agent: string | undefined;
  readonly referrer: string | undefined;
  readonly forwarded: HttpRequestObject['x_forwarded_for'];
}

/** Names come as the client wrote them; the first of a name counts. */
function headersOf(value: unknown): Headers | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const all: HttpHeaderObject[] = [];
  let host: string | undefined;
  let agent: string | undefined;
  let referrer: string | undefined;
  let forwarded: string[] | undefined;
  for (const item of value) {
    const header = obj(item);
    const name = header.name;
    const content = header.value;
    if (typeof name !== 'string' || typeof content !== 'string') continue;
    all.push({ name, value: content });
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === 'host') host ??= text(content);
        break;
      case 7:
        if (name.toLowerCase() === 'referer') referrer ??= text(content);
        break;
      case 10:
        if (name.toLowerCase() === 'user-agent') agent ??= text(content);
        break;
      case 15:
        if (name.toLowerCase() === 'x-forwarded-for') forwarded ??= addresses(content);
        break;
    }
  }
  return { all, host, agent, referrer, forwarded };
}

function labelsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const labels: string[] = [];
  for (const item of value) {
    const label = text(obj(item).name);
    if (label !== undefined) labels.push(label);
  }
  return labels.length === 0 ? undefined : labels;
}

function strings(value: unknown): string[] | undefined {
  const list = data(value);
  return Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string')
    ? (list as string[])
    : undefined;
}
