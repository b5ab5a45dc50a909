import { Stack, Stage, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct, IDependable } from 'constructs';
import { OWN_LOG_GROUPS } from './names';

export interface SubscribeOptions {
  /**
   * Which log events are sent.
   * @default - all
   */
  readonly filterPattern?: logs.IFilterPattern;
}

/** Where subscriptions of a log deliver to. */
export interface SubscriptionTarget {
  readonly qualifier: string;
  readonly streamArn: string;
  readonly subscriberRoleArn: string;
  /** What must be there before CloudWatch Logs sends its test message. */
  readonly dependencies: readonly IDependable[];
  /** Account and Region of the stream, as far as they are known. */
  readonly env: { readonly account: string; readonly region: string };
  /** Names of log groups that must not be subscribed; a `*` at the end stands for any ending. */
  readonly excluded: readonly string[];
}

/**
 * Subscribes a log group to the stream. The filter belongs to the log group's own scope and stack.
 *
 * @throws Error if the log would feed itself, the group is subscribed by this app already or excluded, its class cannot be
 * subscribed, or it is in another account or Region
 */
export function subscribe(
  target: SubscriptionTarget,
  logGroup: logs.ILogGroup,
  { filterPattern }: SubscribeOptions = {},
): logs.CfnSubscriptionFilter {
  const name = literalName(logGroup);
  if (name !== undefined) checkName(name, target.excluded);
  checkClass(logGroup);
  checkPlace(logGroup, target);
  register(target.qualifier, logGroup, name);

  const filter = new logs.CfnSubscriptionFilter(logGroup, `${target.qualifier}Subscription`, {
    logGroupName: logGroup.logGroupName,
    filterName: target.qualifier,
    filterPattern: filterPattern?.logPatternString ?? '',
    destinationArn: target.streamArn,
    roleArn: target.subscriberRoleArn,
    // What was logged, not what a transformer of the log group made of it.
    applyOnTransformedLogs: false,
  });
  filter.node.addDependency(...target.dependencies);
  return filter;
}

function resourceOf(logGroup: logs.ILogGroup): logs.CfnLogGroup | undefined {
  const child = logGroup.node.defaultChild;
  return child instanceof logs.CfnLogGroup ? child : undefined;
}

/** The group's name, if it is known at synthesis. */
function literalName(logGroup: logs.ILogGroup): string | undefined {
  const resource = resourceOf(logGroup);
  const name = resource === undefined ? logGroup.logGroupName : resource.logGroupName;
  return name === undefined || Token.isUnresolved(name) ? undefined : name;
}

function checkName(name: string, excluded: readonly string[]): void {
  if (name.startsWith(OWN_LOG_GROUPS)) {
    throw new Error(
      `'logGroup' should be no log group of the pipeline itself, got '${name}': each delivery would log what is delivered next. ` +
        'Read these logs in CloudWatch, or rename a group of your own',
    );
  }
  const rule = excluded.find((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
  if (rule !== undefined) {
    throw new Error(
      `'logGroup' should be none of the excluded log groups, got '${name}': take '${rule}' out of 'excludedLogGroups', or do not subscribe it`,
    );
  }
}

/** CloudWatch Logs, "Log classes": only the Standard class has subscription filters. */
function checkClass(logGroup: logs.ILogGroup): void {
  const logClass = resourceOf(logGroup)?.logGroupClass;
  if (logClass === undefined || Token.isUnresolved(logClass) || logClass === 'STANDARD') return;
  throw new Error(
    `'logGroup' should be of the STANDARD log class, got '${logClass}' at ${logGroup.node.path}: a class cannot be changed, so make a new log group`,
  );
}

function checkPlace(logGroup: logs.ILogGroup, { env }: SubscriptionTarget): void {
  for (const part of ['account', 'region'] as const) {
    const [theirs, ours] = [logGroup.env[part], env[part]];
    if (Token.isUnresolved(theirs) || Token.isUnresolved(ours) || theirs === ours) continue;
    throw new Error(
      `'logGroup' should be in the ${part} of the log, '${ours}', got '${theirs}' at ${logGroup.node.path}: subscribe it to a log of its own account and Region`,
    );
  }
}

/** The subscriptions of each app: what is subscribed, as a key, and where. */
const subscriptions = new WeakMap<IConstruct, Map<string, string>>();

function register(qualifier: string, logGroup: logs.ILogGroup, name: string | undefined): void {
  const { root, path } = logGroup.node;
  const known = subscriptions.get(root) ?? new Map<string, string>();
  subscriptions.set(root, known);
  const stack = Stack.of(logGroup);
  // The same group may come as a construct, by its name and by a reference.
  const keys = [
    JSON.stringify([qualifier, stack.node.path, stack.resolve(logGroup.logGroupName)]),
    ...(name === undefined ? [] : [JSON.stringify([qualifier, ...placeOf(logGroup), name])]),
  ];
  const first = keys.map((key) => known.get(key)).find((found) => found !== undefined);
  if (first !== undefined) {
    throw new Error(
      `'logGroup' should be subscribed once, got ${name === undefined ? path : `'${name}'`} again, first at ${first}: its events would be entered twice. ` +
        'Remove one subscription',
    );
  }
  for (const key of keys) known.set(key, path);
}

/** Where a group of that name is one and the same: an account and Region, else all that one stage deploys. */
function placeOf(logGroup: logs.ILogGroup): string[] {
  const { account, region } = logGroup.env;
  if (!Token.isUnresolved(account) && !Token.isUnresolved(region)) return [account, region];
  return [Stage.of(logGroup)?.node.path ?? ''];
}
