import { isDeepStrictEqual } from 'node:util';
import { corpus, type Event, normalize, withCorpus } from './support';

/** What crowdsec's parsers made of the same lines of databases and applications. */
withCorpus('agreement with crowdsec', () => {
  const FORMATS: readonly (readonly [folder: string, format: string])[] = [
    ['mysql-logs', 'mysql'],
    ['mariadb-logs', 'mariadb'],
    ['pgsql-user-enum', 'postgresql'],
    ['supabase-docker-pgsql-logs', 'postgresql'],
    ['keycloak-logs', 'keycloak'],
    ['gitlab-logs', 'gitlab'],
    ['gitea-logs', 'gitea'],
  ];

  test('on each line that it parsed', () => {
    const count: Record<string, number> = {};
    const disagreements: unknown[] = [];
    for (const [folder, format] of FORMATS)
      for (const [message, theirs] of assertions(`crowdsec-hub/${folder}/parser.assert`)) {
        const { events } = normalize(message);
        const event = events[0] as Event;
        expect([message, event.metadata.log_format]).toEqual([message, format]);
        const compare = (field: string, expected: string | undefined, actual: unknown): void => {
          if (expected === undefined || expected === '') return;
          count[field] = (count[field] ?? 0) + 1;
          const ours = actual === undefined ? undefined : String(actual);
          if (!isDeepStrictEqual(ours, expected))
            disagreements.push({ folder, field, message, expected, ours });
        };
        const said = (...names: string[]) =>
          names.map((name) => theirs[name]).find((one) => one !== undefined);
        compare(
          'address',
          said('Meta.source_ip', 'Parsed.source_ip', 'Parsed.remote_ip'),
          event.src_endpoint.ip,
        );
        compare('port', said('Parsed.remote_port'), event.src_endpoint.port ?? 0);
        compare(
          'user',
          said('Meta.user', 'Meta.username', 'Parsed.user', 'Parsed.username'),
          event.user.name,
        );
        compare('time', timeOf(theirs), new Date(event.time).toISOString());
        compare('thread', said('Parsed.thread_id', 'Parsed.PID'), event.session?.uid);
        compare('database', said('Meta.db', 'Parsed.pgsql_dbname'), event.service?.name);
        compare('method of authentication', said('Meta.auth_method'), event.auth_protocol);
        compare('error code', said('Parsed.err_code'), event.status_code);
        compare('subsystem', said('Parsed.subsystem'), event.unmapped?.subsystem);
        compare('level', said('Meta.log_level'), event.metadata.log_level);
        const using = said('Parsed.using_password');
        compare('password', using && `access denied (using password: ${using})`, event.status_detail);
        compare('error', said('Meta.error', 'Meta.login_error'), event.status_code);
        compare('client', bare(theirs['Unmarshaled.keycloak.clientId']), event.service?.name);
        compare('realm', bare(theirs['Unmarshaled.keycloak.realmId']), event.actor?.idp?.uid);
        compare('session', bare(theirs['Unmarshaled.keycloak.code_id']), event.session?.uid);
        compare('redirect', bare(theirs['Unmarshaled.keycloak.redirect_uri']), event.unmapped?.redirect_uri);
        compare('method', theirs['Unmarshaled.gitlab.method'], event.http_request?.http_method);
        compare('path', theirs['Unmarshaled.gitlab.path'], event.http_request?.url.path);
        compare('status', theirs['Unmarshaled.gitlab.status'], event.status_code);
        compare('agent', theirs['Unmarshaled.gitlab.ua'], event.http_request?.user_agent);
      }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      address: 36,
      user: 35,
      time: 35,
      port: 5,
      thread: 13,
      database: 9,
      'method of authentication': 9,
      password: 10,
      'error code': 1,
      subsystem: 1,
      level: 7,
      error: 7,
      client: 7,
      realm: 7,
      session: 7,
      redirect: 7,
      method: 3,
      path: 3,
      status: 3,
      agent: 3,
    });
  });

  /** Its alerts name address, user and time of the lines that raised them, but not the lines. */
  test('on the lines that its alerts name', () => {
    let alerts = 0;
    const strange: unknown[] = [];
    for (const [folder, file] of [
      ['mysql-bf', 'mysql-bf.log'],
      ['mariadb-bf', 'mariadb-bf.log'],
      ['pgsql-user-enum', 'pgsql-user-enum.log'],
      ['keycloak-bf', 'keycloak-logs.log'],
      ['keycloak-slow-bf', 'keycloak-logs.log'],
      ['gitlab-bf', 'gitlab-bf.log'],
      ['gitea-bf', 'gitea-bf.log'],
    ] as const) {
      const ours = normalize(corpus(`crowdsec-hub/${folder}/${file}`)).events.map((event) =>
        [event.src_endpoint.ip, event.user.name, new Date(event.time).toISOString()].join(' '),
      );
      for (const alert of alertEvents(`crowdsec-hub/${folder}/scenario.assert`)) {
        const time = timeOf(prefixed(alert));
        const theirs = [alert.source_ip, alert.user ?? alert.username, time];
        alerts++;
        if (!ours.some((one) => theirs.every((part) => part === undefined || one.split(' ').includes(part))))
          strange.push([folder, ...theirs]);
      }
    }
    expect(strange).toEqual([]);
    expect(alerts).toBeGreaterThan(50);
  });
});

