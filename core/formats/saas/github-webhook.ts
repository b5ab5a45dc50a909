import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, UserObject, WebResourceObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';
import { auditEvent, type Entry, personOf, type Subject } from './audit';

/**
 * Payloads of GitHub's webhooks about repositories.
 *
 *     {"action":"opened","number":7,"pull_request":{"id":789,"number":7,"title":"Fix","html_url":"https://github.com/example-org/app/pull/7",
 *      "updated_at":"2026-11-23T09:00:00Z",…},"repository":{"id":1234,"full_name":"example-org/app",…},"organization":{…},
 *      "sender":{"login":"alice","id":4711,"type":"User"}}
 *
 * Web Resources Activity (6001) on the repository and the pull request, issue, comment, page, run or branch in it; User
 * Access Management (3005) for collaborators (`member`), Group Management (3006) for teams and who is in an organisation or a
 * team (`organization`, `membership`, `team`). Which event it was is only in the delivery's headers: it is told from what
 * the payload is about (Panther's `p_log_type` is believed of one with too little of that). No address: GitHub sends
 * none. A payload has no time of its own: it is that of its newest part, or else when it arrived. Under `unmapped`: all
 * of it that is not in the attributes, by name.
 *
 * Field meanings: GitHub Docs, "Webhook events and payloads"; octokit/webhooks, payload schemas.
 */
