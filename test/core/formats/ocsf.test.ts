import { mapper, takers } from './data-support';
import { CONTEXT, type Event, expectValid, normalize, withCorpus } from './support';

const map = mapper('ocsf');

const login = {
  metadata: {
    version: '1.3.0',
    uid: '0f6c',
    product: { name: 'Login', vendor_name: 'Example' },
    profiles: ['cloud', 'host'],
    correlation_uid: 'c-1',
    log_name: 'logins',
    logged_time: 1_795_683_600_500,
    labels: ['a'],
  },
  time: 1_795_683_600_123,
  class_uid: 3002,
  category_uid: 3,
  activity_id: 1,
  type_uid: 300201,
  severity_id: 1,
  user: { name: 'alice', type_id: 1 },
  service: { name: 'web' },
  src_endpoint: { ip: '192.0.2.7', port: 4242 },
  cloud: { provider: 'AWS', account: { uid: '123456789012' } },
  raw_data: 'alice logged in',
  unmapped: { own: 1, envelope: 'its own' },
};

test('a valid event goes on as it is, its metadata rebuilt', () => {
  const event = map(login);
  const { metadata, raw_data, unmapped, ...attributes } = event;
  const { metadata: own, raw_data: raw, unmapped: more, ...expected } = login;
  expect(attributes).toEqual(expected);
  expect(metadata).toEqual({
    uid: `${CONTEXT.uidPrefix}0000000`,
    log_format: 'ocsf',
    version: '1.8.0',
    product: own.product,
    profiles: own.profiles,
    correlation_uid: 'c-1',
    log_name: 'logins',
    labels: ['a'],
    logged_time: CONTEXT.arrival,
    original_event_uid: '0f6c',
  });
  expect(raw_data).toBe(JSON.stringify(login));
  expect(unmapped).toEqual({
    own: 1,
    _envelope: 'its own',
    metadata: own,
    raw_data: raw,
    envelope: { after: '' },
  });
});

test('what a normaliser made can be normalised again', () => {
  const { events } = normalize('192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5');
  const again = map(events[0] as Event);
  expect(again.metadata.original_event_uid).toBe(events[0]?.metadata.uid);
  expect({ ...again, metadata: 0, raw_data: 0, unmapped: 0 }).toEqual({
    ...events[0],
    metadata: 0,
    raw_data: 0,
    unmapped: 0,
  });
});

test.each<[string, (event: Event) => void]>([
  ['no user', (event) => delete event.user],
  ['a user that is a name', (event) => (event.user = 'alice')],
  ['a user who is nobody', (event) => (event.user = { type_id: 1 })],
  ['a type id that there is not', (event) => (event.user.type_id = 55)],
  ['an attribute that there is not', (event) => (event.colour = 'red')],
  ['one that there is not, further in', (event) => (event.src_endpoint.colour = 'red')],
  ['an address that is none', (event) => (event.src_endpoint.ip = '300.1.1.1')],
  ['a port that is none', (event) => (event.src_endpoint.port = 70_000)],
  ['a text for a number', (event) => (event.severity_id = '1')],
  ['null', (event) => (event.message = null)],
  ['a class that there is not', (event) => Object.assign(event, { class_uid: 3999, type_uid: 399901 })],
  ['another type', (event) => (event.type_uid = 300202)],
  ['another category', (event) => (event.category_uid = 4)],
  ['no service and no destination', (event) => delete event.service],
  ['no cloud, though its profiles say so', (event) => delete event.cloud],
  ['no product', (event) => delete event.metadata.product],
  ['no version', (event) => delete event.metadata.version],
  ['profiles that are none', (event) => (event.metadata.profiles = 'cloud')],
  ['a fraction for a time', (event) => (event.time = 1.5)],
])('with %s it is any JSON, and the event made of it valid', (_name, spoil) => {
  const event = structuredClone(login) as Event;
  spoil(event);
  expect(takers(event)).toEqual(['json']);
  expectValid(normalize(JSON.stringify(event)));
});

withCorpus('what passes is what the strict schema lets pass', () => {
  // A spoilt copy for each attribute of many events: whatever is passed on has to be valid, by another's validator.
  test('over events of many classes, each with each of its attributes spoilt in turn', () => {
    const sources = [
      '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b HTTP/1.1" 200 5 "-" "curl"',
      "2026-11-23T09:00:00.861934Z 344 [Note] Access denied for user 'root'@'192.0.2.7' (using password: YES)",
      '2026-11-23 09:00:00.123 UTC:192.0.2.7(52834):alice@app:[4711]:ERROR:  relation "a" does not exist',
      '2026-11-23 09:00:00.123 UTC [4711] LOG:  shutting down',
      '{"event_type":"session.close","id":"s-1","exit_code":1}',
    ];
    const values: unknown[] = [null, 'x', 1.5, [{}], { name: 'x', uid: 7 }];
    let passed = 0;
    let refused = 0;
    for (const source of sources) {
      const made = normalize(source).events[0] as Event;
      for (const path of paths(made, []))
        for (const value of [undefined, ...values]) {
          const spoilt = structuredClone(made);
          let at = spoilt;
          for (const name of path.slice(0, -1)) at = at[name];
          const last = path.at(-1) as string;
          if (value === undefined) delete at[last];
          else at[last] = value;
          const normalized = normalize(JSON.stringify(spoilt));
          expectValid(normalized);
          if (normalized.events[0]?.metadata.log_format === 'ocsf') passed++;
          else refused++;
        }
    }
    expect(passed).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(500);
  });
});

function paths(value: Event, before: string[]): string[][] {
  return Object.keys(value).flatMap((name) => {
    const path = [...before, name];
    const inner = value[name];
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) && name !== 'unmapped'
      ? [path, ...paths(inner, path)]
      : [path];
  });
}
