import { SEVERITY, STATUS, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AccountChangeEvent,
  ApplicationLifecycleEvent,
  AuthenticationEvent,
  GroupManagementEvent,
  OcsfEvent,
  ProcessActivityEvent,
  UserAccessEvent,
  UserObject,
} from '../../ocsf/generated/types';
import { type AuditEvent, INFORMATIONAL, outcomeOf, sourceOf, status } from './event';

/** What trusted programs have recorded: logins, accounts, groups, services. */

/** By record type: the class's activity. */
const LOGINS: ReadonlyMap<string, 1 | 2 | 99> = new Map([
  ['USER_LOGIN', 1],
  ['USER_AUTH', 1],
  ['USER_START', 1],
  ['LOGIN', 1],
  ['GRP_AUTH', 1],
  ['USER_END', 2],
  ['USER_LOGOUT', 2],
  ['USER_ACCT', 99],
  ['CRED_ACQ', 99],
  ['CRED_REFR', 99],
  ['CRED_DISP', 99],
  ['USER_ERR', 99],
] as const);

const ACCOUNTS: ReadonlyMap<string, AccountChangeEvent['activity_id']> = new Map([
  ['ADD_USER', 1],
  ['DEL_USER', 6],
  ['USER_MGMT', 99],
  ['USER_CHAUTHTOK', 3],
  ['ACCT_LOCK', 9],
  ['ACCT_UNLOCK', 12],
] as const);

const GROUPS: ReadonlyMap<string, GroupManagementEvent['activity_id']> = new Map([
  ['ADD_GROUP', 6],
  ['DEL_GROUP', 5],
  ['GRP_MGMT', 99],
] as const);

const SERVICES: ReadonlyMap<string, 3 | 4> = new Map([
  ['SERVICE_START', 3],
  ['SERVICE_STOP', 4],
  ['DAEMON_START', 3],
  ['DAEMON_END', 4],
] as const);

export function program(event: AuditEvent): OcsfEvent | undefined {
  const type = event.type;
  const login = LOGINS.get(type);
  if (login !== undefined) return authentication(event, login);
  const account = ACCOUNTS.get(type);
  if (account !== undefined) return accountChange(event, account);
  const group = GROUPS.get(type);
  if (group !== undefined) return groupChange(event, group);
  const service = SERVICES.get(type);
  if (service !== undefined) return lifecycle(event, service);
  if (type === 'USER_CMD') return command(event);
  return type === 'USER_ROLE_CHANGE' || type === 'ROLE_ASSIGN' || type === 'ROLE_REMOVE'
    ? role(event)
    : undefined;
}

/** The account that it is about: `acct`, or else the id. */
function accountOf(event: AuditEvent): UserObject {
  const name = event.take('acct');
  const id = event.take('id');
  const readable = event.take('ID');
  const uid = id === undefined || id === '4294967295' ? undefined : id;
  const known = name ?? (readable === 'unset' || readable === 'unknown' ? undefined : readable);
  return { name: known ?? (uid === undefined ? UNKNOWN : undefined), uid };
}

const operation = (event: AuditEvent): string | undefined => event.take('op');

