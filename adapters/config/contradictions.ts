import type { ConfigFields } from './config';
import { shown } from './shape';
import type { FieldPath } from './source';

/** Two fields that cannot both be meant. */
interface Contradiction {
  readonly path: FieldPath;
  readonly text: string;
}

type Checked = ConfigFields & { readonly qualifier: string };

/**
 * What the schema cannot say: fields that contradict each other. What presets ask is lib/retention.ts's to judge.
 * @param config whose shape is right
 */
export function contradictions(config: Checked): Contradiction[] {
  return [...placesOfArns(config), ...subscriptions(config)];
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:…` */
interface Arn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

function parseArn(text: string): Arn | undefined {
  const [scheme, partition = '', , region = '', account = ''] = text.split(':');
  return scheme === 'arn' ? { partition, region, account } : undefined;
}

/** The partition of a Region (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('us-iso-')) return 'aws-iso';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

const EXEMPT_ROLES =
  'a policy can exempt only roles of the account that keeps the log: whoever runs another account could make a role of that name';

function* placesOfArns(config: Checked): Generator<Contradiction> {
  for (const field of ['deployers', 'breakGlass', 'keyAdmins'] as const) {
    for (const [i, arn] of (config[field] ?? []).entries()) {
      yield* placeOf(config, [field, i], arn, EXEMPT_ROLES);
    }
  }
  // Auditors may be of any account: that is what they are for.
  for (const [i, arn] of (config.auditors ?? []).entries()) {
    yield* placeOf({ ...config, account: undefined }, ['auditors', i], arn);
  }
  for (const [i, target] of (config.alarmTargets ?? []).entries()) {
    yield* placeOf(config, ['alarmTargets', i], target);
  }
  for (const field of ['archiveKeyArn', 'workKeyArn', 'signingKeyArn'] as const) {
    const arn = config.adopt?.[field];
    if (arn !== undefined) yield* placeOf(config, ['adopt', field], arn);
  }
  if (config.permissionsBoundary !== undefined) {
    yield* placeOf(config, ['permissionsBoundary'], config.permissionsBoundary);
  }
  if (config.retention.secondCopy !== undefined) {
    yield* placeOf(config, ['retention', 'secondCopy'], config.retention.secondCopy);
  }
}

/** Whether what an ARN names is where the stack can use it. @param why the reason for the same account */
function* placeOf(
  { account, region }: { readonly account?: string | undefined; readonly region?: string | undefined },
  path: FieldPath,
  text: string,
  why?: string,
): Generator<Contradiction> {
  const arn = parseArn(text);
  if (arn === undefined) return;
  const got = `got ${shown(text)}`;
  if (region !== undefined && arn.partition !== partitionOf(region)) {
    const partition = partitionOf(region);
    yield {
      path,
      text: `${got}; in ${region} allowed is an ARN of the partition ${partition}: arn:${partition}:…`,
    };
  } else if (account !== undefined && /^[0-9]{12}$/.test(arn.account) && arn.account !== account) {
    const reason = why === undefined ? '' : `; ${why}`;
    yield { path, text: `${got}; allowed is one of the account ${account}${reason}` };
  } else if (region !== undefined && arn.region !== '' && arn.region !== region) {
    yield { path, text: `${got}; allowed is one of the Region ${region}` };
  }
}

function* subscriptions({
  subscribe = [],
  excludedLogGroups = [],
  qualifier,
}: Checked): Generator<Contradiction> {
  for (const [i, name] of subscribe.entries()) {
    const path = ['subscribe', i];
    if (isOwnLogGroup(name, qualifier)) {
      yield {
        path,
        text: `${shown(name)} is written by the pipeline itself, which would feed on its own output without end; remove it`,
      };
    }
    const at = excludedLogGroups.findIndex((excluded) => covers(excluded, name));
    if (at >= 0) {
      yield {
        path,
        text: `${shown(name)} is excluded by excludedLogGroups[${at}]; remove it from one of the two`,
      };
    }
  }
}

/** Whether a log group is written by the pipeline of `qualifier`, or by any other. */
export function isOwnLogGroup(name: string, qualifier: string): boolean {
  if (name.startsWith('/wormtrail/')) return true;
  const written = ['transform', 'sealer', 'redrive', 'auditor'].map((it) => `/aws/lambda/${qualifier}-${it}`);
  return [...written, `/aws/kinesisfirehose/${qualifier}-stream`].includes(name);
}

/** Whether a name of a log group is the excluded one, or begins as it says. */
export function covers(excluded: string, name: string): boolean {
  return excluded.endsWith('*') ? name.startsWith(excluded.slice(0, -1)) : name === excluded;
}
