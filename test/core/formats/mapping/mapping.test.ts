import { normalize } from '../support';
import { eventsOf, linesOf, mapped } from './support';

const shop = {
  name: 'shop',
  title: 'What the shop does',
  read: 'json',
  when: [{ from: 'app', is: 'shop' }],
  class: 'API Activity',
  activity: { from: 'verb', map: { add: 'Create', drop: 'Delete' } },
  attributes: {
    time: { from: 'at', as: 'iso8601' },
    'actor.user.name': { from: 'who.login' },
    'actor.user.email_addr': { from: 'who.mail' },
    'api.operation': { from: 'verb' },
    'api.service.name': { value: 'shop' },
    'src_endpoint.ip': { from: 'client.ip' },
    'src_endpoint.port': { from: 'client.port' },
    'http_request.user_agent': { from: '["http.agent"]' },
    status_id: { from: 'ok', map: { true: 1, false: 2 } },
    severity_id: { from: 'level', map: { info: 1, alarm: 4 }, default: 0 },
    'resources[0].uid': { from: 'items[0].sku' },
    'resources[1].uid': { from: 'items[1].sku' },
    'metadata.product.name': { value: 'Shop' },
    'metadata.correlation_uid': { from: 'trace' },
    'metadata.original_event_uid': { from: 'id' },
    'metadata.labels': { from: 'tags', split: ',' },
  },
};

const line = {
  app: 'shop',
  id: 'e-1',
  at: '2026-11-23T09:00:00.5+01:00',
  verb: 'add',
  ok: true,
  level: 'info',
  who: { login: 'alice', mail: 'not an address', team: 'red' },
  client: { ip: '192.0.2.7', port: 40000 },
  'http.agent': 'curl/8',
  items: [{ sku: 's1' }, { sku: 's2', n: 2 }],
  trace: 't-9',
  tags: 'a, b,',
  extra: { deep: [1, 2] },
};

describe('JSON', () => {
  it('goes where the mapping says, and what has no place under its own name', () => {
    const [event] = eventsOf(mapped(shop), `${JSON.stringify(line)}\n`);
    expect(event).toMatchObject({
      metadata: {
        log_format: 'shop',
        product: { name: 'Shop' },
        correlation_uid: 't-9',
        original_event_uid: 'e-1',
        labels: ['a', 'b'],
      },
      time: Date.UTC(2026, 10, 23, 8, 0, 0, 500),
      class_uid: 6003,
      category_uid: 6,
      activity_id: 1,
      type_uid: 600301,
      severity_id: 1,
      status_id: 1,
      status: 'Success',
      api: { operation: 'add', service: { name: 'shop' } },
      src_endpoint: { ip: '192.0.2.7', port: 40000 },
      http_request: { user_agent: 'curl/8' },
      resources: [{ uid: 's1' }, { uid: 's2' }],
      raw_data: JSON.stringify(line),
    });
    expect(event?.actor).toEqual({ user: { name: 'alice' } });
    // What is no value for its attribute is not lost, nor a list of which only a part was taken.
    expect(event?.unmapped).toEqual({
      app: 'shop',
      who: { mail: 'not an address', team: 'red' },
      items: line.items,
      extra: { deep: [1, 2] },
    });
  });

  it('an activity that OCSF does not list keeps its own word', () => {
    const [event] = eventsOf(mapped(shop), JSON.stringify({ ...line, verb: 'wrap' }));
    expect(event).toMatchObject({ activity_id: 99, activity_name: 'wrap', type_uid: 600399 });
    const other = {
      ...shop,
      activity: { ...shop.activity, default: 'Other' },
      attributes: { ...shop.attributes },
    };
    const [kept] = eventsOf(mapped(other), JSON.stringify({ ...line, verb: 'wrap' }));
    expect(kept).toMatchObject({ activity_id: 99, api: { operation: 'wrap' } });
    expect(kept?.activity_name).toBeUndefined();
  });

  it('a value that an attribute cannot have is left where it was', () => {
    const odd = {
      ...line,
      at: 'yesterday',
      level: 'weird',
      ok: 'perhaps',
      client: { ip: 'unknown', port: 70000 },
      tags: ['a', { b: 1 }],
    };
    const [event] = eventsOf(
      mapped({ ...shop, attributes: { ...shop.attributes, 'src_endpoint.name': { value: 'x' } } }),
      JSON.stringify(odd),
    );
    expect(event).toMatchObject({ time: 1_764_000_000_000, severity_id: 0, src_endpoint: { name: 'x' } });
    expect(event?.status_id).toBeUndefined();
    expect(event?.unmapped).toMatchObject({
      at: 'yesterday',
      level: 'weird',
      ok: 'perhaps',
      client: { ip: 'unknown', port: 70000 },
      tags: ['a', { b: 1 }],
    });
  });

  it('an object that lacks what OCSF demands of it is left out, and its values are unmapped', () => {
    const attributes = {
      ...shop.attributes,
      'http_response.code': { from: 'answer.code' },
      'http_response.length': { from: 'answer.length' },
    };
    const normalizer = mapped({ ...shop, attributes });
    const event = (answer: object) => eventsOf(normalizer, JSON.stringify({ ...line, answer }))[0];
    expect(event({ code: '404', length: 7 })?.http_response).toEqual({ code: 404, length: 7 });
    expect(event({ code: 'none', length: 7 })?.http_response).toBeUndefined();
    expect(event({ code: 'none', length: 7 })?.unmapped.answer).toEqual({ code: 'none', length: 7 });
  });

  it('an event that lacks what its class demands is none of the format: it is kept as other JSON', () => {
    const text = JSON.stringify({ app: 'shop', verb: 'add', at: '2026-11-23T09:00:00Z' });
    expect(eventsOf(mapped(shop), text)).toEqual(normalize(text).events);
  });

  it('an event of no format is what it is without a mapping', () => {
    const text =
      '{"app":"other"}\n192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 404 2326\nfree text';
    expect(linesOf(mapped(shop), text).lines).toEqual(normalize(text).lines);
  });
});

