import { atlassianAccess } from '../atlassian/access';
import { bitbucketAccess } from '../atlassian/bitbucket-access';
import { bitbucketAudit } from '../atlassian/bitbucket-audit';
import { atlassianLog } from '../atlassian/log';
import type { SourceFormat } from '../format';
import { apacheError } from './apache-error';
import { apacheJson } from './apache-json';
import { caddy } from './caddy';
import { envoy, envoyJson } from './envoy';
import { haproxy } from './haproxy';
import { iis } from './iis';
import { modsecurity } from './modsecurity';
import { nginxError } from './nginx-error';
import { nginxJson } from './nginx-json';
import { nginxProxyManager } from './nginx-proxy-manager';
import { traefik } from './traefik';

/** Logs of web servers and proxies, and of what is served by them, but for `access-log`. */
export const WEB: readonly SourceFormat[] = [
  nginxError,
  apacheError,
  nginxProxyManager,
  iis,
  atlassianAccess,
  bitbucketAccess,
  bitbucketAudit,
  atlassianLog,
  traefik,
  caddy,
  nginxJson,
  apacheJson,
  haproxy,
  envoy,
  envoyJson,
  modsecurity,
];
