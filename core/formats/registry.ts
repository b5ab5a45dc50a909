import { accessLog } from './access-log';
import { auditd } from './auditd/auditd';
import { AWS_DATA } from './aws';
import { cloudtrail } from './cloudtrail';
import { CLOUDWATCH } from './cloudwatch';
import { DATA } from './data';
import { cri } from './cri';
import { dockerJson } from './docker-json';
import type { SourceFormat } from './format';
import { journald } from './journald';
import { json } from './json';
import { kubernetesAudit } from './kubernetes-audit';
import type { FormatInfo } from './normalizer';
import { snort } from './snort';
import { cron } from './syslog/cron';
import { login } from './syslog/login';
import { pam } from './syslog/pam';
import { sshd } from './syslog/sshd';
import { su } from './syslog/su';
import { sudo } from './syslog/sudo';
import { syslog } from './syslog/syslog';
import { TEXT } from './text';
import { vpcFlow } from './vpc-flow';
import { vsftpd } from './vsftpd';
import { WEB } from './web';

/**
 * All source formats, in the order in which they are asked. To add one: its file, its test, its line here.
 * No two may take the same event, for the one that took the last is asked first.
 */
export const FORMATS: readonly SourceFormat[] = [
  ...AWS_DATA,
  cloudtrail,
  kubernetesAudit,
  vpcFlow,
  accessLog,
  ...WEB,
  ...DATA,
  // Operating system
  syslog,
  sshd,
  pam,
  sudo,
  su,
  login,
  cron,
  auditd,
  cri,
  dockerJson,
  journald,
  vsftpd,
  snort,
];

/** Takes every JSON object that none of them took. */
export const CATCH_ALL = json;

/** What wraps events of any format. */
export const WRAPPERS: readonly FormatInfo[] = [
  { name: CLOUDWATCH, title: 'CloudWatch Logs subscription records; each message in any format' },
];

/** What is left of all. */
export const REST: readonly FormatInfo[] = [{ name: TEXT, title: 'Any text, a line an event', classes: [0] }];
