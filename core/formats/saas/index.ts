import type { SourceFormat } from '../format';
import { auth0 } from './auth0';
import { azureActivity } from './azure-activity';
import { azureApplicationGateway } from './azure-application-gateway';
import { cloudflare } from './cloudflare';
import { duo } from './duo';
import { gcpAudit } from './gcp-audit';
import { gcpLogging } from './gcp-logging';
import { githubAudit } from './github-audit';
import { githubWebhook } from './github-webhook';
import { microsoft365 } from './microsoft-365';
import { okta } from './okta';
import { onepassword } from './onepassword';
import { slackAudit } from './slack-audit';
import { teleport } from './teleport';

/** Identity providers, services and clouds other than AWS. */
export const SAAS: readonly SourceFormat[] = [
  okta,
  auth0,
  duo,
  onepassword,
  slackAudit,
  githubAudit,
  githubWebhook,
  teleport,
  microsoft365,
  azureActivity,
  azureApplicationGateway,
  gcpAudit,
  gcpLogging,
  cloudflare,
];