export const githubWebhook: JsonFormat = {
  name: 'github-webhook',
  title: "Payloads of GitHub's webhooks about repositories",
  kind: 'json',
  classes: [6001, 3005, 3006],
  sample:
    '{"action":"opened","number":7,"pull_request":{"id":789,"number":7,"title":"Fix the build","html_url":"https://github.com/example-org/app/pull/7","updated_at":"2026-11-23T09:00:00Z","user":{"login":"alice","id":4711}},"repository":{"id":1234,"name":"app","full_name":"example-org/app","private":false,"html_url":"https://github.com/example-org/app"},"sender":{"login":"alice","id":4711,"type":"User"}}',
  evidence: 'corpus',
  sources: ['GitHub Docs, "Webhook events and payloads"', 'octokit/webhooks, payload schemas'],
  fields: [
    ['action', 'api.operation, activity_id'],
    ['sender.login, sender.id, pusher.name', 'actor.user.name, actor.user.uid'],
    [
      'repository.full_name, id, html_url',
      'web_resources[].name, web_resources[].uid, web_resources[].url_string',
    ],
    ['pull_request, issue, comment, review, workflow_run, workflow_job, ref, pages', 'web_resources[].type'],
    ['updated_at, completed_at, created_at, pushed_at of these', 'time'],
    ['member, membership.user', 'user.name'],
    ['team, organization', 'group.name'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Webhooks', vendor_name: 'GitHub' } as const;

/** What a payload is about, the narrowest first: its field, and the event's name. */
const PARTS = [
  'review',
  'comment',
  'pull_request',
  'issue',
  'workflow_job',
  'workflow_run',
  'check_run',
  'check_suite',
  'release',
  'deployment',
  'discussion',
  'alert',
  'hook',
  'key',
  'rule',
] as const;

/** Fields that only a payload of GitHub's has beside a repository. */
const MARKS: readonly string[] = [
  ...PARTS,
  'commits',
  'pages',
  'ref',
  'forkee',
  'member',
  'team',
  'starred_at',
];

const TAKEN: ReadonlySet<string> = new Set(['sender', 'action']);
const NAMED: ReadonlySet<string> = new Set(['id', 'full_name', 'title', 'name', 'html_url', 'description']);

function leftOf(
  event: JsonObject,
  repository: JsonObject,
  part: string | undefined,
  thing: JsonObject | undefined,
) {
  const left = rest(event, TAKEN);
  if (left === undefined) return undefined;
  const parts = { repository: rest(repository, NAMED) };
  return part === undefined || thing === undefined
    ? { ...left, ...parts }
    : { ...left, ...parts, [part]: rest(thing, NAMED) };
}

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (!isGithub(event)) return undefined;
  const repository = obj(event.repository);
  const part = PARTS.find((name) => isObject(event[name]));
  const thing = part === undefined ? undefined : obj(event[part]);
  const time = timeOf(event, thing, repository) ?? context.time;
  const action = text(event.action);
  const name = nameOf(event, part);
  const operation = action === undefined ? name : `${name}.${action}`;
  const sender = obj(event.sender);
  const pusher = obj(event.pusher);
  const user =
    accountOf(sender) ??
    personOf(text(pusher.name), undefined, { email_addr: undefined }) ??
    accountOf(obj(thing?.user));
  const entry: Entry = {
    format: githubWebhook.name,
    product: PRODUCT,
    uid: undefined,
    time,
    operation,
    status: STATUS.success,
    actor: { user: user ?? { name: UNKNOWN } },
    source: undefined,
    service: 'GitHub',
    rest: leftOf(event, repository, part, thing),
  };
  const subject = subjectOf(event, action);
  if (subject !== undefined) return auditEvent(entry, subject, context);
  const activity = activityOf(name, action, event);
  return {
    metadata: {
      ...context.metadata(githubWebhook.name, PRODUCT, undefined, undefined),
      event_code: operation,
    },
    time,
    class_uid: 6001,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? operation : undefined,
    type_uid: typeUid(6001, activity),
    severity_id: SEVERITY.informational,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    actor: entry.actor,
    api: { operation, service: { name: 'GitHub' } },
    web_resources: resourcesOf(event, part, thing, repository),
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, entry.rest),
  };
}

/** Bitbucket and Gitea have repositories with full names as well, but call people otherwise. */
function isGithub(event: JsonObject): boolean {
  if (!isObject(event.repository)) {
    // Events of an organisation.
    if (!isObject(event.organization) || !isObject(event.sender) || typeof event.action !== 'string')
      return false;
    return (
      typeof event.organization.login === 'string' &&
      typeof event.sender.login === 'string' &&
      (isObject(event.membership) || isObject(event.member) || isObject(event.team))
    );
  }
  const name = event.repository.full_name;
  if (typeof name !== 'string' || !name.includes('/')) return false;
  if (event.actor !== undefined || event.pullrequest !== undefined) return false;
  const { sender } = event;
  if (sender !== undefined) {
    if (!isObject(sender) || typeof sender.login !== 'string' || sender.username !== undefined) return false;
    return event.action !== undefined || MARKS.some((name) => event[name] !== undefined);
  }
  return event.p_log_type === 'GitHub.Webhook' || MARKS.some((name) => event[name] !== undefined);
}

function nameOf(event: JsonObject, part: string | undefined): string {
  if (part === 'comment')
    return event.pull_request === undefined && event.issue === undefined
      ? 'commit_comment'
      : event.pull_request === undefined
        ? 'issue_comment'
        : 'pull_request_review_comment';
  if (part === 'review') return 'pull_request_review';
  if (part === 'issue') return 'issues';
  if (part !== undefined && event.commits === undefined) return part;
  if (event.commits !== undefined || event.pusher !== undefined) return 'push';
  if (event.pages !== undefined) return 'gollum';
  if (event.forkee !== undefined) return 'fork';
  if (event.membership !== undefined) return 'organization';
  if (event.member !== undefined) return event.team === undefined ? 'member' : 'membership';
  if (event.team !== undefined) return 'team';
  if (event.ref !== undefined) return text(event.ref_type) ?? 'ref';
  return 'repository';
}

const id = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value);

function accountOf(account: JsonObject): UserObject | undefined {
  const type = text(account.type);
  return personOf(text(account.login), id(account.id), {
    type,
    type_id: type === undefined ? undefined : type === 'User' ? 1 : type === 'Bot' ? 4 : 99,
  });
}

const TIMES = [
  'updated_at',
  'submitted_at',
  'completed_at',
  'pushed_at',
  'started_at',
  'created_at',
] as const;

