import { SEVERITY, typeUid } from '../../ocsf/build';
import type { BaseEventEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { lineEnd } from '../split';
import { AuditEvent, NAME, outcomeOf, status } from './event';
import { aborted, decided, systemCall } from './kernel';
import { program } from './programs';
import { type AuditRecord, headAt, recordOf } from './record';

/**
 * The Linux audit log, SELinux's and AppArmor's lines among it; raw, or with the readable names that auditd adds.
 *
 *     type=SYSCALL msg=audit(1700000000.123:45): arch=c000003e syscall=59 success=yes exit=0 ppid=6 pid=7 auid=1000 uid=0 ses=3 comm="id" exe="/usr/bin/id" key=(null)
 *     type=EXECVE msg=audit(1700000000.123:45): argc=2 a0="id" a1="-u"
 *     type=USER_LOGIN msg=audit(1700000000.123:46): pid=7 uid=0 auid=1000 ses=3 msg='op=login acct="alice" exe="/usr/sbin/sshd" hostname=? addr=192.0.2.7 terminal=ssh res=success'
 *     type=AVC msg=audit(1700000000.123:47): avc:  denied  { read } for  pid=7 comm="cat" name="shadow" ino=9 scontext=… tcontext=… tclass=file permissive=0
 *
 * Records of one event that stand next to each other are one event; in any case its id, time and serial number, is
 * `metadata.correlation_uid`, and the first record's type `metadata.event_code`. Classes: execve Process Activity
 * (1007), calls on files File Activity (1001), connections Network Activity (4001), other calls Kernel Activity (1003);
 * logins Authentication (3002), accounts Account Change (3001), groups Group Management (3006), SELinux roles User
 * Access Management (3005), services Application Lifecycle (6002); else Base Event. `actor.user` is who logged in
 * (auid), not whom the process runs as. Hexadecimal text is decoded. Fields without a place, by record:
 * `unmapped.records`.
 *
 * Field meanings: audit-userspace, docs and auparse/typetab.h, lib/audit-records.h; Red Hat, "RHEL Audit System
 * Reference"; Linux, include/uapi/linux/audit.h.
 */
export const auditd: LineFormat = {
  name: NAME,
  title: 'Linux audit log, SELinux and AppArmor among it',
  kind: 'line',
  classes: [1007, 1001, 1003, 3001, 3002, 3005, 3006, 4001, 6002, 0],
  sample:
    'type=SYSCALL msg=audit(1700000000.123:45): arch=c000003e syscall=59 success=yes exit=0 ppid=6 pid=7 auid=1000 uid=0 gid=0 tty=pts0 ses=3 comm="id" exe="/usr/bin/id" key=(null)',
  evidence: 'corpus',
  sources: [
    'audit-userspace, auparse/typetab.h, lib/audit-records.h',
    'Red Hat, "RHEL Audit System Reference": event fields, record types',
    'Linux, include/uapi/linux/audit.h',
  ],
  fields: [
    ['auid', 'actor.user.uid, process.auid'],
    ['uid, UID', 'process.user.uid, process.user.name'],
    ['pid, ppid', 'process.pid, actor.process.pid'],
    ['comm, exe', 'process.name, process.file.path'],
    ['EXECVE, PROCTITLE', 'process.cmd_line'],
    ['ses, tty', 'actor.session.uid, actor.session.terminal'],
    ['success, res', 'status_id'],
    ['exit', 'status_code'],
    ['acct', 'user.name'],
    ['addr, hostname', 'src_endpoint.ip, src_endpoint.hostname'],
    ['PATH', 'file.path'],
    ['event id', 'metadata.correlation_uid'],
    ['type', 'metadata.event_code'],
  ],
  extent,
  begin: () => map,
};

function map(text: string, context: EventContext): OcsfEvent | undefined {
  const code = text.charCodeAt(0);
  // `type=`, `node=`, `audit: `.
  if (code !== 116 && code !== 110 && code !== 97) return undefined;
  const first = recordOf(firstLine(text));
  if (first === undefined) return undefined;
  const records = [first];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const record = recordOf(text.slice(at + 1, lineEnd(text, at + 1)));
    if (record !== undefined && record.type !== 'EOE') records.push(record);
  }
  return eventOf(new AuditEvent(main(records), context));
}

function firstLine(text: string): string {
  const end = lineEnd(text, 0);
  return end === text.length ? text : text.slice(0, end);
}

/** The records with the one first that says what the event is: a program's or the system call's. */
function main(records: readonly AuditRecord[]): readonly AuditRecord[] {
  const at = records.findIndex(({ type }) => type.startsWith('USER_') || type === 'LOGIN' || type === 'AVC');
  const best = at >= 0 ? at : records.findIndex(({ type }) => type === 'SYSCALL');
  if (best <= 0) return records;
  return [records[best]!, ...records.filter((_, index) => index !== best)];
}

function eventOf(event: AuditEvent): OcsfEvent {
  const { type } = event;
  if (type === 'AVC' || type === 'USER_AVC') return decided(event, event.first, event.record('SYSCALL'));
  const said = program(event);
  if (said !== undefined) return said;
  const call = event.record('SYSCALL');
  if (call !== undefined) return systemCall(event, call);
  if (type === 'ANOM_ABEND' || type === 'SECCOMP') return aborted(event);
  return plain(event);
}

function plain(event: AuditEvent): BaseEventEvent {
  const named = event.first.fields.has('pid') || event.first.fields.has('auid');
  return {
    metadata: event.metadata(),
    class_uid: 0,
    category_uid: 0,
    activity_id: 99,
    activity_name: event.type,
    type_uid: typeUid(0, 99),
    severity_id: SEVERITY.informational,
    ...status(outcomeOf(event)),
    time: event.first.time,
    device: event.device(),
    actor: named ? event.actor(event.process()) : undefined,
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

/** Over the lines that follow with the same id and node. */
function extent(text: string, start: number, end: number): number | undefined {
  const head = headAt(text, start);
  if (head === undefined) return undefined;
  let last = end;
  for (;;) {
    const next = text.indexOf('\n', last) + 1;
    if (next === 0) return last;
    const other = headAt(text, next);
    if (other === undefined || other.id !== head.id || other.node !== head.node) return last;
    last = lineEnd(text, next);
  }
}
