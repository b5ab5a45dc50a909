import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

function event(value: unknown): Event {
  const source = JSON.stringify(value);
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  expect(formatsOf(normalized)).toEqual({ waf: 1 });
  return normalized.events[0]!;
}

const ACL = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/ba65eb35';
const ALLOWED = {
  timestamp: 1795424409123,
  formatVersion: 1,
  webaclId: ACL,
  terminatingRuleId: 'Default_Action',
  terminatingRuleType: 'REGULAR',
  action: 'ALLOW',
  terminatingRuleMatchDetails: [],
  httpSourceName: 'ALB',
  httpSourceId: '123456789012-app/web/50dc',
  ruleGroupList: [{ ruleGroupId: 'AWS#Common', terminatingRule: null, excludedRules: null }],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  requestHeadersInserted: null,
  responseCodeSent: null,
  httpRequest: {
    clientIp: '192.0.2.7',
    country: 'IE',
    headers: [
      { name: 'host', value: 'www.example.com' },
      { name: 'User-Agent', value: 'curl/8.0' },
      { name: 'Referer', value: 'https://example.net/' },
      { name: 'x-forwarded-for', value: '198.51.100.9, 203.0.113.8' },
      { name: 'cookie', value: 'a=b' },
    ],
    uri: '/a',
    args: 'b=c',
    httpVersion: 'HTTP/2.0',
    httpMethod: 'GET',
    requestId: 'Root=1-58337281-1d84',
    fragment: '',
  },
};

describe('AWS WAF', () => {
  it('a request that was let through', () => {
    const waf = event(ALLOWED);
    expect(waf).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 1,
      status_code: 'ALLOW',
      action_id: 1,
      disposition_id: 1,
      time: 1795424409123,
      policy: { uid: ACL, name: 'edge' },
      firewall_rule: { uid: 'Default_Action', type: 'REGULAR' },
      cloud: { account: { uid: '123456789012' }, region: 'eu-west-1' },
      src_endpoint: { ip: '192.0.2.7', location: { country: 'IE' } },
      dst_endpoint: { hostname: 'www.example.com', uid: '123456789012-app/web/50dc', svc_name: 'ALB' },
      http_request: {
        http_method: 'GET',
        version: '2.0',
        uid: 'Root=1-58337281-1d84',
        user_agent: 'curl/8.0',
        referrer: 'https://example.net/',
        x_forwarded_for: ['198.51.100.9', '203.0.113.8'],
        url: { hostname: 'www.example.com', path: '/a', query_string: 'b=c' },
        http_headers: ALLOWED.httpRequest.headers,
      },
      unmapped: { ruleGroupList: ALLOWED.ruleGroupList },
    });
    expect(waf.metadata.correlation_uid).toBe('1-58337281-1d84');
    expect(waf.status_detail).toBeUndefined();
    expect(waf.http_response).toBeUndefined();
  });

  it('one that a rule of a managed group blocked, and on what', () => {
    const waf = event({
      ...ALLOWED,
      action: 'BLOCK',
      terminatingRuleId: 'AWS-AWSManagedRulesSQLiRuleSet',
      terminatingRuleType: 'MANAGED_RULE_GROUP',
      terminatingRuleMatchDetails: [
        {
          conditionType: 'SQL_INJECTION',
          sensitivityLevel: 'HIGH',
          location: 'HEADER',
          matchedData: ['10', 'AND', '1'],
        },
      ],
      ruleGroupList: [
        { ruleGroupId: 'AWS#Common', terminatingRule: null },
        { ruleGroupId: 'AWS#SQLi', terminatingRule: { ruleId: 'SQLi_HEADER', action: 'BLOCK' } },
      ],
      responseCodeSent: 403,
      labels: [{ name: 'awswaf:managed:aws:sql-database:SQLi_Header' }, {}],
      ja3Fingerprint: 'f79b6bad2ad0641e1921aef10262856b',
      ja4Fingerprint: 't13d1516h2_8daaf6152771_b186095e22b6',
      requestBodySize: 20,
      clientAsn: 64500,
      captchaResponse: { responseCode: 405, failureReason: 'TOKEN_MISSING' },
    });
    expect(waf).toMatchObject({
      status_id: 2,
      status_detail: 'SQLi_HEADER',
      action_id: 2,
      disposition_id: 2,
      firewall_rule: {
        uid: 'AWS-AWSManagedRulesSQLiRuleSet',
        name: 'SQLi_HEADER',
        condition: 'SQL_INJECTION',
        match_location: 'HEADER',
        match_details: ['10', 'AND', '1'],
        sensitivity: 'HIGH',
      },
      http_response: { code: 403 },
      tls: { ja3_hash: { value: 'f79b6bad2ad0641e1921aef10262856b' } },
      ja4_fingerprint_list: [{ value: 't13d1516h2_8daaf6152771_b186095e22b6' }],
      src_endpoint: { autonomous_system: { number: 64500 } },
      unmapped: { captchaResponse: { responseCode: 405, failureReason: 'TOKEN_MISSING' } },
    });
    expect(waf.http_request.body_length).toBe(20);
    expect(waf.metadata.labels).toEqual(['awswaf:managed:aws:sql-database:SQLi_Header']);
  });

  test.each([
    ['COUNT', 3, 20, 1],
    ['CAPTCHA', 2, 22, 2],
    ['CHALLENGE', 2, 23, 2],
    ['SOMETHING', 0, 0, 0],
  ])('%s', (action, actionId, disposition, status) => {
    expect(event({ ...ALLOWED, action })).toMatchObject({
      action_id: actionId,
      disposition_id: disposition,
      status_id: status,
    });
  });

  it('what CloudFront sends has its Region and its own request id', () => {
    const waf = event({
      ...ALLOWED,
      webaclId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/cf/ba65',
      httpSourceName: 'CF',
      httpRequest: { ...ALLOWED.httpRequest, requestId: 'W1Qp==' },
    });
    expect(waf.metadata.correlation_uid).toBe('W1Qp==');
    expect(waf.cloud.region).toBe('us-east-1');
  });

  it('a record cut short, a time in ISO 8601, an id of WAF Classic, an address of version 6', () => {
    expect(
      event({
        timestamp: '2026-11-23T09:00:09.000Z',
        webaclId: 'ba65eb35',
        action: 'BLOCK',
        httpRequest: { clientIp: '2001:db8::7' },
      }),
    ).toMatchObject({
      time: Date.parse('2026-11-23T09:00:09Z'),
      policy: { uid: 'ba65eb35' },
      src_endpoint: { ip: '2001:db8::7' },
    });
  });

  it('believes nothing about types', () => {
    event({
      ...ALLOWED,
      timestamp: [],
      terminatingRuleId: 7,
      terminatingRuleMatchDetails: [null],
      ruleGroupList: { terminatingRule: 1 },
      labels: 'x',
      responseCodeSent: '40x',
      httpRequest: { clientIp: {}, country: 5, headers: [null, { name: 1 }, 'x'], uri: [], httpMethod: {} },
    });
  });

  test.each([
    { ...ALLOWED, webaclId: 7 },
    { ...ALLOWED, action: undefined },
    { ...ALLOWED, httpRequest: [] },
  ])('a record without an ACL, an action or a request is none', (value) => {
    expect(formatsOf(normalize(JSON.stringify(value)))).toEqual({ json: 1 });
  });
});
