import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

function events(source: string, format: string): Event[] {
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  expect(Object.keys(formatsOf(normalized))).toEqual([format]);
  return [...normalized.events];
}
const event = (value: unknown, format: string): Event => events(JSON.stringify(value), format)[0]!;

describe('Route 53 Resolver query logs', () => {
  const QUERY = {
    version: '1.100000',
    account_id: '123456789012',
    region: 'eu-west-1',
    vpc_id: 'vpc-0a1b',
    query_timestamp: '2026-11-23T09:00:09Z',
    query_name: 'www.example.com.',
    query_type: 'A',
    query_class: 'IN',
    rcode: 'NOERROR',
    answers: [
      { Rdata: 'cdn.example.net.', Type: 'CNAME', Class: 'IN' },
      { Rdata: '192.0.2.80', Type: 'A', Class: 'IN' },
    ],
    srcaddr: '10.0.0.5',
    srcport: '35547',
    transport: 'UDP',
    srcids: { instance: 'i-0a1b2c3d' },
  };

  it('a query and its answers', () => {
    const dns = event(QUERY, 'route53-resolver');
    expect(dns).toMatchObject({
      class_uid: 4003,
      activity_id: 6,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:09Z'),
      rcode: 'NOERROR',
      rcode_id: 0,
      cloud: { account: { uid: '123456789012' }, region: 'eu-west-1' },
      query: { hostname: 'www.example.com.', type: 'A', class: 'IN' },
      answers: [
        { rdata: 'cdn.example.net.', type: 'CNAME', class: 'IN' },
        { rdata: '192.0.2.80', type: 'A', class: 'IN' },
      ],
      src_endpoint: { ip: '10.0.0.5', port: 35547, vpc_uid: 'vpc-0a1b', instance_uid: 'i-0a1b2c3d' },
      connection_info: { protocol_name: 'udp' },
    });
    expect(dns.metadata.profiles).toEqual(['cloud']);
    expect(dns.action_id).toBeUndefined();
  });

  test.each([
    ['NXDOMAIN', 3],
    ['SERVFAIL', 2],
    ['BADVERS', 99],
  ])('%s is a failure', (rcode, id) => {
    expect(event({ ...QUERY, rcode, answers: [] }, 'route53-resolver')).toMatchObject({
      rcode_id: id,
      status_id: 2,
    });
  });

  test.each([
    ['BLOCK', 2, 2, 2],
    ['ALERT', 3, 19, 1],
    ['ALLOW', 1, 1, 1],
  ])('a rule of DNS Firewall: %s', (action, actionId, disposition, status) => {
    const dns = event(
      {
        ...QUERY,
        firewall_rule_action: action,
        firewall_rule_group_id: 'rslvr-frg-0a1b',
        firewall_domain_list_id: 'rslvr-fdl-0a1b',
      },
      'route53-resolver',
    );
    expect(dns).toMatchObject({
      action_id: actionId,
      disposition_id: disposition,
      status_id: status,
      firewall_rule: { uid: 'rslvr-frg-0a1b' },
      unmapped: { firewall_domain_list_id: 'rslvr-fdl-0a1b' },
    });
  });

  it('over an inbound endpoint, from an address of version 6', () => {
    const srcids = { resolver_endpoint: 'rslvr-in-0a1b', resolver_network_interface: 'rni-0a1b', other: 'x' };
    expect(event({ ...QUERY, srcaddr: '2001:db8::7', srcids }, 'route53-resolver')).toMatchObject({
      src_endpoint: { ip: '2001:db8::7' },
      dst_endpoint: { uid: 'rslvr-in-0a1b', interface_uid: 'rni-0a1b' },
      unmapped: { srcids: { other: 'x' } },
    });
  });

  it('believes nothing about types', () => {
    event(
      {
        ...QUERY,
        answers: [null, { Rdata: 7 }, 'x'],
        srcids: [],
        srcport: 99999,
        query_timestamp: 7,
        srcaddr: '',
      },
      'route53-resolver',
    );
    expect(formatsOf(normalize(JSON.stringify({ ...QUERY, rcode: 0 })))).toEqual({ json: 1 });
  });
});

