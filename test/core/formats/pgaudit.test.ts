import { mapper, takers } from './data-support';

const map = mapper('pgaudit');
const RDS = '2026-11-23 09:00:00 UTC:192.0.2.7(52834):alice@app:[4711]:LOG:  AUDIT: ';

describe('pgaudit', () => {
  test.each<[string, object]>([
    [
      'SESSION,3,1,READ,SELECT,TABLE,public.accounts,SELECT * FROM accounts,<not logged>',
      {
        activity_id: 4,
        type_id: 3,
        table: { name: 'public.accounts' },
        query_info: { query_string: 'SELECT * FROM accounts' },
        unmapped: { audit_type: 'SESSION', statement_id: 3, substatement_id: 1, class: 'READ' },
      },
    ],
    [
      "OBJECT,4,1,WRITE,UPDATE,TABLE,public.accounts,\"UPDATE accounts\n\tSET note = 'a, ''b'' ''c'''\",\"x,1\"",
      { activity_id: 2, query_info: { data: 'x,1' }, unmapped: { audit_type: 'OBJECT' } },
    ],
    [
      'SESSION,5,2,WRITE,INSERT,TABLE,public.t,<previously logged>,<previously logged>',
      { activity_id: 5, table: { name: 'public.t' } },
    ],
    [
      'SESSION,6,1,DDL,CREATE TABLE,TABLE,public.t,"create table t (a int, b text);",<none>',
      { activity_id: 6, query_info: { query_string: 'create table t (a int, b text);' } },
    ],
    [
      'SESSION,7,1,ROLE,GRANT,TABLE,,"GRANT SELECT ON t TO ""bob""",<none>',
      { activity_id: 99, activity_name: 'GRANT', query_info: { query_string: 'GRANT SELECT ON t TO "bob"' } },
    ],
    [
      'SESSION,8,1,ROLE,ALTER ROLE,,,ALTER ROLE bob PASSWORD <REDACTED>,<none>',
      { activity_id: 99, activity_name: 'ALTER ROLE', type_id: 1 },
    ],
    [
      'SESSION,9,1,FUNCTION,EXECUTE,FUNCTION,public.f,SELECT f(),<none>',
      { activity_id: 99, activity_name: 'EXECUTE', unmapped: { object_name: 'public.f' } },
    ],
    [
      'SESSION,10,1,READ,SELECT,VIEW,public.v,SELECT * FROM v,<none>,42',
      { table: { name: 'public.v' }, unmapped: { rows: 42 } },
    ],
  ])('%j', (entry, expected) => {
    expect(map(RDS + entry)).toMatchObject({
      class_uid: 6005,
      actor: { user: { name: 'alice' }, session: { uid: '4711' } },
      database: { name: 'app' },
      src_endpoint: { ip: '192.0.2.7', port: 52834 },
      ...expected,
    });
  });

  test('in csvlog', () => {
    const message = '"AUDIT: SESSION,3,1,READ,SELECT,TABLE,public.t,""SELECT a,\n b FROM t"",<none>"';
    expect(
      map(
        `2026-11-23 09:00:00.123 UTC,"alice","app",4711,"192.0.2.7:52834",6561a1b2.1267,3,"SELECT",2026-11-23 08:59:00 UTC,4/12,0,LOG,00000,${message},,,,,,,,,"psql","client backend",,0`,
      ),
    ).toMatchObject({
      activity_id: 4,
      query_info: { query_string: 'SELECT a,\n b FROM t' },
      actor: { user: { name: 'alice' }, session: { uid: '6561a1b2.1267' }, app_name: 'psql' },
      unmapped: { command_tag: 'SELECT' },
    });
  });

  test('an entry that was cut short', () => {
    expect(map(`${RDS}SESSION,3,1,READ,SELECT,TABLE,t,"SELECT 1`)).toMatchObject({
      class_uid: 0,
      message: 'AUDIT: SESSION,3,1,READ,SELECT,TABLE,t,"SELECT 1',
    });
  });

  test('what only looks like it', () => {
    expect(takers(`${RDS}NEITHER,3,1,READ,SELECT,TABLE,t,SELECT 1,<none>`)).toEqual(['postgresql']);
    expect(takers('AUDIT: SESSION,3,1,READ,SELECT,TABLE,t,SELECT 1,<none>')).toEqual(['text']);
  });
});