/** The newest of the times of what the payload is about. */
function timeOf(
  event: JsonObject,
  thing: JsonObject | undefined,
  repository: JsonObject,
): number | undefined {
  let newest: number | undefined;
  const head = obj(event.head_commit);
  for (const value of [
    ...(thing === undefined
      ? TIMES.slice(0, 4).map((name) => repository[name])
      : TIMES.map((name) => thing[name])),
    head.timestamp,
  ]) {
    const time =
      typeof value === 'string'
        ? parseIso(value)
        : typeof value === 'number'
          ? parseEpoch(value)
          : Number.NaN;
    if (!Number.isNaN(time) && (newest === undefined || time > newest)) newest = time;
  }
  return newest;
}

type Activity = 1 | 2 | 3 | 4 | 8 | 99;

const ACTIONS: ReadonlyMap<string, Activity> = new Map([
  ['created', 1],
  ['opened', 1],
  ['submitted', 1],
  ['requested', 1],
  ['queued', 1],
  ['published', 1],
  ['released', 1],
  ['edited', 3],
  ['closed', 3],
  ['reopened', 3],
  ['synchronize', 3],
  ['completed', 3],
  ['in_progress', 3],
  ['archived', 3],
  ['unarchived', 3],
  ['renamed', 3],
  ['transferred', 3],
  ['publicized', 3],
  ['privatized', 3],
  ['resolved', 3],
  ['dismissed', 3],
  ['deleted', 4],
]);

function activityOf(name: string, action: string | undefined, event: JsonObject): Activity {
  if (action !== undefined) return ACTIONS.get(action) ?? 99;
  if (event.deleted === true) return 4;
  if (event.created === true || name === 'fork') return 1;
  return name === 'push' || name === 'gollum' ? 3 : 99;
}

function resourcesOf(
  event: JsonObject,
  part: string | undefined,
  thing: JsonObject | undefined,
  repository: JsonObject,
): WebResourceObject[] {
  const resources: WebResourceObject[] = [];
  const fullName = text(repository.full_name);
  if (fullName !== undefined)
    resources.push({
      name: fullName,
      uid: id(repository.id),
      url_string: text(repository.html_url),
      type: 'repository',
      desc: text(repository.description),
    });
  if (thing !== undefined)
    resources.push({
      name: text(thing.title) ?? text(thing.name) ?? UNKNOWN,
      uid: id(thing.id) ?? id(thing.number),
      url_string: text(thing.html_url) ?? text(thing.run_url),
      type: part,
    });
  const ref = text(event.ref);
  if (ref !== undefined)
    resources.push({ name: ref, uid: text(event.after), type: text(event.ref_type) ?? 'ref' });
  if (Array.isArray(event.pages))
    for (const page of event.pages.slice(0, 100).filter(isObject))
      resources.push({
        name: text(page.page_name) ?? text(page.title) ?? UNKNOWN,
        url_string: text(page.html_url),
        type: 'page',
        data: data(page),
      });
  return resources;
}

function subjectOf(event: JsonObject, action: string | undefined): Subject | undefined {
  const added = action === 'added' || action === 'member_added';
  const removed = action === 'removed' || action === 'member_removed';
  const organization = obj(event.organization);
  if (isObject(event.membership) && (added || removed))
    return {
      to: 3006,
      activity: added ? 3 : 4,
      group: { name: text(organization.login) ?? UNKNOWN, uid: id(organization.id), type: 'organization' },
      user: accountOf(obj(event.membership.user)),
    };
  if (isObject(event.team) && !isObject(event.member)) {
    return {
      to: 3006,
      activity: action === 'created' ? 6 : action === 'deleted' ? 5 : 99,
      group: { name: text(event.team.name) ?? UNKNOWN, uid: id(event.team.id), type: 'team' },
    };
  }
  if (isObject(event.member)) {
    const team = obj(event.team);
    const user = accountOf(event.member);
    if (text(team.name) !== undefined && (added || removed))
      return {
        to: 3006,
        activity: added ? 3 : 4,
        group: { name: text(team.name), uid: id(team.id), type: 'team' },
        user,
      };
    const permission = text(obj(obj(event.changes).permission).to);
    return {
      to: 3005,
      activity: added ? 1 : removed ? 2 : 99,
      user: user ?? { name: UNKNOWN },
      privileges: permission === undefined ? [] : [permission],
    };
  }
  return undefined;
}
