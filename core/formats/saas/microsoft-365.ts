import { SEVERITY, STATUS, typeUid, UNKNOWN } from '../../ocsf/build';
import type { FileHostingEvent, OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, rest, text } from '../values';
import {
  activityOf,
  agentOf,
  apiOf,
  auditEvent,
  type Entry,
  metadataOf,
  personOf,
  type Subject,
  sourceOf,
  statusOf,
} from './audit';

/**
 * Microsoft 365's unified audit log: what the Office 365 Management Activity API gives, and `AuditData` of an export.
 *
 *     {"CreationTime":"2026-11-23T09:00:00","Id":"0a45…","Operation":"UserLoggedIn","OrganizationId":"5a0f…","RecordType":15,"ResultStatus":"Success",
 *      "UserKey":"5542…","UserType":0,"Version":1,"Workload":"AzureActiveDirectory","ClientIP":"192.0.2.7","ObjectId":"0000…","UserId":"alice@example.com",
 *      "ExtendedProperties":[{"Name":"UserAgent","Value":"Mozilla/5.0"}],"ErrorNumber":"0"}
 *
 * Authentication (3002) for sign-ins; Account Change (3001), Group Management (3006) and User Access Management (3005) for
 * the directory's and Teams' users, groups and roles, and for mailbox permissions; File Hosting Activity (6006) for files of
 * SharePoint and OneDrive; API Activity (6003) for all else. Times are UTC, as the schema says, and have no zone. Under
 * `unmapped`: `Parameters`, `ExtendedProperties`, `ModifiedProperties`, `Target` and all other fields.
 *
 * Field meanings: Microsoft, "Office 365 Management Activity API schema"; Aspose.Email, Record; plaso, jsonl parser plugin
 * microsoft_audit_log.
 */