type Fields = Record<string, string>;

/** Its values keep the comma that ends them in the line, and sometimes the quotes. */
const bare = (value: string | undefined): string | undefined =>
  value?.replace(/,$/, '').replace(/^"(.*)"$/, '$1');

/** What it says of the time, without a zone as a rule. */
function timeOf(fields: Fields): string | undefined {
  const text = fields['Meta.timestamp'] ?? fields['Parsed.timestamp'] ?? fields['Parsed.time'];
  if (text === undefined || !/^\d{4}[-/]\d\d[-/]\d\d/.test(text)) return undefined;
  const iso = text.replaceAll('/', '-').replace(' ', 'T').replace(/Z?$/, 'Z');
  return new Date(iso.replace(/(\.\d{3})\d+Z/, '$1Z')).toISOString();
}

const prefixed = (alert: Fields): Fields =>
  Object.fromEntries(Object.entries(alert).map(([name, value]) => [`Meta.${name}`, value]));

/** Its successful results, each with what later stages found in the same message. */
function assertions(path: string): [message: string, fields: Fields][] {
  const results = new Map<string, Fields & { ok?: string }>();
  for (const line of corpus(path).toString().split('\n')) {
    const place = /^(?:basename\()?results\["(s01-parse|s02-enrich)"\]\["([^"]+)"\]\[(\d+)\]\.(.*)$/.exec(
      line,
    );
    if (place === null) continue;
    const key = `${place[1]} ${place[2]} ${place[3]}`;
    const result = results.get(key) ?? {};
    results.set(key, result);
    const rest = place[4] ?? '';
    if (rest === 'Success == true') result.ok = 'yes';
    const field = /^Evt\.(Parsed|Meta|Unmarshaled)((?:\["[^"]+"\])+)\)? == (.*)$/.exec(rest);
    if (field === null) continue;
    const name = `${field[1]}${(field[2] ?? '').replace(/\["([^"]+)"\]/g, '.$1')}`;
    try {
      result[name] = String(JSON.parse(field[3] ?? ''));
    } catch {
      // Go's escapes that JSON has not: such a field is not compared.
    }
  }
  const enriched = new Map<string, Fields>();
  const parsed: [string, Fields][] = [];
  for (const [key, { ok, ...fields }] of results) {
    const message = fields['Parsed.message'];
    if (ok === undefined || message === undefined) continue;
    if (key.startsWith('s01-parse ')) parsed.push([message, fields]);
    else enriched.set(message, { ...enriched.get(message), ...fields });
  }
  return parsed.map(([message, fields]) => [message, { ...enriched.get(message), ...fields }]);
}

function alertEvents(path: string): Fields[] {
  const events = new Map<string, Fields>();
  for (const line of corpus(path).toString().split('\n')) {
    const place = /^results\[(\d+)\]\.Overflow\.Alert\.Events\[(\d+)\]\.GetMeta\("([^"]+)"\) == (".*")$/.exec(
      line,
    );
    if (place === null) continue;
    const key = `${place[1]} ${place[2]}`;
    const event = events.get(key) ?? {};
    events.set(key, event);
    event[place[3] as string] = JSON.parse(place[4] as string);
  }
  return [...events.values()];
}