describe('VPC flow log records as JSON', () => {
  const FLOW = {
    version: 5,
    account_id: '123456789012',
    interface_id: 'eni-0a1b2c3d',
    srcaddr: '192.0.2.7',
    dstaddr: '10.0.0.5',
    srcport: 49152,
    dstport: '443',
    protocol: 6,
    packets: 10,
    bytes: 8400,
    start: 1795424340,
    end: '2026-11-23T09:00:00Z',
    action: 'REJECT',
    log_status: 'OK',
    'pkt-srcaddr': '198.51.100.9',
    tcp_flags: 2,
    flow_direction: 'ingress',
    traffic_path: 1,
    ecs_task_id: 'task-1',
    extra: { a: 1 },
    envelope: 'e',
  };

  it('is the flow that its line would be, and keeps what is beside', () => {
    const flow = event(FLOW, 'vpc-flow-json');
    expect(flow).toMatchObject({
      class_uid: 4001,
      status_id: 2,
      action_id: 2,
      status_code: 'OK',
      time: 1795424340000,
      end_time: Date.parse('2026-11-23T09:00:00Z'),
      cloud: { account: { uid: '123456789012' } },
      src_endpoint: { ip: '198.51.100.9', port: 49152, intermediate_ips: ['192.0.2.7'] },
      dst_endpoint: { ip: '10.0.0.5', port: 443 },
      connection_info: { protocol_num: 6, tcp_flags: 2, direction_id: 1 },
      traffic: { packets: 10, bytes: 8400 },
      network_observation_point: { interface_uid: 'eni-0a1b2c3d' },
      unmapped: { 'traffic-path': '1', 'ecs-task-id': 'task-1', extra: { a: 1 }, _envelope: 'e' },
    });
  });

  it('in capitals, as Panther has it', () => {
    expect(
      event(
        {
          srcAddr: '10.0.0.1',
          dstAddr: '192.0.2.1',
          srcPort: 54321,
          dstPort: 8080,
          flowDirection: 'egress',
          vpcId: 'vpc-1',
          status: 'OK',
        },
        'vpc-flow-json',
      ),
    ).toMatchObject({
      dst_endpoint: { ip: '192.0.2.1', port: 8080 },
      connection_info: { direction_id: 2 },
      status_code: 'OK',
    });
    event({ srcAddr: 'null', dstAddr: '192.0.2.1', p_log_type: 'AWS.VPCFlow' }, 'vpc-flow-json');
  });

  test.each([
    { srcaddr: '192.0.2.7', dstaddr: '10.0.0.5', srcport: 1, dstport: 2 },
    { srcaddr: 'host', dstaddr: '10.0.0.5', interface_id: 'eni-1' },
    { src_ip: '192.0.2.7', dst_ip: '10.0.0.5', interface_id: 'eni-1' },
  ])('%j is none', (value) => {
    expect(formatsOf(normalize(JSON.stringify(value)))).toEqual({ json: 1 });
  });
});

describe('transit gateway flow logs', () => {
  const LINE =
    '6 TransitGateway 123456789012 tgw-0a1b tgw-attach-0a1b 123456789012 210987654321 vpc-0a1b vpc-0c2d subnet-0a1b subnet-0c2d eni-0a1b eni-0c2d euw1-az1 euw1-az2 tgw-attach-0c2d 10.0.0.5 10.1.0.7 49152 443 6 10 8400 1795424340 1795424400 OK IPv4 0 0 0 0 3 eu-west-1 egress - S3';

  it('all fields in the default order', () => {
    expect(events(LINE, 'transit-gateway-flow')[0]).toMatchObject({
      class_uid: 4001,
      activity_id: 6,
      status_id: 1,
      time: 1795424340000,
      end_time: 1795424400000,
      cloud: { account: { uid: '123456789012' }, region: 'eu-west-1' },
      network_observation_point: { uid: 'tgw-0a1b' },
      src_endpoint: {
        ip: '10.0.0.5',
        port: 49152,
        vpc_uid: 'vpc-0a1b',
        subnet_uid: 'subnet-0a1b',
        interface_uid: 'eni-0a1b',
        zone: 'euw1-az1',
        owner: { account: { uid: '123456789012' } },
      },
      dst_endpoint: { ip: '10.1.0.7', port: 443, owner: { account: { uid: '210987654321' } } },
      connection_info: { protocol_num: 6, tcp_flags: 3, direction_id: 2 },
      traffic: { packets: 10, bytes: 8400 },
      unmapped: {
        version: '6',
        'resource-type': 'TransitGateway',
        'tgw-pair-attachment-id': 'tgw-attach-0c2d',
        'pkt-dst-aws-service': 'S3',
      },
    });
  });

  it('packets that found no way', () => {
    expect(events(LINE.replace('IPv4 0 0 0 0', 'IPv4 3 0 1 0'), 'transit-gateway-flow')[0]).toMatchObject({
      status_id: 2,
      status_detail: 'packets-lost-no-route, packets-lost-mtu-exceeded',
    });
  });

  it('a header gives another order to the lines of its record', () => {
    const [header, flow] = events(
      'tgw-id log-status srcaddr dstaddr packets-lost-blackhole start\ntgw-0a1b OK 10.0.0.5 2001:db8::7 2 1795424340\n',
      'transit-gateway-flow',
    );
    expect(header?.class_uid).toBe(0);
    expect(flow).toMatchObject({
      status_detail: 'packets-lost-blackhole',
      dst_endpoint: { ip: '2001:db8::7' },
    });
  });

  it('without data', () => {
    const none = LINE.split(' ').map((field, at) => (at < 16 || at === 23 || at === 24 ? field : '-'));
    none[25] = 'NODATA';
    expect(events(none.join(' '), 'transit-gateway-flow')[0]).toMatchObject({
      status_id: 0,
      status_code: 'NODATA',
      src_endpoint: { name: 'Unknown' },
    });
  });

  test.each([
    `${LINE} x`,
    LINE.replace(' TransitGateway ', ' Vpc '),
    LINE.replace(' 8400 ', ' many '),
    LINE.replace(' OK ', ' FINE '),
    'srcaddr dstaddr start end',
  ])('%j is none', (line) => {
    expect(formatsOf(normalize(line))['transit-gateway-flow']).toBeUndefined();
  });
});

