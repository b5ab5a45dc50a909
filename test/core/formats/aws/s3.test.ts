import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

function event(line: string, format = 's3-access'): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(formatsOf(normalized)).toEqual({ [format]: 1 });
  return normalized.events[0]!;
}

function line(o: Record<string, string> = {}): string {
  const f = {
    owner: OWNER,
    bucket: 'reports',
    ip: '192.0.2.7',
    requester: 'arn:aws:iam::123456789012:user/alice',
    id: '3E57427F33A59F07',
    operation: 'REST.GET.OBJECT',
    key: '2026/q3%2520x.pdf',
    request: '"GET /2026/q3%20x.pdf?x-id=GetObject HTTP/1.1"',
    status: '200 -',
    sizes: '2662992 3462992 70 10',
    referrer: '"https://www.example.com/"',
    agent: '"aws-cli/2"',
    tail: '3HL4 s9lzHYrFp76= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader reports.s3.eu-west-1.amazonaws.com TLSv1.2 arn:aws:s3:eu-west-1:123456789012:accesspoint/ap Yes us-east-1',
    ...o,
  };
  return `${f.owner} ${f.bucket} [23/Nov/2026:09:00:38 +0000] ${f.ip} ${f.requester} ${f.id} ${f.operation} ${f.key} ${f.request} ${f.status} ${f.sizes} ${f.referrer} ${f.agent} ${f.tail}`;
}

describe('S3 server access logs', () => {
  it('every field', () => {
    expect(event(line())).toMatchObject({
      metadata: { original_event_uid: '3E57427F33A59F07', correlation_uid: '3E57427F33A59F07' },
      class_uid: 6005,
      activity_id: 1,
      type_id: 2,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:38Z'),
      duration: 70,
      cloud: { provider: 'AWS', region: 'us-east-1' },
      actor: {
        user: {
          name: 'alice',
          uid: 'arn:aws:iam::123456789012:user/alice',
          account: { uid: '123456789012' },
        },
      },
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'reports.s3.eu-west-1.amazonaws.com' },
      api: { operation: 'REST.GET.OBJECT', request: { uid: '3E57427F33A59F07' }, response: { code: 200 } },
      databucket: {
        name: 'reports',
        type_id: 1,
        owner: { uid: OWNER },
        file: { name: 'q3%2520x.pdf', path: '2026/q3%2520x.pdf', size: 3462992, version: '3HL4' },
      },
      http_request: {
        http_method: 'GET',
        version: '1.1',
        url: { path: '/2026/q3%20x.pdf', query_string: 'x-id=GetObject' },
        referrer: 'https://www.example.com/',
        user_agent: 'aws-cli/2',
      },
      http_response: { code: 200, body_length: 2662992 },
      unmapped: {
        turn_around_time: '10',
        host_id: 's9lzHYrFp76=',
        signature_version: 'SigV4',
        cipher_suite: 'ECDHE-RSA-AES128-GCM-SHA256',
        authentication_type: 'AuthHeader',
        tls_version: 'TLSv1.2',
        access_point_arn: 'arn:aws:s3:eu-west-1:123456789012:accesspoint/ap',
        acl_required: 'Yes',
      },
    });
  });

  test.each([
    ['-', { user: { name: 'Anonymous' } }],
    [OWNER, { user: { uid: OWNER } }],
    ['svc:logging.s3.amazonaws.com', { app_name: 'logging.s3.amazonaws.com' }],
    ['AmazonS3', { app_name: 'AmazonS3' }],
    [
      'arn:aws:sts::123456789012:assumed-role/Auditor/alice',
      {
        user: {
          name: 'alice',
          uid: 'arn:aws:sts::123456789012:assumed-role/Auditor/alice',
          account: { uid: '123456789012' },
        },
        session: { issuer: 'Auditor' },
      },
    ],
    [
      'arn:aws:iam::123456789012:root',
      {
        user: { name: 'root', uid: 'arn:aws:iam::123456789012:root', account: { uid: '123456789012' } },
      },
    ],
  ])('the requester %s', (requester, actor) => {
    expect(event(line({ requester })).actor).toEqual(actor);
  });

  test.each([
    ['REST.GET.OBJECT', 1],
    ['REST.HEAD.BUCKET', 1],
    ['REST.GET.ACL', 1],
    ['REST.COPY.OBJECT_GET', 1],
    ['WEBSITE.GET.OBJECT', 1],
    ['REST.GET.BUCKET', 8],
    ['REST.GET.BUCKETVERSIONS', 8],
    ['REST.PUT.OBJECT', 5],
    ['REST.COPY.OBJECT', 5],
    ['REST.PUT.PART', 5],
    ['REST.POST.UPLOADS', 5],
    ['REST.PUT.BUCKET', 6],
    ['REST.PUT.ACL', 2],
    ['REST.PUT.BUCKETPOLICY', 2],
    ['REST.DELETE.OBJECT', 7],
    ['REST.POST.MULTI_OBJECT_DELETE', 7],
    ['BATCH.DELETE.OBJECT', 7],
    ['S3.EXPIRE.OBJECT', 7],
    ['S3.CREATE.DELETEMARKER', 7],
    ['S3.TRANSITION_SIA.OBJECT', 2],
    ['REST.OPTIONS.PREFLIGHT', 99],
    ['SOAP.ListAllMyBuckets', 99],
  ])('%s is activity %d', (operation, activity) => {
    expect(event(line({ operation })).activity_id).toBe(activity);
  });

  it('what a lifecycle rule did: no address, no request, no status', () => {
    const expired = event(
      line({
        ip: '-',
        requester: 'AmazonS3',
        operation: 'S3.EXPIRE.OBJECT',
        request: '"-"',
        status: '- -',
        sizes: '- 3462992 - -',
        referrer: '"-"',
        agent: '"-"',
        tail: '- s9lz= - - - - - - -',
      }),
    );
    expect(expired).toMatchObject({
      status_id: 0,
      src_endpoint: { name: 'Unknown' },
      cloud: { provider: 'AWS' },
    });
    expect(expired.http_response).toBeUndefined();
    expect(expired.http_request).toBeUndefined();
    expect(event(line({ request: '-', referrer: '-', agent: '-' })).http_request).toBeUndefined();
  });

  it('why a request was denied', () => {
    const denied = event(line({ requester: '-', status: '403 AccessDenied' }));
    expect(denied).toMatchObject({
      status_id: 2,
      status_code: 'AccessDenied',
      api: { response: { code: 403, error: 'AccessDenied' } },
    });
  });

  it('quotes, spaces and what looks like a status in what a client may write', () => {
    const odd = event(
      line({
        request: '"GET /?a="b" 2000 x HTTP/1.1"',
        referrer: '"http://x/" y"',
        agent: '"a "b" c\\"',
      }),
    );
    expect(odd.http_request).toMatchObject({
      referrer: 'http://x/" y',
      user_agent: 'a "b" c\\',
      url: { query_string: 'a="b" 2000 x' },
    });
    expect(odd.dst_endpoint.hostname).toBe('reports.s3.eu-west-1.amazonaws.com');
  });

  it('the Region by the endpoint, where the line does not tell', () => {
    const at = (host: string) => event(line({ tail: `- - SigV4 - - ${host} TLSv1.2` })).cloud.region;
    expect(at('reports.s3.eu-west-1.amazonaws.com')).toBe('eu-west-1');
    expect(at('s3-ap-southeast-2.amazonaws.com')).toBe('ap-southeast-2');
    expect(at('reports.s3.dualstack.us-gov-west-1.amazonaws.com')).toBe('us-gov-west-1');
    expect(at('reports.s3.amazonaws.com')).toBeUndefined();
    expect(at('reports.s3-accelerate.amazonaws.com')).toBeUndefined();
    expect(at('reports.example.com')).toBeUndefined();
  });

  it('a line cut behind the agent', () => {
    expect(event(line({ tail: '- ' })).http_request.user_agent).toBe('aws-cli/2');
  });

  test.each([
    line({ owner: 'host' }),
    line({ operation: 'GET' }),
    line({ status: '2xx -' }),
    line().replace('[23/Nov', '[99/Nov'),
    line({ request: 'GET' }),
  ])('%j is none', (other) => {
    expect(formatsOf(normalize(other))['s3-access']).toBeUndefined();
  });
});

