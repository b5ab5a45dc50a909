import { isDeepStrictEqual } from 'node:util';
import { corpus, type Event, expectValid, normalize, withCorpus } from './support';

/** Fields by name, of one result of crowdsec's. */
type Fields = Record<string, string>;

/** Results of a stage in order, the fields of `Parsed`, `Meta`, `Enriched` and `Unmarshaled` together. */
function results(folder: string, stage: RegExp): Fields[] {
  const found = new Map<string, Fields>();
  for (const line of corpus(`crowdsec-hub/${folder}/parser.assert`).toString().split('\n')) {
    const match =
      /^(?:basename\()?results\["([^"]+)"\]\["([^"]+)"\]\[(\d+)\]\.Evt\.(?:Unmarshaled\["auditd"\]|\w+)\["([^"]+)"\]\)?(?:\[4:\])? == (".*")$/.exec(
        line,
      );
    if (match !== null && stage.test(`${match[1]} ${match[2]}`))
      put(found, `${match[1]} ${match[2]} ${match[3]}`, match[4]!, match[5]!);
  }
  return [...found.values()];
}

/** What the alerts of its scenarios say of the events that they were raised for. */
function alerted(folder: string): Fields[] {
  const found = new Map<string, Fields>();
  for (const line of corpus(`crowdsec-hub/${folder}/scenario.assert`).toString().split('\n')) {
    const match =
      /^results\[(\d+)\]\.Overflow\.Alert\.Events\[(\d+)\]\.GetMeta\("([^"]+)"\)(?:\[4:\])? == (".*")$/.exec(
        line,
      );
    if (match !== null) put(found, `${match[1]} ${match[2]}`, match[3]!, match[4]!);
  }
  return [...found.values()];
}

function put(found: Map<string, Fields>, key: string, name: string, value: string): void {
  const fields = found.get(key) ?? {};
  found.set(key, fields);
  fields[name] = JSON.parse(value);
}

const events = (folder: string, name = folder): readonly Event[] => {
  const normalized = normalize(corpus(`crowdsec-hub/${folder}/${name}.log`));
  expectValid(normalized);
  return normalized.events;
};

/** Without the year: crowdsec reads a time that has none in the year in which its tests ran. */
const yearless = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : time.slice(-16);
const yearlessOf = (event: Event): string =>
  new Date(event.time)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .slice(-16);