describe('Network Firewall', () => {
  const wrap = (inner: object): object => ({
    firewall_name: 'edge',
    availability_zone: 'eu-west-1a',
    event_timestamp: '1795424409',
    event: {
      timestamp: '2026-11-23T09:00:09.404578+0000',
      flow_id: 16402963969408,
      src_ip: '10.0.0.5',
      src_port: 60448,
      dest_ip: '192.0.2.80',
      dest_port: 443,
      proto: 'TCP',
      app_proto: 'tls',
      ...inner,
    },
  });

  it('an alert that blocked', () => {
    const alert = event(
      {
        ...wrap({
          event_type: 'alert',
          alert: {
            action: 'blocked',
            signature_id: 4,
            rev: 1,
            signature: 'no such site',
            category: 'web',
            severity: 1,
          },
          verdict: { action: 'drop' },
          tls: { sni: 'www.example.com', version: 'TLS 1.3' },
          direction: 'to_server',
        }),
        aws_category: '["Gambling"]',
      },
      'network-firewall',
    );
    expect(alert).toMatchObject({
      class_uid: 4001,
      severity_id: 4,
      status_id: 2,
      status_code: 'blocked',
      status_detail: 'no such site',
      is_alert: true,
      action_id: 2,
      disposition_id: 2,
      time: Date.parse('2026-11-23T09:00:09.404Z'),
      firewall_rule: { uid: '4', name: 'no such site', version: '1', category: 'web' },
      cloud: { zone: 'eu-west-1a' },
      network_observation_point: { name: 'edge' },
      src_endpoint: { ip: '10.0.0.5', port: 60448 },
      dst_endpoint: { ip: '192.0.2.80', port: 443, hostname: 'www.example.com' },
      connection_info: { uid: '16402963969408', protocol_name: 'tcp', direction: 'to_server' },
      tls: { sni: 'www.example.com', version: 'TLS 1.3' },
      unmapped: {
        aws_category: '["Gambling"]',
        event_timestamp: '1795424409',
        event: { event_type: 'alert', verdict: { action: 'drop' } },
      },
    });
    expect(alert.metadata.correlation_uid).toBe('16402963969408');
  });

  it('a flow', () => {
    const flow = event(
      wrap({
        event_type: 'netflow',
        netflow: {
          pkts: 21,
          bytes: 1208,
          start: '2026-11-23T09:00:00.200427+0000',
          end: '2026-11-23T09:00:08.636922+0000',
        },
        tcp: { tcp_flags: '1b' },
      }),
      'network-firewall',
    );
    expect(flow).toMatchObject({
      severity_id: 1,
      status_id: 0,
      start_time: Date.parse('2026-11-23T09:00:00.200Z'),
      end_time: Date.parse('2026-11-23T09:00:08.636Z'),
      traffic: { packets: 21, bytes: 1208 },
      connection_info: { tcp_flags: 27 },
    });
    expect(flow.is_alert).toBeUndefined();
  });

  it('an allowed request over HTTP, and a TLS inspection that failed', () => {
    const http = { hostname: 'www.example.com', url: '/a?b=c', http_user_agent: 'curl/8.0' };
    expect(
      event(
        wrap({ event_type: 'alert', alert: { action: 'allowed', severity: 3 }, http }),
        'network-firewall',
      ),
    ).toMatchObject({
      action_id: 1,
      severity_id: 2,
      url: { hostname: 'www.example.com', path: '/a', query_string: 'b=c' },
      unmapped: { event: { http } },
    });
    expect(
      event(wrap({ event_type: 'tls', tls_error: { error_message: 'expired' } }), 'network-firewall'),
    ).toMatchObject({ status_id: 2, status_detail: 'expired' });
  });

  it('believes nothing about types', () => {
    event(
      wrap({ flow_id: 1e300, src_ip: 7, dest_ip: 'x', alert: { severity: 'x', signature_id: {} }, tcp: [] }),
      'network-firewall',
    );
    expect(formatsOf(normalize('{"firewall_name":"edge","event":{}}'))).toEqual({ json: 1 });
  });
});