describe('S3 server access logs as JSON', () => {
  it('as CloudWatch Logs has them', () => {
    const record = {
      schema_version_id: 'V_1_0',
      bucket_arn: 'arn:aws:s3:::reports',
      bucket_name: 'reports',
      request_time: '2026-11-23T09:00:38.120Z',
      bucket_owner_id: OWNER,
      remote_ip: null,
      requester: null,
      request_id: '3E57427F33A59F07',
      operation: 'REST.GET.OBJECT',
      key_name: 'q3.pdf',
      request_uri: 'GET /q3.pdf HTTP/1.1',
      http_status: 403,
      error_code: 'AccessDenied',
      tls_version: 'TLSv1.3',
    };
    expect(event(JSON.stringify(record), 's3-access-json')).toMatchObject({
      time: Date.parse('2026-11-23T09:00:38.120Z'),
      status_id: 2,
      actor: { user: { name: 'Anonymous' } },
      src_endpoint: { name: 'Unknown' },
      databucket: { name: 'reports', file: { name: 'q3.pdf' } },
      http_response: { code: 403 },
      unmapped: { schema_version_id: 'V_1_0', bucket_arn: 'arn:aws:s3:::reports', tls_version: 'TLSv1.3' },
    });
  });

  it('as Panther keeps them', () => {
    const record = {
      bucket: 'reports',
      time: '2026-11-23 09:00:38.000',
      remoteip: '192.0.2.7',
      requester: 'arn:aws:iam::123456789012:user/alice',
      requestid: '3E57427F33A59F07',
      operation: 'REST.HEAD.BUCKET',
      httpstatus: 200,
      tlsversion: 'TLSv1.2',
    };
    expect(event(JSON.stringify(record), 's3-access-json')).toMatchObject({
      status_id: 1,
      actor: { user: { name: 'alice' } },
      unmapped: { tlsversion: 'TLSv1.2' },
    });
  });

  test.each([
    { bucket: 'reports', operation: 'REST.GET.OBJECT', requestid: '3E57', time: 'now' },
    { bucket: 'reports', operation: 'GET', requestid: '3E57', time: '2026-11-23 09:00:38' },
    { bucket: 'reports', remoteip: '192.0.2.7' },
    { bucket: {}, operation: 'REST.GET.OBJECT', requestid: '3E57', time: '2026-11-23 09:00:38' },
  ])('%j is none', (record) => {
    expect(formatsOf(normalize(JSON.stringify(record)))).toEqual({ json: 1 });
  });
});
