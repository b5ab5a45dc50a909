import { auditd } from './auditd/auditd';
import { cri } from './cri';
import { dockerJson } from './docker-json';
import type { SourceFormat } from './format';
import { journald } from './journald';
import { snort } from './snort';
import { cron } from './syslog/cron';
import { login } from './syslog/login';
import { pam } from './syslog/pam';
import { sshd } from './syslog/sshd';
import { su } from './syslog/su';
import { sudo } from './syslog/sudo';
import { syslog } from './syslog/syslog';
import { vsftpd } from './vsftpd';

/** Operating systems: syslog, what is written to it and around it, and the audit log. */
export const SYSTEM: readonly SourceFormat[] = [
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