withCorpus('agreement with crowdsec on operating systems', () => {
  const count: Record<string, number> = {};
  const disagreements: unknown[] = [];
  const compare = (field: string, event: Event, expected: unknown, actual: unknown): void => {
    if (expected === undefined || expected === '') return;
    count[field] = (count[field] ?? 0) + 1;
    if (!isDeepStrictEqual(actual, expected))
      disagreements.push({ field, raw: event.raw_data, expected, actual });
  };
  const number = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  beforeEach(() => {
    disagreements.length = 0;
    for (const field of Object.keys(count)) delete count[field];
  });

  const userOf = (event: Event): string | undefined => event.user?.name ?? event.actor?.user?.name;

  /** Every field that crowdsec has of an sshd line. */
  function sshd(event: Event, fields: Fields): void {
    const process = event.logon_process ?? event.actor?.process;
    compare('address', event, fields.source_ip, event.src_endpoint?.ip);
    compare('port', event, number(fields.sshd_client_port), event.src_endpoint?.port);
    compare('user', event, fields.target_user ?? fields.user, userOf(event));
    compare('host', event, fields.machine, event.dst_endpoint?.hostname);
    compare('program', event, fields.program, process?.name);
    compare('pid', event, number(fields.pid), process?.pid);
    compare('sequence', event, number(fields.seq_id), event.metadata.sequence);
    const syslog = event.unmapped?.syslog;
    compare(
      'priority',
      event,
      number(fields.syslog_priority),
      syslog && syslog.facility * 8 + syslog.severity,
    );
    const time = fields.timestamp8601;
    compare('time', event, time === undefined ? undefined : Date.parse(time), event.time);
    compare('time without a year', event, yearless(fields.MarshaledTime), yearlessOf(event));
    if (/^ssh_(failed|bad|auth_timeout|refused|dispatch)/.test(fields.log_type ?? ''))
      compare('outcome', event, 2, event.status_id);
    if (/success/.test(fields.log_type ?? '')) compare('outcome', event, 1, event.status_id);
    const key = event.user?.credential_uid;
    if (key !== undefined && fields.sshd_trail !== undefined)
      compare('key', event, fields.sshd_trail.slice(-key.length), key);
  }

  test('its parser of sshd, field by field', () => {
    for (const folder of ['sshd-invalid-bf', 'sshd-success-logs', 'opnsense-sshd', 'syslog-logs']) {
      const lines = events(folder);
      for (const stage of [/^s00-raw crowdsecurity\/syslog-logs/, /^s01-parse /, /^s02-enrich .*dateparse/]) {
        const parsed = results(folder, stage);
        if (parsed.length > 0) expect(parsed).toHaveLength(lines.length);
        parsed.forEach((fields, at) => {
          const event = lines[at]!;
          if (fields.message !== undefined) expect(event.raw_data).toContain(fields.message);
          // The enrichment repeats the line's own fields: of it, only the time is another's word.
          sshd(
            event,
            stage.source.includes('enrich') ? { MarshaledTime: fields.MarshaledTime ?? '' } : fields,
          );
        });
      }
    }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      address: 20,
      port: 4,
      user: 20,
      host: 40,
      program: 43,
      pid: 43,
      sequence: 20,
      priority: 20,
      time: 20,
      'time without a year': 20,
      outcome: 20,
      key: 3,
    });
  });

  test('the alerts of its ssh scenarios', () => {
    const folders = ['ssh-bf', 'ssh-generic-test', 'ssh-slow-bf', 'ssh-time-based-bf', 'ssh-timeout']
      .concat(['sshd-bad-keyexchange-bf', 'sshd-invalid-bf', 'sshd-refused-conn', 'opnsense-sshd'])
      .map((folder): [string, string] => [folder, folder])
      .concat([
        ['sshd-impossible-travel', 'sshd-success-logs'],
        ['sshd-impossible-travel-user', 'sshd-success-logs'],
      ]);
    for (const [folder, name] of folders) {
      const lines = events(folder, name);
      const seen = new Set<string>();
      for (const fields of alerted(folder)) {
        // An alert does not quote the line: it is one of its time and user. Several alerts may name the same one.
        const found = lines.filter(
          (event) =>
            yearlessOf(event) === yearless(fields.timestamp) &&
            (fields.target_user ?? fields.user ?? userOf(event)) === userOf(event),
        );
        expect([folder, fields, found.length > 0]).toEqual([folder, fields, true]);
        sshd(found.find(({ src_endpoint: from }) => from?.ip === fields.source_ip) ?? found[0]!, fields);
        compare('time without a year', found[0]!, yearless(fields.timestamp), yearlessOf(found[0]!));
        seen.add(`${fields.timestamp} ${fields.source_ip} ${fields.target_user}`);
      }
    }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({ address: 75, user: 48, host: 75, outcome: 75, 'time without a year': 75 });
  });

  /** Every field that crowdsec has of an execve record, or of an abnormal end. */
  function auditd(event: Event, fields: Fields): void {
    const { process, actor } = event;
    compare(
      'event id',
      event,
      fields.auditd_eventid ?? fields.event_inc_id,
      event.metadata.correlation_uid.split(':')[1],
    );
    compare('exe', event, fields.exe, process.file.path);
    compare('comm', event, fields.comm, process.name);
    compare('pid', event, number(fields.pid), process.pid);
    compare('ppid', event, number(fields.ppid), process.parent_process?.pid);
    compare('uid', event, fields.uid, process.user.uid);
    compare('uid, named', event, fields.str_UID, process.user.name);
    compare('gid', event, fields.gid, process.group.uid);
    compare('gid, named', event, fields.str_GID, process.group.name);
    compare('euid', event, number(fields.euid), process.euid);
    compare('auid', event, fields.auid, actor.user.uid);
    compare('session', event, fields.ses, process.session?.uid);
    compare('terminal', event, fields.tty, process.session?.terminal);
    compare('exit', event, fields.exit, event.status_code);
    compare('signal', event, fields.sig, event.status_detail?.replace('signal ', ''));
    if (fields.success !== undefined)
      compare('outcome', event, fields.success === 'yes' ? 1 : 2, event.status_id);
    if (/^\d+\.\d+$/.test(fields.timestamp ?? ''))
      compare('time', event, Math.round(Number(fields.timestamp) * 1000), event.time);
    else if (fields.timestamp !== undefined)
      compare('time', event, Date.parse(fields.timestamp), Math.floor(event.time / 1000) * 1000);
  }

  test('its parser of audit records, and the alerts of its scenarios', () => {
    const lines = events('auditd-logs');
    const parsed = results('auditd-logs', /^s01-parse/);
    expect(parsed).toHaveLength(lines.length);
    for (const [at, fields] of parsed.entries()) auditd(lines[at]!, fields);
    for (const folder of [
      'auditd-base64-exec',
      'auditd-postexploit-exec-from-net',
      'auditd-postexploit-rm',
      'auditd-suid-crash',
    ]) {
      const all = events(folder);
      for (const fields of alerted(folder)) {
        const event = all.find(({ metadata }) =>
          metadata.correlation_uid.endsWith(`:${fields.auditd_eventid}`),
        );
        expect([folder, fields.auditd_eventid, event === undefined]).toEqual([
          folder,
          fields.auditd_eventid,
          false,
        ]);
        auditd(event!, fields);
      }
    }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      'event id': 17,
      exe: 17,
      comm: 6,
      pid: 6,
      ppid: 16,
      uid: 17,
      'uid, named': 2,
      gid: 6,
      'gid, named': 2,
      euid: 5,
      auid: 17,
      session: 6,
      terminal: 16,
      exit: 4,
      signal: 1,
      outcome: 4,
      time: 17,
    });
  });

  test('the line in a container’s log, and nginx in syslog', () => {
    const lines = events('cri-logs');
    const parsed = results('cri-logs', /^s00-raw/);
    expect(parsed).toHaveLength(lines.length);
    parsed.forEach((fields, at) => {
      const event = lines[at]!;
      const { cri } = event.unmapped;
      compare('stream', event, fields.stream, cri.stream);
      compare('tag', event, fields.logtag, cri.tags);
      compare('time', event, Date.parse(fields.cri_timestamp ?? ''), cri.time);
      compare('address', event, fields.message?.split(' ', 1)[0], event.src_endpoint.ip);
      compare('method', event, /"(\w+) /.exec(fields.message ?? '')?.[1], event.http_request.http_method);
    });
    const [event] = events('pfsense-rfc5424-nginx');
    const [raw] = results('pfsense-rfc5424-nginx', /^s00-raw/);
    const [fields] = results('pfsense-rfc5424-nginx', /^s01-parse/);
    compare('host', event!, raw?.machine, event?.unmapped.syslog.host);
    compare('program', event!, raw?.program, event?.unmapped.syslog.program);
    compare('time', event!, Date.parse(raw?.timestamp8601 ?? ''), event?.unmapped.syslog.time);
    compare('address', event!, fields?.source_ip, event?.src_endpoint.ip);
    compare('method', event!, fields?.http_verb, event?.http_request.http_method);
    compare('path', event!, fields?.http_path, event?.http_request.url.path);
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      stream: 3,
      tag: 3,
      time: 4,
      address: 4,
      method: 4,
      host: 1,
      program: 1,
      path: 1,
    });
  });
});