describe('CSV', () => {
  const csv = {
    name: 'doors',
    title: 'Doors',
    read: 'csv',
    columns: ['when', 'badge', 'door', 'result', 'note'],
    when: [{ from: 'when', as: 'epoch-s' }],
    class: 'Authentication',
    activity: 'Logon',
    attributes: {
      time: { from: 'when', as: 'epoch-s' },
      'user.uid': { from: 'badge' },
      'service.name': { from: 'door' },
      status_id: { from: 'result', map: { OPEN: 1, DENIED: 2 }, default: 99 },
    },
  };

  it('reads quotes, empty values and a header that is none of its events', () => {
    const text =
      'when,badge,door,result,note\n1795424400.25,b7,"East, ""main""",DENIED,\n1795424401,b8,West,AJAR,"-"\n1,2\n';
    const normalizer = mapped(csv);
    const [header, first, second, short] = eventsOf(normalizer, text);
    expect(header?.metadata.log_format).toBe('text');
    expect(first).toMatchObject({
      time: 1_795_424_400_250,
      user: { uid: 'b7' },
      service: { name: 'East, "main"' },
      status_id: 2,
      raw_data: '1795424400.25,b7,"East, ""main""",DENIED,',
    });
    expect(first?.unmapped).toBeUndefined();
    expect(second).toMatchObject({ status_id: 99, unmapped: { result: 'AJAR' } });
    expect(short?.metadata.log_format).toBe('text');
  });

  it('is apart by another character', () => {
    const [event] = eventsOf(mapped({ ...csv, delimiter: '\t' }), '1795424400\tb7\tE,W\tOPEN\tx');
    expect(event).toMatchObject({ service: { name: 'E,W' }, status_id: 1, unmapped: { note: 'x' } });
  });
});