export const microsoft365: JsonFormat = {
  name: 'microsoft-365',
  title: "Microsoft 365's unified audit log",
  kind: 'json',
  classes: [3002, 3001, 3006, 3005, 6006, 6003],
  sample:
    '{"CreationTime":"2026-11-23T09:00:00","Id":"0a454a7b-fbac-4329-a20c-72bad3bc5000","Operation":"UserLoginFailed","OrganizationId":"5a0f38c6-710b-4503-92c0-3a9f6e00f726","RecordType":15,"ResultStatus":"Failed","UserKey":"55425677-a6b7-4df1-8068-709eb4162d42","UserType":0,"Version":1,"Workload":"AzureActiveDirectory","ClientIP":"192.0.2.7","ObjectId":"00000003-0000-0000-c000-000000000000","UserId":"alice@example.com","InterSystemsId":"b1c2","ExtendedProperties":[{"Name":"UserAgent","Value":"Mozilla/5.0"}],"ErrorNumber":"50126","LogonError":"InvalidUserNameOrPassword"}',
  evidence: 'corpus',
  sources: [
    'Microsoft, "Office 365 Management Activity API schema"',
    'Aspose.Email, documentation of Record',
    'plaso, jsonl parser plugin microsoft_audit_log',
  ],
  fields: [
    ['Id', 'metadata.original_event_uid'],
    ['CreationTime', 'time'],
    ['Operation', 'metadata.event_code, api.operation, activity_id'],
    ['Workload', 'api.service.name, service.name'],
    ['OrganizationId', 'metadata.tenant_uid'],
    ['UserId, UserKey, UserType', 'actor.user.name, actor.user.uid, actor.user.type_id, user.name'],
    ['ResultStatus', 'status_id'],
    ['ErrorNumber, LogonError', 'status_code, status_detail'],
    ['ClientIP, ClientIPAddress, ActorIpAddress', 'src_endpoint.ip, src_endpoint.port'],
    ['UserAgent, ExtendedProperties', 'http_request.user_agent'],
    ['AppId, ApplicationId', 'actor.app_uid'],
    ['SessionId, DeviceSessionId', 'actor.session.uid'],
    ['InterSystemsId, CorrelationId', 'metadata.correlation_uid'],
    ['ObjectId', 'resources[].name, user.name, file.path'],
    ['SourceFileName, SiteUrl', 'file.name, file.parent_folder'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Microsoft 365', vendor_name: 'Microsoft' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'Id CreationTime Operation Workload OrganizationId UserId UserKey UserType ResultStatus ErrorNumber LogonError ClientIP ClientIPAddress ActorIpAddress UserAgent AppId ApplicationId SessionId InterSystemsId CorrelationId ObjectId'.split(
    ' ',
  ),
);

/** Regular, Reserved, Admin, DcAdmin, System, Application, ServicePrincipal, CustomPolicy, SystemPolicy, PartnerTechnician, Guest. */
const USER_TYPES = [1, 99, 2, 2, 3, 4, 4, 3, 3, 99, 1] as const;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { Operation: operation, Workload: workload, CreationTime: created, RecordType: record } = event;
  if (
    typeof operation !== 'string' ||
    typeof workload !== 'string' ||
    typeof created !== 'string' ||
    typeof record !== 'number' ||
    typeof event.Id !== 'string'
  )
    return undefined;
  const parsed = parseIso(created);
  const kind = typeof event.UserType === 'number' ? USER_TYPES[event.UserType] : undefined;
  const user: UserObject = personOf(text(event.UserId), text(event.UserKey), { type_id: kind }) ?? {
    name: UNKNOWN,
  };
  const session = text(event.SessionId) ?? text(event.DeviceSessionId);
  const object = text(event.ObjectId);
  const { status, name: statusName } = outcomeOf(operation, text(event.ResultStatus), event.ErrorNumber);
  const error = text(String(event.ErrorNumber ?? ''));
  const entry: Entry = {
    format: microsoft365.name,
    product: PRODUCT,
    uid: text(event.Id),
    time: Number.isNaN(parsed) ? context.time : parsed,
    correlation: text(event.InterSystemsId) ?? text(event.CorrelationId),
    tenant: text(event.OrganizationId),
    operation,
    status,
    statusName,
    statusCode: error === '0' ? undefined : error,
    detail: text(event.LogonError),
    actor: {
      user,
      session: session === undefined ? undefined : { uid: session },
      app_uid: text(event.AppId) ?? text(event.ApplicationId),
    },
    source: sourceOf(text(event.ClientIP) ?? text(event.ClientIPAddress) ?? text(event.ActorIpAddress)),
    http: agentOf(text(event.UserAgent) ?? named(event.ExtendedProperties, 'UserAgent')),
    service: workload,
    resources: object === undefined ? undefined : [{ name: object, type: text(event.ItemType) }],
    targets: object === undefined ? undefined : { ObjectId: object },
    rest: rest(event, TAKEN),
  };
  const file = FILES.get(operation);
  if (file !== undefined && object !== undefined && text(event.SiteUrl) !== undefined)
    return hosting(event, file, object, entry, context);
  return auditEvent(entry, subjectOf(event, operation, entry, user), context);
}

/** The value beside a name in a list of such pairs. */
function named(list: unknown, name: string): string | undefined {
  if (!Array.isArray(list)) return undefined;
  for (const pair of list.slice(0, 256)) if (isObject(pair) && pair.Name === name) return text(pair.Value);
  return undefined;
}

function outcomeOf(
  operation: string,
  result: string | undefined,
  error: unknown,
): { status: 0 | 1 | 2 | 99; name?: string } {
  if (operation === 'UserLoginFailed') return { status: STATUS.failure };
  const word = result?.toLowerCase();
  if (word === undefined)
    return { status: error === undefined || error === '0' ? STATUS.success : STATUS.failure };
  if (word === 'success' || word === 'succeeded' || word === 'true') return { status: STATUS.success };
  if (word === 'failed' || word === 'failure' || word === 'false') return { status: STATUS.failure };
  return { status: 99, name: result as string };
}

