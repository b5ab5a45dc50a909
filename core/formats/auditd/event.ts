import { SEVERITY, STATUS, STATUS_CAPTION, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  AnyObject,
  DeviceObject,
  FileObject,
  NetworkEndpointObject,
  ProcessObject,
  SessionObject,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { digits } from '../values';
import type { AuditRecord } from './record';

/** What events of all kinds of audit records have in common. */

export const NAME = 'auditd';
const PRODUCT = { name: 'Linux Audit', vendor_name: 'Linux' } as const;
const PROFILES = ['host', 'linux/linux_users'] as const;
const PROFILES_CONTROL = ['host', 'linux/linux_users', 'security_control'] as const;

/** One audit event: its records, the first of which says what it is, and what was looked up in them. */
export class AuditEvent {
  readonly #first: AuditRecord;
  /** Fields that have a place in the event, by record and name: they are not repeated under `unmapped`. */
  readonly #taken = new Map<AuditRecord, Set<string>>();

  constructor(
    readonly records: readonly AuditRecord[],
    readonly context: EventContext,
  ) {
    this.#first = records[0]!;
  }

  get type(): string {
    return this.#first.type;
  }

  get first(): AuditRecord {
    return this.#first;
  }

  record(type: string): AuditRecord | undefined {
    return this.records.find((one) => one.type === type);
  }

  /** A field of the record that says something; it is taken then. */
  take(name: string, record: AuditRecord = this.#first): string | undefined {
    const value = record.fields.get(name);
    if (value === undefined) return undefined;
    let taken = this.#taken.get(record);
    if (taken === undefined) {
      taken = new Set();
      this.#taken.set(record, taken);
    }
    taken.add(name);
    return value === '' || value === '?' || value === '(null)' || value === '(none)' ? undefined : value;
  }

  number(name: string, record?: AuditRecord): number | undefined {
    const value = digits(this.take(name, record) ?? '');
    return value < 0 ? undefined : value;
  }

  metadata(control = false) {
    const metadata = this.context.metadata(NAME, PRODUCT, control ? PROFILES_CONTROL : PROFILES, undefined);
    return { ...metadata, correlation_uid: this.#first.id, event_code: this.type };
  }

  /** The records' fields that have no other place. */
  unmapped(): AnyObject | undefined {
    const left: AnyObject[] = [];
    for (const record of this.records) {
      const taken = this.#taken.get(record);
      const fields: Record<string, unknown> = Object.create(null);
      let any = false;
      for (const [name, value] of record.fields) {
        if (taken?.has(name) === true) continue;
        fields[name] = value;
        any = true;
      }
      if (any) left.push({ type: record.type, fields });
    }
    return this.context.unmapped(
      undefined,
      this.#first.time,
      left.length === 0 ? undefined : { records: left },
    );
  }

  device(): DeviceObject {
    const node = this.#first.node;
    if (node === undefined) return { name: UNKNOWN, type_id: 0 };
    return isIp(node) ? { ip: node, type_id: 0 } : { hostname: node, type_id: 0 };
  }

  /** The user behind an id, its name if auditd added that; undefined for the id that means unset. */
  user(name: string, record?: AuditRecord): UserObject | undefined {
    const uid = this.take(name, record);
    const readable = this.take(name.toUpperCase(), record);
    if (uid === undefined || uid === '4294967295' || uid === '-1' || uid === 'unset') return undefined;
    return { name: readable === 'unknown' || readable === 'unset' ? undefined : readable, uid };
  }

  session(record?: AuditRecord): SessionObject | undefined {
    const uid = this.take('ses', record);
    const terminal = this.take('tty', record) ?? this.take('terminal', record);
    const set = uid === '4294967295' || uid === '-1' ? undefined : uid;
    return set === undefined && terminal === undefined ? undefined : { uid: set, terminal };
  }

  /** The process that the record is about; its id unknown to old records. */
  process(record: AuditRecord = this.#first): ProcessObject {
    const pid = this.number('pid', record);
    const user = this.user('uid', record);
    const exe = this.take('exe', record);
    const parent = this.number('ppid', record);
    const login = this.take('auid', record);
    const group = this.take('gid', record);
    const auid = login === undefined || login === '4294967295' ? -1 : digits(login);
    return {
      pid,
      uid: pid === undefined ? UNKNOWN : undefined,
      name: this.take('comm', record),
      file: exe === undefined ? undefined : fileOf(exe),
      user,
      auid: auid < 0 ? undefined : auid,
      euid: this.number('euid', record),
      egid: this.number('egid', record),
      group: group === undefined ? undefined : { uid: group, name: readable(this.take('GID', record)) },
      parent_process: parent === undefined ? undefined : { pid: parent },
      session: this.session(record),
    };
  }

  /** Who did it: the user that logged in, whatever user the process runs as meanwhile. */
  actor(process: ProcessObject | undefined, record: AuditRecord = this.#first): ActorObject {
    const user = this.user('auid', record) ?? this.user('uid', record);
    const session = this.session(record);
    const known = session?.uid === undefined ? undefined : session;
    if (process === undefined && user === undefined && known === undefined) return { app_name: UNKNOWN };
    return { process, user, session: known };
  }
}

const readable = (name: string | undefined): string | undefined =>
  name === 'unknown' || name === 'unset' ? undefined : name;

export function fileOf(path: string): FileObject {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  return { name: name === '' ? path : name, path, type_id: 0 };
}

/** `addr`, or else `hostname`, of a record of a program; `?` is neither. */
export function sourceOf(event: AuditEvent): NetworkEndpointObject | undefined {
  const address = event.take('addr');
  const name = event.take('hostname');
  if (address !== undefined && isIp(address))
    return { ip: address, hostname: name === undefined || isIp(name) ? undefined : name };
  if (name === undefined && address === undefined) return undefined;
  const said = name ?? address!;
  return isIp(said) ? { ip: said } : { hostname: said };
}

/** `success` of a system call, `res` or `result` of anything else. */
export function outcomeOf(event: AuditEvent, record?: AuditRecord): 0 | 1 | 2 {
  const said = event.take('success', record) ?? event.take('res', record) ?? event.take('result', record);
  if (said === 'yes' || said === 'success' || said === '1') return STATUS.success;
  if (said === 'no' || said === 'failed' || said === '0') return STATUS.failure;
  return STATUS.unknown;
}

export const status = (id: 0 | 1 | 2) => ({ status_id: id, status: STATUS_CAPTION[id] });

export const INFORMATIONAL = { severity_id: SEVERITY.informational } as const;
