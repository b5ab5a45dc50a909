import {
  type AccountPolicy,
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  type LogGroup,
  paginateDescribeLogGroups,
  paginateDescribeSubscriptionFilters,
  type SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import { isOwnLogGroup } from '../../config/contradictions';
import { type Check, failed, look, ok, warning } from './report';
import type { Place, Session } from './session';

/** How many of the pipeline's own log groups are looked at. */
const MOST_OWN_GROUPS = 50;

/** Filters that a log group takes in older documentation, and in newer: what is sure, and what may be. */
const FILTERS = { sure: 2, possible: 5 } as const;

/** The ARN of the stream, as subscriptions name it, whatever the partition. */
function isOurStream(destination: string | undefined, { account, region, qualifier }: Place): boolean {
  const [, , service, at, owner, resource] = (destination ?? '').split(':');
  return (
    service === 'firehose' &&
    at === region &&
    owner === account &&
    resource === `deliverystream/${qualifier}-stream`
  );
}

async function filtersOf({ logs }: Session, logGroupName: string): Promise<SubscriptionFilter[]> {
  const filters: SubscriptionFilter[] = [];
  for await (const page of paginateDescribeSubscriptionFilters({ client: logs }, { logGroupName })) {
    filters.push(...(page.subscriptionFilters ?? []));
  }
  return filters;
}

/** Whether a log group can be subscribed. @param quota of filters on a group, if it is known */
export function checkTarget(
  session: Session,
  place: Place,
  name: string,
  quota: number | undefined,
): Promise<readonly Check[]> {
  const about = `log group ${name}`;
  return look(about, 'logs:DescribeLogGroups and logs:DescribeSubscriptionFilters', async () => {
    const { logGroups = [] } = await session.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
    );
    const group = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (group === undefined) return judgeTarget(place, name, undefined, [], quota);
    return judgeTarget(place, name, group, await filtersOf(session, name), quota);
  });
}

/** What a log group and its filters mean for subscribing it. */
export function judgeTarget(
  place: Place,
  name: string,
  group: LogGroup | undefined,
  filters: readonly SubscriptionFilter[],
  quota: number | undefined,
): Check {
  const about = `log group ${name}`;
  if (isOwnLogGroup(name, place.qualifier)) {
    return failed(
      about,
      'is written by the pipeline itself, which would feed on its own output',
      'remove it from subscribe',
    );
  }
  if (group === undefined) {
    return failed(about, 'does not exist in this account and Region', 'make it first, or correct its name');
  }
  const { logGroupClass = 'STANDARD' } = group;
  if (logGroupClass !== 'STANDARD') {
    return failed(
      about,
      `is of the class ${logGroupClass}, which has no subscriptions`,
      'a class cannot be changed: log to a new group of the class STANDARD',
    );
  }
  const others = filters.filter((filter) => !isOurs(filter, place));
  const detail = `${filters.length} of ${quota ?? `${FILTERS.sure} to ${FILTERS.possible}`} subscription filters`;
  if (others.length < filters.length) {
    const foreign = filters.find((filter) => isOurs(filter, place) && filter.filterName !== place.qualifier);
    return foreign === undefined
      ? ok(about, `${detail}, ours among them`)
      : warning(
          about,
          `its filter '${foreign.filterName}' feeds this log too, so that its events are entered twice`,
          'remove that filter once the stack has subscribed the group',
        );
  }
  const names = others.map(({ filterName }) => filterName).join(', ');
  if (others.length >= (quota ?? FILTERS.possible)) {
    return failed(about, `${detail} are taken: ${names}`, 'remove one, or ask Service Quotas for more');
  }
  if (quota === undefined && others.length >= FILTERS.sure) {
    return warning(
      about,
      `${detail} are taken: ${names}; the quota could not be read`,
      'look it up in Service Quotas (CloudWatch Logs, subscription filters per log group)',
    );
  }
  return ok(about, detail);
}

function isOurs({ destinationArn }: SubscriptionFilter, place: Place): boolean {
  return isOurStream(destinationArn, place);
}