type FileActivity = FileHostingEvent['activity_id'];

const FILES: ReadonlyMap<string, FileActivity> = new Map([
  ['FileUploaded', 1],
  ['FileDownloaded', 2],
  ['FileModified', 3],
  ['FileModifiedExtended', 3],
  ['FileDeleted', 4],
  ['FileDeletedFirstStageRecycleBin', 4],
  ['FileDeletedSecondStageRecycleBin', 4],
  ['FileRecycled', 4],
  ['FileRenamed', 5],
  ['FileCopied', 6],
  ['FileMoved', 7],
  ['FileRestored', 8],
  ['FilePreviewed', 9],
  ['FileCheckedOut', 10],
  ['FileCheckedIn', 11],
  ['FileAccessed', 14],
  ['FileAccessedExtended', 14],
  ['FileSyncUploadedFull', 15],
  ['FileSyncDownloadedFull', 15],
  ['FolderCreated', 1],
  ['FolderModified', 3],
  ['FolderDeleted', 4],
  ['FolderRenamed', 5],
  ['FolderMoved', 7],
  ['SharingSet', 12],
  ['SharingInvitationCreated', 12],
  ['AnonymousLinkCreated', 12],
  ['CompanyLinkCreated', 12],
  ['SecureLinkCreated', 12],
  ['AddedToSecureLink', 12],
  ['SharingRevoked', 13],
  ['AnonymousLinkRemoved', 13],
  ['SharingInvitationRevoked', 13],
]);

const FILE: ReadonlySet<string> = new Set(['SourceFileName', 'SourceFileExtension', 'ItemType']);

function hosting(
  event: JsonObject,
  activity: FileActivity,
  object: string,
  entry: Entry,
  context: EventContext,
): FileHostingEvent {
  const name = text(event.SourceFileName) ?? text(object.slice(object.lastIndexOf('/') + 1)) ?? object;
  const folder = text(event.ItemType) === 'Folder' || entry.operation.startsWith('Folder');
  const renamed = text(event.DestinationFileName);
  const destination = text(event.DestinationRelativeUrl);
  return {
    metadata: metadataOf(entry, context),
    time: entry.time,
    class_uid: 6006,
    category_uid: 6,
    activity_id: activity,
    type_uid: typeUid(6006, activity),
    severity_id: SEVERITY.informational,
    status_id: entry.status,
    status: statusOf(entry),
    status_code: entry.statusCode,
    status_detail: entry.detail,
    actor: entry.actor,
    src_endpoint: entry.source ?? { name: UNKNOWN },
    http_request: entry.http,
    api: apiOf(entry),
    raw_data: context.raw,
    unmapped: context.unmapped(entry.uid, entry.time, rest(entry.rest ?? {}, FILE)),
    file: {
      name,
      path: object,
      uid: text(event.ListItemUniqueId),
      parent_folder: text(event.SourceRelativeUrl),
      ext: text(event.SourceFileExtension),
      type_id: folder ? 2 : 1,
    },
    file_result:
      renamed === undefined
        ? undefined
        : { name: renamed, parent_folder: destination, type_id: folder ? 2 : 1 },
  };
}

const LOGONS: ReadonlyMap<string, 1 | 2> = new Map([
  ['UserLoggedIn', 1],
  ['UserLoginFailed', 1],
  ['MailboxLogin', 1],
  ['SignInEvent', 1],
  ['TeamsSessionStarted', 1],
  ['UserLoggedOff', 2],
]);

/** The directory's operations; they come with a full stop at the end, and without. */
const ACCOUNTS: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5 | 6 | 10 | 11 | 99> = new Map([
  ['Add user', 1],
  ['Invite external user', 1],
  ['Restore user', 2],
  ['Enable account', 2],
  ['Change user password', 3],
  ['Reset user password', 4],
  ['Set force change user password', 4],
  ['Disable account', 5],
  ['Delete user', 6],
  ['Hard Delete user', 6],
  ['User registered security info', 10],
  ['Enable Strong Authentication', 10],
  ['User deleted security info', 11],
  ['Disable Strong Authentication', 11],
  ['Update user', 99],
  ['Set license properties', 99],
  ['Change user license', 99],
]);

