import { SEVERITY, typeUid } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { metadataOf } from '../metadata';
import { RELATIONAL, statementOf } from '../sql';
import { digits, text as said } from '../values';
import { isAudit, readReport, reportExtent } from '.';
import { csvFields, readCsv } from './csv';
import { PRODUCT, type Report, reportEvent, sourceOf } from './report';

/**
 * pgaudit's entries in PostgreSQL's log, text (any prefix that `postgresql` reads) or csvlog.
 *
 *     2026-11-23 09:00:00.123 UTC alice app [4711]: LOG:  AUDIT: SESSION,3,1,READ,SELECT,TABLE,public.accounts,SELECT * FROM accounts,<not logged>
 *     2026-11-23 09:00:00 UTC:192.0.2.7(52834):alice@app:[4711]:LOG:  AUDIT: OBJECT,4,1,WRITE,UPDATE,TABLE,public.accounts,"UPDATE accounts
 *         SET note = 'a, b'",<none>
 *
 * Datastore Activity (6005). Its class and command tell the activity; the relation goes to `table` or, if it is of another kind, to
 * `unmapped`. Fields may be quoted and go over lines. `<not logged>` and `<none>` are left out, and so is a statement
 * that was logged before (`<previously logged>`). Under `unmapped`: audit_type, statement_id, substatement_id, class,
 * object_type, rows, and an object that is no table. An entry that was cut short is a Base Event (0).
 *
 * Field meanings: pgaudit's README, "Format"; pgEdge documentation of pgaudit, "Format".
 */
export const pgaudit: LineFormat = {
  name: 'pgaudit',
  title: "pgaudit's entries in PostgreSQL's log, text or csvlog",
  kind: 'line',
  classes: [6005, 0],
  sample:
    '2026-11-23 09:00:00.123 UTC alice app [4711]: LOG:  AUDIT: SESSION,3,1,READ,SELECT,TABLE,public.accounts,SELECT * FROM accounts,<not logged>',
  evidence: 'published',
  sources: ['pgaudit, README, "Format"', 'pgEdge documentation, pgaudit, "Format"'],
  fields: [
    ['AUDIT_TYPE', 'unmapped.audit_type'],
    ['STATEMENT_ID', 'unmapped.statement_id'],
    ['SUBSTATEMENT_ID', 'unmapped.substatement_id'],
    ['CLASS', 'unmapped.class'],
    ['COMMAND', 'activity_id, activity_name'],
    ['OBJECT_TYPE', 'unmapped.object_type, type_id'],
    ['OBJECT_NAME', 'table.name, unmapped.object_name'],
    ['STATEMENT', 'query_info.query_string'],
    ['PARAMETER', 'query_info.data'],
    ['prefix', 'time, actor.user.name, actor.session.uid, database.name, src_endpoint.ip, src_endpoint.port'],
  ],
  begin: () => map,
  extent: reportExtent,
};

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const at = line.indexOf('AUDIT: ');
  if (at < 0) return undefined;
  const report = line.charCodeAt(at - 1) === 34 ? readCsv(line) : readReport(line);
  if (report === undefined || !isAudit(report.message)) return undefined;
  const fields = csvFields(report.message, 7);
  // Cut short: what is left of it is what the server said.
  if (fields === undefined || fields.length < 8) return reportEvent(pgaudit.name, report, context);
  const [type, statementId, substatementId, kind = '', command = '', objectType, object, sql, parameters] =
    fields;
  return event(report, context, {
    audit: {
      audit_type: type,
      statement_id: count(statementId),
      substatement_id: count(substatementId),
      class: kind,
      object_type: said(objectType),
      rows: count(fields[9]),
    },
    command,
    objectType,
    object: said(object),
    sql: logged(sql),
    parameters: logged(parameters),
  });
}

interface Audit {
  readonly audit: { readonly [name: string]: string | number | undefined };
  readonly command: string;
  readonly objectType: string | undefined;
  readonly object: string | undefined;
  readonly sql: string | undefined;
  readonly parameters: string | undefined;
}

function event(report: Report, context: EventContext, audit: Audit): OcsfEvent {
  const { activity, name } = statementOf(audit.command);
  const { user, database } = report;
  const session = report.session ?? (report.pid === undefined ? undefined : String(report.pid));
  const isTable = audit.object !== undefined && TABLES.has(audit.objectType ?? '');
  return {
    metadata: metadataOf(context, pgaudit.name, PRODUCT, undefined, undefined, report.level),
    time: report.time,
    timezone_offset: report.offset === 0 ? undefined : report.offset,
    class_uid: 6005,
    category_uid: 6,
    // Where OCSF has no activity for a command, or nobody knows it, its name is told.
    activity_id: activity === 0 ? 99 : activity,
    activity_name: activity === 0 ? said(audit.command) : name === undefined ? undefined : audit.command,
    type_uid: typeUid(6005, activity === 0 ? 99 : activity),
    severity_id: SEVERITY.informational,
    type_id: isTable ? 3 : 1,
    actor: {
      user: user === undefined ? undefined : { name: user },
      session: session === undefined ? undefined : { uid: session },
      app_name:
        report.application ?? (user === undefined && session === undefined ? PRODUCT.name : undefined),
    },
    src_endpoint: sourceOf(report.host, report.port),
    database: { name: database ?? 'Unknown', type_id: RELATIONAL, type: 'Relational' },
    table: isTable ? { name: audit.object } : undefined,
    query_info:
      audit.sql === undefined
        ? undefined
        : { name: 'statement', query_string: audit.sql, data: audit.parameters },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, {
      ...audit.audit,
      object_name: isTable ? undefined : audit.object,
      ...report.more,
    }),
  };
}

/** What is read and written as a table is. */
const TABLES: ReadonlySet<string> = new Set([
  'TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'FOREIGN TABLE',
  'TOAST TABLE',
]);

const logged = (field: string | undefined): string | undefined =>
  field === '<not logged>' || field === '<none>' || field === '<previously logged>' ? undefined : said(field);

function count(field: string | undefined): number | undefined {
  const value = digits(field ?? '');
  return value < 0 ? undefined : value;
}
