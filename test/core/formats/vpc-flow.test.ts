import { expectValid, normalize, rebuild } from './support';

const FLOW = '2 123456789012 eni-1 192.0.2.1 10.0.0.1 49152 443 6 10 8400 1620000000 1620000060 ACCEPT OK';

describe('VPC flow logs', () => {
  test('the default format', () => {
    const normalized = normalize(FLOW);
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({
      class_uid: 4001,
      activity_id: 6,
      status_id: 1,
      status_code: 'OK',
      action_id: 1,
      cloud: { account: { uid: '123456789012' } },
      network_observation_point: { interface_uid: 'eni-1' },
      src_endpoint: { ip: '192.0.2.1', port: 49152 },
      dst_endpoint: { ip: '10.0.0.1', port: 443 },
      connection_info: { direction_id: 0, protocol_num: 6 },
      traffic: { packets: 10, bytes: 8400 },
      time: 1_620_000_000_000,
      end_time: 1_620_000_060_000,
      raw_data: FLOW,
    });
  });

  test.each(['NODATA', 'SKIPDATA'])('%s names nobody', (status) => {
    const normalized = normalize(`2 unknown eni-1 - - - - - - - 1620000000 1620000060 - ${status}`);
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({
      status_id: 0,
      status_code: status,
      src_endpoint: { name: 'Unknown' },
    });
  });

  test('a header gives order and fields, wherever it stands, until the next one', () => {
    const text = [
      FLOW,
      'dstaddr srcaddr action version log-status start flow-direction pkt-srcaddr vpc-id traffic-path reject-reason',
      '2001:db8::2 10.0.0.9 REJECT 8 OK 1620000000 egress 192.0.2.9 vpc-1 3 BPA',
      FLOW,
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
      FLOW,
      '',
    ].join('\n');
    const normalized = normalize(text);
    expectValid(normalized);
    expect(rebuild(normalized.events).toString()).toBe(text);
    expect(normalized.events.map((event) => [event.metadata.log_format, event.class_uid])).toEqual([
      ['vpc-flow', 4001],
      ['vpc-flow', 0],
      ['vpc-flow', 4001],
      ['text', 0],
      ['vpc-flow', 0],
      ['vpc-flow', 4001],
    ]);
    expect(normalized.events[2]).toMatchObject({
      src_endpoint: { ip: '192.0.2.9', intermediate_ips: ['10.0.0.9'] },
      dst_endpoint: { ip: '2001:db8::2' },
      status_id: 2,
      status_detail: 'BPA',
      unmapped: { 'traffic-path': '3' },
    });
  });

  test('fields of the latest versions, of two digits', () => {
    const source =
      'version srcaddr dstaddr action log-status resource-id encryption-status flow-direction\n10 192.0.2.7 10.0.0.5 ACCEPT OK vpce-1 2 egress\n';
    const normalized = normalize(source);
    expectValid(normalized);
    expect(normalized.events[1]).toMatchObject({
      metadata: { log_format: 'vpc-flow' },
      connection_info: { direction_id: 2 },
      unmapped: { 'resource-id': 'vpce-1', 'encryption-status': '2' },
    });
  });

  test.each([
    FLOW.replace('ACCEPT', 'accept'),
    FLOW.replace('OK', 'okay'),
    FLOW.replace(/^2/, '1'),
    FLOW.replace(' 6 ', ' six '),
    `${FLOW} more`,
    FLOW.replace('eni-1 ', ''),
    'version version version version',
  ])('%j is none', (line) => {
    const normalized = normalize(line);
    expectValid(normalized);
    expect(normalized.events[0]?.metadata.log_format).toBe('text');
  });

  test('values out of range are left to the raw text', () => {
    const line =
      '2 1 eni-1 999.0.0.1 10.0.0.1 99999 443 999999999999999 1 2 999999999999999 1620000060 ACCEPT OK';
    const normalized = normalize(line);
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({ time: 1_764_000_000_000, dst_endpoint: { ip: '10.0.0.1' } });
    expect(normalized.events[0]).not.toHaveProperty('src_endpoint');
  });
});