describe('a pattern', () => {
  const pattern = {
    name: 'till',
    title: 'Tills',
    read: 'pattern',
    pattern: '{at:15} till[{no}]: {who} {{{what}}} from {ip}',
    class: 'Base Event',
    activity: 'Unknown',
    attributes: {
      time: { from: 'at', as: 'bsd' },
      message: { from: 'what' },
      'observables[0].name': { from: 'who' },
      'observables[0].type_id': { value: 4 },
    },
  };

  it('takes a line of its form, and no other', () => {
    const good = 'Nov  3 09:00:01 till[7]: alice {opens {the} drawer} from 192.0.2.7';
    const [event, ...others] = eventsOf(
      mapped(pattern),
      `${good}\nNov  3 09:00:01 till[7]: alice opens from x\nNov  3 till[\n till[7]: a {b} from c`,
    );
    expect(event).toMatchObject({
      time: Date.UTC(2025, 10, 3, 9, 0, 1),
      message: 'opens {the} drawer',
      observables: [{ name: 'alice', type_id: 4 }],
      unmapped: { no: '7', ip: '192.0.2.7' },
    });
    expect(others.map(({ metadata }) => metadata.log_format)).toEqual(['syslog', 'text', 'text']);
  });

  it('within a syslog line has the syslog line around it', () => {
    const inner = { ...pattern, pattern: '{who:5} did {what}' };
    const format = {
      ...inner,
      attributes: {
        message: { from: 'what' },
        'observables[0].name': { from: 'who' },
        'observables[0].type_id': { value: 4 },
      },
    };
    const [event] = eventsOf(mapped(format), '<13>Nov 23 09:00:01 host shop: alice did it');
    expect(event).toMatchObject({
      metadata: { log_format: 'till' },
      raw_data: '<13>Nov 23 09:00:01 host shop: alice did it',
      unmapped: { syslog: { facility: 1, severity: 5 } },
    });
  });

  it('comes before every format of Wormtrail, whatever took the line before', () => {
    const clf = '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 404 2326';
    const own = {
      ...pattern,
      pattern: '{ip} - - [{at}] "{what}" 404 {size}',
      attributes: { time: { from: 'at', as: 'clf' }, message: { from: 'what' } },
    };
    const other = clf.replace('404', '200');
    const events = eventsOf(mapped(own), [other, clf, other, clf].join('\n'));
    expect(events.map(({ metadata }) => metadata.log_format)).toEqual([
      'access-log',
      'till',
      'access-log',
      'till',
    ]);
  });
});

it('a message of CloudWatch Logs says whose it is', () => {
  const payload = {
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/shop',
    logStream: 's',
    subscriptionFilters: ['all'],
    logEvents: [
      { id: '1', timestamp: 5, message: JSON.stringify({ ...line, at: undefined, id: undefined }) },
    ],
  };
  const [event] = eventsOf(mapped(shop), JSON.stringify(payload));
  expect(event).toMatchObject({
    time: 5,
    metadata: { log_name: '/shop', profiles: ['cloud'], original_event_uid: '1' },
    cloud: { provider: 'AWS', account: { uid: '123456789012' } },
  });
});

it('profiles are named where an attribute comes from one', () => {
  const format = {
    ...shop,
    attributes: { ...shop.attributes, action_id: { from: 'ok', map: { true: 1, false: 2 } } },
  };
  const [event] = eventsOf(mapped(format), JSON.stringify(line));
  expect(event).toMatchObject({ action_id: 1, metadata: { profiles: ['security_control'] } });
});

it('what it makes of lines is derived again from their raw text', () => {
  const normalizer = mapped(shop);
  const { lines } = linesOf(normalizer, `${JSON.stringify(line)}\n{"app":"shop"}\ntext`);
  const derive = normalizer.rederiver();
  expect(lines.map((one) => derive(one, false))).toEqual([true, true, true]);
  expect(derive(lines[0]?.replace('alice', 'mallory') as string, false)).toBe(false);
});

it('an outcome has its name beside its number, and only where 1 and 2 are outcomes', () => {
  const finding = {
    ...shop,
    class: 'Detection Finding',
    activity: 'Create',
    attributes: {
      'finding_info.uid': { from: 'id' },
      'finding_info.title': { value: 'x' },
      status_id: { value: 1 },
    },
  };
  const [event] = eventsOf(mapped(finding), JSON.stringify(line));
  expect(event).toMatchObject({ status_id: 1, category_uid: 2 });
  expect(event?.status).toBeUndefined();
  const said = { ...shop, attributes: { ...shop.attributes, status: { from: 'verb' } } };
  expect(eventsOf(mapped(said), JSON.stringify(line))[0]).toMatchObject({ status_id: 1, status: 'add' });
});