/** Whether anything that is there already makes the pipeline feed on itself, or enters events twice. */
export async function checkRecursion(
  session: Session,
  place: Place,
  targets: readonly string[],
): Promise<readonly Check[]> {
  const policies = await look('account policies', 'logs:DescribeAccountPolicies', async () => {
    const { accountPolicies = [] } = await session.logs.send(
      new DescribeAccountPoliciesCommand({ policyType: 'SUBSCRIPTION_FILTER_POLICY' }),
    );
    return judgePolicies(place, accountPolicies, targets);
  });
  const own = await look(
    "the pipeline's own log groups",
    'logs:DescribeLogGroups and logs:DescribeSubscriptionFilters',
    async () => {
      const found = new Map<string, SubscriptionFilter[]>();
      const pages = paginateDescribeLogGroups(
        { client: session.logs },
        { logGroupNamePrefix: `/wormtrail/${place.qualifier}/` },
      );
      for await (const { logGroups = [] } of pages) {
        for (const { logGroupName } of logGroups) {
          if (logGroupName === undefined || found.size >= MOST_OWN_GROUPS) continue;
          found.set(logGroupName, await filtersOf(session, logGroupName));
        }
      }
      return judgeOwnGroups(place, found);
    },
  );
  return [...policies, ...own];
}

export function judgeOwnGroups(
  place: Place,
  groups: ReadonlyMap<string, readonly SubscriptionFilter[]>,
): Check {
  const about = "the pipeline's own log groups";
  for (const [name, filters] of groups) {
    const filter = filters.find((it) => isOurs(it, place));
    if (filter !== undefined) {
      return failed(
        about,
        `${name} is subscribed to the log by the filter '${filter.filterName}': the pipeline feeds on its own output`,
        `aws logs delete-subscription-filter --log-group-name ${name} --filter-name ${filter.filterName}`,
      );
    }
  }
  return ok(about, groups.size === 0 ? 'none is there yet' : `${groups.size} there, none feeds the log`);
}

/**
 * What the account's subscription policies mean. One selects log groups by nothing but `LogGroupName NOT IN […]`
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html).
 */
export function judgePolicies(
  place: Place,
  policies: readonly AccountPolicy[],
  targets: readonly string[],
): readonly Check[] {
  const about = 'account policies';
  const ours = policies.filter((policy) => isOurStream(destinationOf(policy), place));
  if (ours.length === 0) {
    const elsewhere = policies.map(({ policyName }) => policyName).join(', ');
    return [ok(about, elsewhere === '' ? 'none' : `${elsewhere}: to other destinations, beside the log`)];
  }
  return ours.flatMap(({ policyName, selectionCriteria = '' }) => {
    const excluded = excludedBy(selectionCriteria);
    const own = ['transform', 'sealer', 'redrive', 'delivery'].map(
      (name) => `/wormtrail/${place.qualifier}/${name}`,
    );
    const fed = own.filter((name) => !excluded.includes(name));
    const twice = targets.filter((name) => !excluded.includes(name));
    const policy = `the policy '${policyName}' subscribes the whole account to the log`;
    const checks: Check[] = [];
    if (fed.length > 0) {
      checks.push(
        failed(
          about,
          `${policy}, ${fed.join(', ')} included: the pipeline would feed on its own output`,
          `add to its selection criteria: LogGroupName NOT IN ${JSON.stringify(own)}`,
        ),
      );
    }
    if (twice.length > 0) {
      checks.push(
        warning(
          about,
          `${policy}, ${twice.join(', ')} included: subscribed by themselves too, their events are entered twice`,
          'take them out of subscribe, or exclude them in the policy',
        ),
      );
    }
    return checks.length > 0 ? checks : [ok(about, `${policy}; its own log groups are excluded`)];
  });
}

function destinationOf({ policyDocument }: AccountPolicy): string | undefined {
  try {
    const document: unknown = JSON.parse(policyDocument ?? '');
    const arn =
      typeof document === 'object' && document !== null && 'DestinationArn' in document
        ? document.DestinationArn
        : undefined;
    return typeof arn === 'string' ? arn : undefined;
  } catch {
    return undefined;
  }
}

function excludedBy(criteria: string): string[] {
  if (!/^\s*LogGroupName\s+NOT\s+IN\s*\[/.test(criteria)) return [];
  return [...criteria.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
}