const GROUPS: ReadonlyMap<string, 3 | 4 | 5 | 6 | 99> = new Map([
  ['Add member to group', 3],
  ['Remove member from group', 4],
  ['Add group', 6],
  ['Delete group', 5],
  ['Update group', 99],
  ['MemberAdded', 3],
  ['MemberRemoved', 4],
  ['TeamCreated', 6],
  ['TeamDeleted', 5],
  ['AddedToGroup', 3],
  ['RemovedFromGroup', 4],
  ['GroupAdded', 6],
  ['GroupRemoved', 5],
  ['Add-UnifiedGroupLinks', 3],
  ['Remove-UnifiedGroupLinks', 4],
]);

const ACCESS: ReadonlyMap<string, 1 | 2> = new Map([
  ['Add member to role', 1],
  ['Add eligible member to role', 1],
  ['Remove member from role', 2],
  ['Remove eligible member from role', 2],
  ['Add app role assignment grant to user', 1],
  ['Remove app role assignment from user', 2],
  ['Add-MailboxPermission', 1],
  ['Remove-MailboxPermission', 2],
  ['Add-RecipientPermission', 1],
  ['Remove-RecipientPermission', 2],
  ['Add-RoleGroupMember', 1],
  ['Remove-RoleGroupMember', 2],
]);

function subjectOf(event: JsonObject, operation: string, entry: Entry, user: UserObject): Subject {
  const logon = LOGONS.get(operation);
  if (logon !== undefined)
    return { to: 3002, activity: logon, user, session: entry.actor.session, mfa: undefined };
  const name = operation.endsWith('.') ? operation.slice(0, -1) : operation;
  const object = text(event.ObjectId);
  const target = personOf(object, undefined);
  const account = ACCOUNTS.get(name);
  if (account !== undefined) return { to: 3001, activity: account, user: target ?? user };
  const group = GROUPS.get(name);
  if (group !== undefined) {
    const members = Array.isArray(event.Members) ? event.Members.filter(isObject) : [];
    const team = text(event.TeamName);
    const changed = modified(event, 'Group.DisplayName');
    return {
      to: 3006,
      activity: group,
      group: {
        name:
          team ??
          changed ??
          text(event.TargetUserOrGroupName) ??
          named(event.Parameters, 'Identity') ??
          object ??
          UNKNOWN,
        uid: text(event.TeamGuid) ?? modified(event, 'Group.ObjectID'),
      },
      user: personOf(text(members[0]?.UPN), undefined) ?? (changed === undefined ? undefined : target),
    };
  }
  const access = ACCESS.get(name);
  if (access !== undefined) {
    const role =
      modified(event, 'Role.DisplayName') ??
      named(event.Parameters, 'AccessRights') ??
      named(event.Parameters, 'Identity');
    const subject =
      named(event.Parameters, 'User') ??
      named(event.Parameters, 'Trustee') ??
      named(event.Parameters, 'Member');
    return {
      to: 3005,
      activity: access,
      user: personOf(subject ?? object, undefined) ?? { name: UNKNOWN },
      privileges: role === undefined ? [] : [role],
    };
  }
  return { to: 6003, activity: activityOf(operation) };
}

/** A property of the directory that was changed: its new value, or the old one where it was taken. */
function modified(event: JsonObject, name: string): string | undefined {
  if (!Array.isArray(event.ModifiedProperties)) return undefined;
  for (const property of event.ModifiedProperties.slice(0, 256))
    if (isObject(property) && property.Name === name)
      return text(property.NewValue) ?? text(property.OldValue);
  return undefined;
}
