import { gitea } from './applications/gitea';
import { gitlab } from './applications/gitlab';
import { hoop } from './applications/hoop';
import { keycloak } from './applications/keycloak';
import { mongodbAtlas } from './applications/mongodb-atlas';
import { snowflake } from './applications/snowflake';
import { cef } from './carriers/cef';
import { ecs } from './carriers/ecs';
import { logfmt } from './carriers/logfmt';
import { ocsf } from './carriers/ocsf';
import { opentelemetry } from './carriers/opentelemetry';
import type { SourceFormat } from './format';
import { mysqlAudit } from './mysql/audit';
import { mariadb } from './mysql/mariadb';
import { mysql } from './mysql/mysql';
import { postgresql } from './postgresql';
import { postgresqlCsv } from './postgresql/csv';
import { pgaudit } from './postgresql/pgaudit';

/** Databases, applications, and carriers of any product's events. */
export const DATA: readonly SourceFormat[] = [
  mysql,
  mariadb,
  mysqlAudit,
  postgresql,
  postgresqlCsv,
  pgaudit,
  keycloak,
  gitlab,
  gitea,
  mongodbAtlas,
  snowflake,
  hoop,
  ocsf,
  opentelemetry,
  ecs,
  cef,
  logfmt,
];
