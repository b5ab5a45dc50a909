import type { SourceFormat } from '../format';
import { apacheError } from './apache-error';
import { caddy } from './caddy';
import { nginxError } from './nginx-error';
import { traefik } from './traefik';

/** Logs of web servers and proxies, but for `access-log`. */
export const WEB: readonly SourceFormat[] = [nginxError, apacheError, traefik, caddy];
