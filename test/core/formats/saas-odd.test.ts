import { SAAS } from '../../../core/formats/saas';
import { expectSource, expectValid, normalize } from './support';

/** What stands at a path of any depth in a sample, replaced by `value`. */
function replaced(source: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [name, ...more] = path;
  if (name === undefined) return value;
  if (Array.isArray(source)) return source.map((one, at) => (at === name ? replaced(one, more, value) : one));
  const object = source as Record<string, unknown>;
  return { ...object, [name]: replaced(object[name as string], more, value) };
}

function paths(source: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof source !== 'object' || source === null) return [];
  return Object.entries(source).flatMap(([name, field]) => {
    const here = [...path, Array.isArray(source) ? Number(name) : name];
    return [here, ...paths(field, here)];
  });
}

const ODD: readonly unknown[] = [
  null,
  true,
  -1.5,
  1e300,
  '',
  '-',
  'x y@z',
  '::1]:99999',
  '2026-99-99T00:00:00Z',
  [],
  [null, 7, 'x', {}, []],
  {},
  { id: 7, name: [], value: {}, type: null, user: 'x' },
];

/** The kinds of events that the samples are not of. */
const MORE: readonly (readonly [name: string, event: object])[] = [
  [
    'teleport command',
    {
      ei: 1,
      event: 'session.command',
      uid: 'u',
      code: 'T4000I',
      time: 't',
      user: 'a',
      sid: 's',
      path: '/p',
      program: 'p',
      argv: ['x'],
      pid: 1,
      ppid: 2,
      return_code: 0,
      login: 'l',
      server_id: 'i',
      server_hostname: 'h',
      'addr.remote': '192.0.2.7:1',
    },
  ],
  [
    'teleport network',
    {
      event: 'session.network',
      uid: 'u',
      code: 'T4002I',
      time: 't',
      user: 'a',
      sid: 's',
      src_addr: '192.0.2.7',
      dst_addr: '192.0.2.8',
      dst_port: 1,
      pid: 1,
      program: 'p',
      server_id: 'i',
      action: 1,
    },
  ],
  [
    'teleport session',
    {
      event: 'session.end',
      uid: 'u',
      code: 'T2004I',
      time: 't',
      user: 'a',
      sid: 's',
      'addr.local': '192.0.2.7:22',
      server_hostname: 'h',
      session_start: 't',
      session_stop: 't',
    },
  ],
  [
    'teleport query',
    {
      event: 'db.session.query',
      uid: 'u',
      code: 'TDB02I',
      time: 't',
      user: 'a',
      db_query: 'SELECT 1',
      db_name: 'd',
      db_service: 's',
      db_query_parameters: ['1'],
    },
  ],
  [
    'teleport role',
    {
      event: 'lock.created',
      uid: 'u',
      code: 'TLK00I',
      time: 't',
      user: 'a',
      name: 'n',
      target: { user: 'b' },
    },
  ],
  [
    'duo admin',
    {
      action: 'user_update',
      description: 'd',
      isotimestamp: 't',
      object: 'o',
      timestamp: 1,
      username: 'u',
      details: { error: 'x' },
    },
  ],
  [
    '1Password audit',
    {
      uuid: 'u',
      timestamp: 't',
      actor_uuid: 'a',
      actor_details: { name: 'n', email: 'a@example.com' },
      action: 'grant',
      object_type: 'uva',
      object_uuid: 'o',
      object_details: {},
      aux_uuid: 'x',
      aux_info: 'i',
      aux_details: { name: 'n' },
      session: { uuid: 's', ip: '192.0.2.7' },
      location: { country: 'IE' },
    },
  ],
  [
    '1Password member',
    {
      uuid: 'u',
      timestamp: 't',
      actor_uuid: 'a',
      action: 'join',
      object_type: 'gm',
      object_uuid: 'o',
      aux_uuid: 'x',
    },
  ],
  [
    '1Password item',
    {
      uuid: 'u',
      timestamp: 't',
      vault_uuid: 'v',
      item_uuid: 'i',
      action: 'fill',
      user: { uuid: 'u' },
      client: { ip_address: '192.0.2.7' },
    },
  ],
  [
    'Slack role',
    {
      action: 'role_change_to_admin',
      actor: { type: 'user', user: { id: 'W1' } },
      context: { location: { id: 'E' }, ip_address: 'x' },
      entity: { type: 'user', user: { id: 'W2', name: 'b' } },
      details: { reason: ['a'] },
    },
  ],
  [
    'Slack channel',
    {
      action: 'user_channel_join',
      actor: { type: 'user', user: { id: 'W1' } },
      context: { location: {}, ip_address: 'x' },
      entity: { type: 'channel', channel: { id: 'C', name: 'c' } },
    },
  ],
  [
    'GitHub member',
    { action: 'team.add_member', actor: 'a', created_at: 1, org: 'o', user: 'b', user_id: 5, team: 't' },
  ],
  [
    'GitHub access',
    { action: 'repo.add_member', actor: 'a', created_at: 1, org: 'o', user: 'b', permission: 'p' },
  ],
  [
    'GitHub push',
    {
      ref: 'r',
      after: 'a',
      commits: [{ id: 'x' }],
      head_commit: { timestamp: 't' },
      pusher: { name: 'p' },
      repository: { full_name: 'a/b', pushed_at: 1 },
    },
  ],
  [
    'GitHub collaborator',
    {
      action: 'added',
      member: { login: 'b' },
      changes: { permission: { to: 'p' } },
      repository: { full_name: 'a/b' },
      sender: { login: 'a' },
    },
  ],
  [
    'GitHub organisation',
    {
      action: 'member_added',
      membership: { user: { login: 'b' } },
      organization: { login: 'o' },
      sender: { login: 'a' },
    },
  ],
  [
    'GitHub wiki',
    {
      pages: [{ page_name: 'p', title: 't', html_url: 'u' }],
      repository: { full_name: 'a/b' },
      sender: { login: 'a' },
    },
  ],
  [
    'Auth0 API',
    {
      log_id: 'l',
      data: {
        type: 'sapi',
        date: 'd',
        description: 'x',
        client_id: 'c',
        ip: 'x',
        details: {
          request: {
            method: 'get',
            path: '/p',
            auth: { user: { name: 'n', email: 'e', user_id: 'u' }, credentials: { jti: 'j' } },
          },
          response: { statusCode: 200, message: 'm' },
          error: { message: 'm' },
        },
      },
    },
  ],
  [
    'Microsoft file',
    {
      CreationTime: 't',
      Id: 'i',
      Operation: 'FileRenamed',
      RecordType: 6,
      Workload: 'SharePoint',
      UserId: 'a',
      ObjectId: 'https://x/a',
      SiteUrl: 'https://x/',
      SourceFileName: 'a',
      SourceRelativeUrl: 'r',
      DestinationFileName: 'b',
      ItemType: 'File',
    },
  ],
  [
    'Microsoft group',
    {
      CreationTime: 't',
      Id: 'i',
      Operation: 'Add member to group.',
      RecordType: 8,
      Workload: 'AzureActiveDirectory',
      UserId: 'a',
      ObjectId: 'b',
      ModifiedProperties: [{ Name: 'Group.DisplayName', NewValue: 'g' }],
      Members: [{ UPN: 'u' }],
      TeamName: 'x',
    },
  ],
  [
    'Microsoft role',
    {
      CreationTime: 't',
      Id: 'i',
      Operation: 'Add-MailboxPermission',
      RecordType: 1,
      Workload: 'Exchange',
      UserId: 'a',
      ObjectId: 'b',
      Parameters: [{ Name: 'User', Value: 'b' }],
    },
  ],
  [
    'Azure role',
    {
      time: 't',
      resourceId: '/subscriptions/s',
      operationName: 'Microsoft.Authorization/roleAssignments/write',
      category: 'Administrative',
      correlationId: 'c',
      resultType: 'Success',
      callerIpAddress: 'x',
      identity: { claims: { name: 'n' } },
      properties: { requestbody: '{"Properties":{"PrincipalId":"p","RoleDefinitionId":"r"}}' },
    },
  ],
  [
    'Google policy',
    {
      insertId: 'i',
      logName: 'projects/p/logs/x',
      resource: { type: 't', labels: { project_id: 'p' } },
      protoPayload: {
        '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        methodName: 'SetIamPolicy',
        serviceData: { policyDelta: { bindingDeltas: [{ action: 'ADD', role: 'r', member: 'user:b' }] } },
      },
    },
  ],
  [
    'Google account',
    {
      insertId: 'i',
      logName: 'projects/p/logs/x',
      resource: { type: 't' },
      protoPayload: {
        '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        methodName: 'google.iam.admin.v1.CreateServiceAccount',
        request: { account_id: 'a' },
        response: { email: 'e', unique_id: '1' },
      },
    },
  ],
  [
    'Google request',
    {
      insertId: 'i',
      logName: 'projects/p/logs/x',
      resource: { type: 't' },
      timestamp: 't',
      trace: 't',
      severity: 'INFO',
      jsonPayload: { message: 'm' },
      httpRequest: {
        requestMethod: 'GET',
        requestUrl: 'https://x/a',
        status: 200,
        remoteIp: '192.0.2.7',
        serverIp: '192.0.2.8',
        latency: '1s',
        protocol: 'HTTP/1.1',
        requestSize: '1',
        responseSize: '1',
        userAgent: 'u',
        referer: 'r',
      },
    },
  ],
  [
    'Okta threat',
    {
      eventType: 'security.threat.detected',
      actor: { alternateId: 'a', type: 'IP address', id: 'i' },
      client: { ipAddress: '192.0.2.7', userAgent: { rawUserAgent: 'u' } },
      outcome: { result: 'DENY', reason: 'r' },
      displayMessage: 'm',
      device: { id: 'd' },
      request: { ipChain: [{ ip: '192.0.2.7' }, { ip: '192.0.2.8' }] },
    },
  ],
  [
    'Okta group',
    {
      eventType: 'group.user_membership.add',
      actor: { alternateId: 'a', type: 'User' },
      target: [
        { id: 'u', type: 'User', alternateId: 'b' },
        { id: 'g', type: 'UserGroup', displayName: 'g' },
      ],
      debugContext: { debugData: { privilegeGranted: 'p' } },
    },
  ],
  [
    'Okta privilege',
    {
      eventType: 'user.account.privilege.grant',
      actor: { alternateId: 'a', type: 'User' },
      target: [{ id: 'u', type: 'User', alternateId: 'b' }],
      debugContext: { debugData: { privilegeGranted: 'p' } },
    },
  ],
  [
    'Okta policy',
    {
      eventType: 'policy.rule.update',
      actor: { alternateId: 'a', type: 'User' },
      target: [{ id: 'p', type: 'PolicyRule', displayName: 'x' }],
    },
  ],
];

test.each([
  ...SAAS.map((format) => [format.name, format.sample] as const),
  ...MORE.map(([name, event]) => [name, JSON.stringify(event)] as const),
])('%s: whatever stands in a field, the event is valid and keeps its text', (_name, sample) => {
  const source: unknown = JSON.parse(sample);
  for (const path of paths(source))
    for (const value of ODD) {
      const text = JSON.stringify(replaced(source, path, value));
      const normalized = normalize(text);
      expectValid(normalized);
      expectSource(normalized, Buffer.from(text));
      // Nothing that a mapper threw over: such an event would be text.
      expect([text, normalized.events[0]?.metadata.log_format === 'text']).toEqual([text, false]);
    }
});
