import { mapper, takers } from './data-support';
import { expectSource, expectValid, normalize } from './support';

const map = mapper('postgresql-csv');

/** A record by the columns of the documentation, `undefined` for an empty one. */
function record(columns: Record<string, string>, version = 14): string {
  const names =
    'log_time user_name database_name process_id connection_from session_id session_line_num command_tag session_start_time virtual_transaction_id transaction_id error_severity sql_state_code message detail hint internal_query internal_query_pos context query query_pos location application_name backend_type leader_pid query_id'.split(
      ' ',
    );
  const all: Record<string, string> = {
    log_time: '2026-11-23 09:00:00.123 UTC',
    process_id: '4711',
    session_id: '6561a1b2.1267',
    session_line_num: '3',
    error_severity: 'LOG',
    sql_state_code: '00000',
    ...columns,
  };
  return names
    .slice(0, version >= 14 ? 26 : version === 13 ? 24 : 23)
    .map((name) => all[name] ?? '')
    .join(',');
}

const CLIENT = { user_name: '"alice"', database_name: '"app"', connection_from: '"192.0.2.7:52834"' };

test.each([12, 13, 14])('an error with every column, as version %i has them', (version) => {
  const event = map(
    record(
      {
        ...CLIENT,
        command_tag: '"SELECT"',
        session_start_time: '2026-11-23 08:59:00 UTC',
        virtual_transaction_id: '4/12',
        transaction_id: '900',
        error_severity: 'ERROR',
        sql_state_code: '42P01',
        message: '"relation ""accounts"" does not exist"',
        detail: '"the detail"',
        hint: '"the hint"',
        internal_query: '"SELECT 1"',
        internal_query_pos: '2',
        context: '"PL/pgSQL function f(), line 3"',
        query: '"SELECT *\n  FROM accounts, t"',
        query_pos: '15',
        location: '"parserOpenTable, parse_relation.c:1449"',
        application_name: '"psql"',
        backend_type: '"client backend"',
        leader_pid: '4700',
        query_id: '-77',
      },
      version,
    ),
  );
  expect(event).toMatchObject({
    class_uid: 6005,
    activity_id: 4,
    status_id: 2,
    status_code: '42P01',
    status_detail: 'relation "accounts" does not exist: the detail',
    time: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
    actor: { user: { name: 'alice' }, session: { uid: '6561a1b2.1267' }, app_name: 'psql' },
    src_endpoint: { ip: '192.0.2.7', port: 52834 },
    database: { name: 'app' },
    query_info: { query_string: 'SELECT *\n  FROM accounts, t' },
    unmapped: {
      session_line_num: '3',
      command_tag: 'SELECT',
      session_start_time: '2026-11-23 08:59:00 UTC',
      virtual_transaction_id: '4/12',
      transaction_id: '900',
      hint: 'the hint',
      internal_query: 'SELECT 1',
      internal_query_pos: '2',
      context: 'PL/pgSQL function f(), line 3',
      query_pos: '15',
      location: 'parserOpenTable, parse_relation.c:1449',
    },
  });
  expect(event.unmapped.backend_type).toBe(version >= 13 ? 'client backend' : undefined);
  expect(event.unmapped.leader_pid).toBe(version >= 14 ? '4700' : undefined);
});

test.each<[object, number, object]>([
  [{ message: '"database system is ready to accept connections"' }, 6002, {}],
  [{ ...CLIENT, message: '"statement: SELECT 1, 2"' }, 6005, { query_info: { query_string: 'SELECT 1, 2' } }],
  [
    { ...CLIENT, error_severity: 'FATAL', message: '"password authentication failed for user ""alice"""' },
    3002,
    { user: { name: 'alice' }, status_id: 2 },
  ],
  [
    { ...CLIENT, connection_from: '"[local]"', message: '"statement: SELECT 1"' },
    6005,
    { src_endpoint: { name: 'local' } },
  ],
  [
    { ...CLIENT, connection_from: '"2001:db8::1:5000"', message: '"statement: SELECT 1"' },
    6005,
    { src_endpoint: { ip: '2001:db8::1', port: 5000 } },
  ],
  [{ message: '"checkpoint starting: time"' }, 0, {}],
])('%j', (columns, classUid, expected) => {
  expect(map(record(columns as Record<string, string>))).toMatchObject({ class_uid: classUid, ...expected });
});

test('records over lines, one after the other, and one that was cut short', () => {
  const long = record({ ...CLIENT, message: '"statement: SELECT\n\n\t""a""\r\n, b"' });
  const cut = long.slice(0, long.indexOf('\n'));
  const source = `${long}\n${long}\r\n${cut}\n${long}\n`;
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  expect(normalized.events.map((event) => event.metadata.log_format)).toEqual([
    'postgresql-csv',
    'postgresql-csv',
    'text',
    'postgresql-csv',
  ]);
  expect(normalized.events[1]?.query_info.query_string).toBe('SELECT\n\n\t"a"\r\n, b');
});

test('time to read records whose quotes never end grows with their length', () => {
  const line = '2026-11-23 09:00:00.123 UTC,"';
  const begun = process.hrtime.bigint();
  normalize(`${line}\n`.repeat(5000));
  normalize(`${line}${'x\n'.repeat(50_000)}`);
  expect(Number(process.hrtime.bigint() - begun) / 1e9).toBeLessThan(20);
});

test.each([
  '2026-11-23 09:00:00.123 UTC,a,b',
  record({ process_id: 'x' }),
  record({ error_severity: '' }),
  `${record({})},,,`,
])('no csvlog: %s', (line) => {
  expect(takers(line)).toEqual(['text']);
});