function authentication(event: AuditEvent, activity: 1 | 2 | 99): AuthenticationEvent {
  const outcome = outcomeOf(event);
  const op = operation(event);
  const set = event.type === 'LOGIN';
  const known = accountOf(event);
  // The kernel's own record of a login has no account: the id that was set is the user's.
  const user = set && known.name === UNKNOWN ? (event.user('auid') ?? event.user('new') ?? known) : known;
  // The system call in which the id was set knows more of the process.
  const call = set ? event.record('SYSCALL') : undefined;
  const process = event.process(call);
  const terminal = process.session?.terminal;
  const from = sourceOf(event);
  return {
    metadata: event.metadata(),
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? event.type : undefined,
    type_uid: typeUid(3002, activity),
    ...INFORMATIONAL,
    ...status(outcome),
    status_detail: outcome === STATUS.failure ? op : undefined,
    time: event.first.time,
    user,
    src_endpoint: from,
    service: { name: process.file?.name ?? process.name ?? (set ? 'kernel' : UNKNOWN) },
    auth_protocol_id: op === undefined ? undefined : 99,
    auth_protocol: op,
    is_remote: from === undefined ? undefined : true,
    logon_process: process.pid === undefined ? undefined : process,
    session: process.session ?? (terminal === undefined ? undefined : { terminal }),
    device: event.device(),
    actor: event.actor(process),
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

function accountChange(event: AuditEvent, byType: AccountChangeEvent['activity_id']): AccountChangeEvent {
  const op = operation(event);
  const password = byType !== 3 || op === undefined || /passw|chauthtok|updating-password/i.test(op);
  const activity = password ? byType : 99;
  const outcome = outcomeOf(event);
  return {
    metadata: event.metadata(),
    class_uid: 3001,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? (op ?? event.type) : undefined,
    type_uid: typeUid(3001, activity),
    ...INFORMATIONAL,
    ...status(outcome),
    status_detail: op,
    time: event.first.time,
    user: accountOf(event),
    src_endpoint: sourceOf(event),
    device: event.device(),
    actor: event.actor(event.process()),
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

function groupChange(event: AuditEvent, byType: GroupManagementEvent['activity_id']): GroupManagementEvent {
  const op = operation(event);
  const activity =
    byType === 99 && op !== undefined && /^(add|delete|remove)/.test(op) && /user|member/.test(op)
      ? op.startsWith('add')
        ? 3
        : 4
      : byType;
  const group = event.take('grp');
  const account = event.take('acct');
  const id = event.take('id');
  return {
    metadata: event.metadata(),
    class_uid: 3006,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? (op ?? event.type) : undefined,
    type_uid: typeUid(3006, activity),
    ...INFORMATIONAL,
    ...status(outcomeOf(event)),
    status_detail: op,
    time: event.first.time,
    group: { name: group ?? (id === undefined ? (account ?? UNKNOWN) : account), uid: id },
    user: group === undefined || account === undefined ? undefined : { name: account },
    src_endpoint: sourceOf(event),
    device: event.device(),
    actor: event.actor(event.process()),
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

function lifecycle(event: AuditEvent, activity: 3 | 4): ApplicationLifecycleEvent {
  const unit = event.take('unit');
  return {
    metadata: event.metadata(),
    class_uid: 6002,
    category_uid: 6,
    activity_id: activity,
    type_uid: typeUid(6002, activity),
    ...INFORMATIONAL,
    ...status(outcomeOf(event)),
    time: event.first.time,
    app: { name: unit ?? (event.type.startsWith('DAEMON') ? 'auditd' : UNKNOWN) },
    device: event.device(),
    actor: event.actor(event.process()),
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

/** USER_CMD: sudo's command. Its own process id is not said. */
function command(event: AuditEvent): ProcessActivityEvent {
  return {
    metadata: event.metadata(),
    class_uid: 1007,
    category_uid: 1,
    activity_id: 1,
    type_uid: typeUid(1007, 1),
    ...INFORMATIONAL,
    ...status(outcomeOf(event)),
    time: event.first.time,
    device: event.device(),
    actor: event.actor(event.process()),
    process: {
      uid: UNKNOWN,
      cmd_line: event.take('cmd'),
      working_directory: event.take('cwd'),
    },
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

/** A user that takes on another role: the SELinux context chosen. */
function role(event: AuditEvent): UserAccessEvent {
  const chosen =
    event.take('selected-context') ?? event.take('new-role') ?? event.take('new-seuser') ?? UNKNOWN;
  const activity = event.type === 'ROLE_REMOVE' ? 2 : 1;
  const user = accountOf(event);
  return {
    metadata: event.metadata(),
    class_uid: 3005,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3005, activity),
    severity_id: SEVERITY.informational,
    ...status(outcomeOf(event)),
    status_detail: operation(event),
    time: event.first.time,
    user: user.name === UNKNOWN ? (event.user('auid') ?? event.user('uid') ?? user) : user,
    privileges: [chosen],
    src_endpoint: sourceOf(event),
    device: event.device(),
    actor: event.actor(event.process()),
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}
