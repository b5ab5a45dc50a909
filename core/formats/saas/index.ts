import type { SourceFormat } from '../format';
import { auth0 } from './auth0';
import { duo } from './duo';
import { githubAudit } from './github-audit';
import { githubWebhook } from './github-webhook';
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
];
