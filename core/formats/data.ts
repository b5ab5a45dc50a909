import type { SourceFormat } from './format';
import { mysqlAudit } from './mysql/audit';
import { mariadb } from './mysql/mariadb';
import { mysql } from './mysql/mysql';
import { postgresql } from './postgresql';
import { postgresqlCsv } from './postgresql/csv';
import { pgaudit } from './postgresql/pgaudit';

/** Databases, applications, and carriers of any product's events. */
export const DATA: readonly SourceFormat[] = [mysql, mariadb, mysqlAudit, postgresql, postgresqlCsv, pgaudit];
