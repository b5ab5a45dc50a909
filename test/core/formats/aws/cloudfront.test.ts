import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

const HEADER =
  '#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end';
const LINE =
  '2026-11-23\t09:00:09\tDUB2-C1\t350\t192.0.2.7\tGET\td111111abcdef8.cloudfront.net\t/a%20b\t200\thttps://www.example.com/?q=a%2520b\tMozilla/5.0%20(X11;%20Linux)\tb=c\tsid=1;%20t=2\tHit\tW1Qp==\twww.example.com\thttps\t488\t0.834\t198.51.100.9,%20203.0.113.8\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tRefreshHit\tHTTP/2.0\tProcessed\t3\t23245\t0.034\tOriginShieldHit\ttext/html;%20charset=utf-8\t350\t0\t99';

function events(source: string): Event[] {
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  return [...normalized.events];
}

describe('CloudFront standard logs', () => {
  it('every field, by its default place', () => {
    const [event] = events(LINE);
    expect(event).toMatchObject({
      metadata: { log_format: 'cloudfront', correlation_uid: 'W1Qp==' },
      class_uid: 4002,
      activity_id: 3,
      status_id: 1,
      status_code: 'Hit',
      status_detail: 'OriginShieldHit',
      time: Date.parse('2026-11-23T09:00:09Z'),
      duration: 834,
      src_endpoint: { ip: '192.0.2.7', port: 23245 },
      dst_endpoint: { hostname: 'd111111abcdef8.cloudfront.net' },
      http_request: {
        http_method: 'GET',
        uid: 'W1Qp==',
        version: '2.0',
        length: 488,
        referrer: 'https://www.example.com/?q=a%20b',
        user_agent: 'Mozilla/5.0 (X11; Linux)',
        x_forwarded_for: ['198.51.100.9', '203.0.113.8'],
        url: { scheme: 'https', hostname: 'www.example.com', path: '/a%20b', query_string: 'b=c' },
      },
      http_response: { code: 200, length: 350, latency: 34, content_type: 'text/html; charset=utf-8' },
      tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
      unmapped: {
        'x-edge-location': 'DUB2-C1',
        'cs(Cookie)': 'sid=1;%20t=2',
        'x-edge-response-result-type': 'RefreshHit',
        'fle-status': 'Processed',
        'fle-encrypted-fields': '3',
        'sc-content-len': '350',
        'sc-range-start': '0',
        'sc-range-end': '99',
      },
    });
  });

  it('a header of two lines is one event, and holds for its record', () => {
    const [header, event] = events(`${HEADER}\n${LINE}`);
    expect(header).toMatchObject({ class_uid: 0, activity_name: 'Header', raw_data: HEADER });
    expect(event?.http_response.code).toBe(200);
    expect(events(`${HEADER.replaceAll('\n', '\r\n')}\r\n${LINE}`)[0]?.class_uid).toBe(0);
  });

  it('fields that a distribution chose, in its own order', () => {
    const [, event] = events(
      '#Version: 1.0\n#Fields: timestamp(ms) c-country sc-status cs-method x-edge-result-type cs-uri-stem c-ip asn\n1795424409123\tIE\t403\tPOST\tError\t/login\t2001:db8::7\t64500',
    );
    expect(event).toMatchObject({
      time: 1795424409123,
      status_id: 2,
      status_code: 'Error',
      http_request: { http_method: 'POST', url: { path: '/login' } },
      src_endpoint: {
        ip: '2001:db8::7',
        location: { country: 'IE' },
        autonomous_system: { number: 64500 },
      },
    });
  });

  it('a line of the first years has twelve fields', () => {
    const [event] = events(LINE.split('\t').slice(0, 12).join('\t'));
    expect(event?.metadata.log_format).toBe('cloudfront');
    expect(event?.http_request.url).toEqual({
      hostname: 'd111111abcdef8.cloudfront.net',
      path: '/a%20b',
      query_string: 'b=c',
    });
  });

  it('a viewer that went away: status 000', () => {
    const [event] = events(LINE.replace('\t200\t', '\t000\t'));
    expect(event?.status_id).toBe(2);
    expect(event?.http_response).toBeUndefined();
  });

  it('what does not decode stays, and a space before the hyphen is none', () => {
    const [event] = events(LINE.replace('Mozilla/5.0%20', '%zz%20').replace('Processed\t3', '-\t -'));
    expect(event?.http_request.user_agent).toBe('%zz%20(X11;%20Linux)');
    expect(event?.unmapped['fle-encrypted-fields']).toBeUndefined();
  });

  test.each([
    LINE.replace('192.0.2.7', 'host'),
    LINE.replace('2026-11-23', '2026-11-3'),
    LINE.replace('\t200\t', '\tOK\t'),
    LINE.replaceAll('\t', ' '),
    `${LINE}\tmore`,
    '#Version: 1.0',
    '#Fields: date time s-ip cs-method cs-uri-stem cs(User-Agent) cs(Referer) cs(Host) sc-status',
  ])('%j is none', (line) => {
    expect(formatsOf(normalize(line)).cloudfront).toBeUndefined();
  });
});

