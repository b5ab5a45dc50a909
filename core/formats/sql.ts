import type { DatastoreActivityEvent } from '../ocsf/generated/types';

/** What a statement does, in terms of OCSF's Datastore Activity. */
export interface Statement {
  readonly activity: DatastoreActivityEvent['activity_id'];
  /** Its first word, where OCSF has no activity for it (99 Other). */
  readonly name: string | undefined;
}

/** `database.type_id` of the relational ones. */
export const RELATIONAL = 1;

const OTHER = 99;
const NONE: Statement = { activity: 0, name: undefined };

/** First words of statements: 1 Read, 2 Update, 3 Connect, 4 Query, 5 Write, 6 Create, 7 Delete, 8 List. */
const VERBS: ReadonlyMap<string, Statement> = new Map(
  (
    [
      [4, 'SELECT WITH VALUES TABLE FETCH'],
      [8, 'SHOW DESCRIBE DESC LIST LS'],
      [2, 'UPDATE MERGE REPLACE'],
      [5, 'INSERT LOAD PUT'],
      [6, 'CREATE'],
      [7, 'DELETE DROP TRUNCATE REMOVE RM'],
      [1, 'GET'],
    ] as const
  ).flatMap(([activity, words]) =>
    words.split(' ').map((word): [string, Statement] => [word, { activity, name: undefined }]),
  ),
);

/** Statements that have no activity of their own, each named by its first word. */
const OTHERS: ReadonlyMap<string, Statement> = new Map(
  (
    'ABORT ALTER ANALYZE BEGIN BINLOG CALL CHANGE CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY DEALLOCATE DECLARE ' +
    'DISCARD DO END EXECUTE EXPLAIN FLUSH GRANT HANDLER IMPORT INSTALL KILL LISTEN LOCK MOVE NOTIFY OPTIMIZE PREPARE ' +
    'PURGE QUIT REASSIGN REFRESH REINDEX RELEASE RENAME REPAIR RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET SHUTDOWN ' +
    'START STOP TRUNC UNDROP UNINSTALL UNLISTEN UNLOCK USE VACUUM XA'
  )
    .split(' ')
    .map((word): [string, Statement] => [word, { activity: OTHER, name: word }]),
);

/** Comments before a statement are passed over up to here. */
const LONGEST_LEAD = 4096;

/** What a statement does, by its first word: that it is not parsed is why `WITH … DELETE` counts as a query. */
export function statementOf(sql: string): Statement {
  let at = 0;
  const last = Math.min(sql.length, LONGEST_LEAD);
  for (;;) {
    const code = sql.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13) || code === 40) at++;
    else if (code === 45 && sql.charCodeAt(at + 1) === 45) {
      const end = sql.indexOf('\n', at);
      if (end < 0) return NONE;
      at = end + 1;
    } else if (code === 47 && sql.charCodeAt(at + 1) === 42) {
      const end = sql.indexOf('*/', at + 2);
      if (end < 0) return NONE;
      at = end + 2;
    } else break;
    if (at >= last) return NONE;
  }
  let end = at;
  while (end - at <= 12 && isLetter(sql.charCodeAt(end))) end++;
  const word = sql.slice(at, end).toUpperCase();
  return VERBS.get(word) ?? OTHERS.get(word) ?? NONE;
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