describe('CloudFront standard logs as JSON', () => {
  it('the fields that were chosen, as strings', () => {
    const [event] = events(
      '{"date":"2026-11-23","time":"09:00:09","x-edge-location":"DUB2-C1","asn":"64500","timestamp(ms)":"1795424409123","origin-fbl":"0.254","x-host-header":"www.example.com","cs(Cookie)":"a=b","c-ip":"192.0.2.7","c-country":"IE","cs(User-Agent)":"a%20b","sc-status":"404","cs-method":"GET","cs-uri-stem":"/x","__proto__":"p","envelope":"e"}',
    );
    expect(event).toMatchObject({
      metadata: { log_format: 'cloudfront-json' },
      time: 1795424409123,
      status_id: 2,
      src_endpoint: { ip: '192.0.2.7', location: { country: 'IE' }, autonomous_system: { number: 64500 } },
      http_request: { user_agent: 'a b', url: { path: '/x', hostname: 'www.example.com' } },
      unmapped: {
        'x-edge-location': 'DUB2-C1',
        'origin-fbl': '0.254',
        'cs(Cookie)': 'a=b',
        _envelope: 'e',
      },
    });
    expect(Object.keys(event?.unmapped)).toContain('__proto__');
  });

  it('few of them, without a status and without a path', () => {
    const [event] = events(
      '{"date":"2026-11-23","time":"09:00:09","x-edge-location":"DUB2-C1","x-host-header":"www.example.com"}',
    );
    expect(event).toMatchObject({
      metadata: { log_format: 'cloudfront-json' },
      time: Date.parse('2026-11-23T09:00:09Z'),
      status_id: 0,
    });
  });

  test.each(['{"x-edge-location":"DUB2-C1"}', '{"x-edge-location":1,"date":"2026-11-23","time":"09:00:09"}'])(
    '%j is none',
    (source) => {
      expect(formatsOf(normalize(source))).toEqual({ json: 1 });
    },
  );
});

describe('CloudFront real-time logs', () => {
  const fields =
    '1795424409.123 192.0.2.7 0.034 200 350 GET https d111111abcdef8.cloudfront.net /a 488 DUB2-C1 W1Qp== www.example.com 0.834 HTTP/2.0 IPv4 curl/8.0 https://www.example.com/ a=b c=d Hit 198.51.100.9 TLSv1.3 TLS_AES_128_GCM_SHA256 Hit - - text/html 350 - - 23245 Hit IE gzip *%2F* * host:www.example.com%0A host%0A 1 0.1 0.2 64500'.split(
      ' ',
    );

  it('all fields in their documented order', () => {
    const [event] = events(fields.join('\t'));
    expect(event).toMatchObject({
      metadata: { log_format: 'cloudfront-realtime' },
      time: 1795424409123,
      duration: 834,
      src_endpoint: { ip: '192.0.2.7', port: 23245, location: { country: 'IE' } },
      dst_endpoint: { hostname: 'd111111abcdef8.cloudfront.net' },
      http_request: {
        http_method: 'GET',
        url: { hostname: 'www.example.com', path: '/a', query_string: 'c=d' },
        x_forwarded_for: ['198.51.100.9'],
      },
      http_response: { code: 200, latency: 34, content_type: 'text/html' },
      unmapped: {
        'c-ip-version': 'IPv4',
        'cs-cookie': 'a=b',
        'cs-accept-encoding': 'gzip',
        'cs-headers-count': '1',
        more: ['0.1', '0.2', '64500'],
      },
    });
  });

  it('the first of them alone are not guessed at', () => {
    expect(events(fields.slice(0, 25).join('\t'))[0]?.metadata.log_format).toBe('cloudfront-realtime');
    expect(events(fields.slice(0, 24).join('\t'))[0]?.metadata.log_format).toBe('text');
    expect(events([...fields.slice(0, 2), ...fields.slice(3)].join('\t'))[0]?.metadata.log_format).toBe(
      'text',
    );
  });
});
