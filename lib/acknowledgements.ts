import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { AuditLog } from './audit-log';

/** One finding of a reviewer's tool that is meant to stand, and why. */
export interface Acknowledgement {
  /** The construct that the tool holds it against. */
  readonly at: IConstruct;
  /** The finding's id: rule and, where the rule has several, which of them. */
  readonly id: string;
  readonly reason: string;
}

const NIST = 'NIST.800.53.R5';
const HIPAA = 'HIPAA.Security';
const PCI = 'PCI.DSS.321';

/** What a pack or several of them say of a construct of the log; paths are those below the log. */
interface Entry {
  readonly at: string;
  readonly packs: readonly string[];
  readonly rule: string;
  readonly reason: string;
}

const ROLES: Readonly<Record<string, string>> = {
  'Pipeline/Role': 'Firehose',
  TransformRole: 'the transform',
  SealerRole: 'the sealer',
  RedriveRole: 'redrive',
  AuditorRole: 'the auditor',
  'Schedules/Role': 'the scheduler',
  'Subscriber/Role': 'CloudWatch Logs, sending',
  'Verifier/Role': 'verifiers',
};

const INLINE: readonly Entry[] = Object.entries(ROLES).map(([at, whose]) => ({
  at,
  packs: [NIST, HIPAA, PCI],
  rule: 'IAMNoInlinePolicy',
  reason: `The role of ${whose}: its policy is for it alone, is in place when the role is, and cannot be attached to anybody else.`,
}));

const DEAD_LETTERS: Readonly<Record<string, string>> = {
  Transform:
    'Firehose calls it and waits for the answer: a dead-letter queue is for asynchronous calls. What it cannot process is kept under failed/.',
  Sealer:
    'Its call carries no event: the next minute does what this one did not. A silent quarter of an hour is an alarm.',
  Redrive: 'Its call carries no event: the next run finds what this one left. Each error is an alarm.',
  Auditor:
    'Its call carries no event: the next run goes on where this one stood. Each error is an alarm, and three hours without an audit too.',
};

const FUNCTIONS: readonly Entry[] = Object.entries(DEAD_LETTERS).flatMap(([at, queue]) => [
  { at, packs: [NIST, HIPAA], rule: 'LambdaDLQ', reason: queue },
  {
    at,
    packs: [NIST, HIPAA],
    rule: 'LambdaConcurrency',
    reason:
      'Two at once are safe by compare-and-swap. A reservation fails to deploy in accounts with a quota of 10, and a low one turns load into failed batches.',
  },
  {
    at,
    packs: [NIST, HIPAA, PCI],
    rule: 'LambdaInsideVPC',
    reason:
      'It talks to AWS by TLS under a narrow role and to nothing else; nothing can connect to it. A VPC would add endpoints to run and to pay, and no boundary that IAM does not draw.',
  },
]);

const REPLICATION: Readonly<Record<string, string>> = {
  'Archive/Bucket':
    'One archive in one Region is what this stack makes. Retentions that demand a second copy are refused until the configuration names where it is.',
  'Archive/AccessLogs/Bucket':
    'Access logs show who read. The log itself does not rest on them: a loss of theirs cannot change a verdict.',
  'State/Bucket':
    'It holds what is under way: once delivered, the archive has it; lost before, verification names it as a hole.',
};

const STORES: readonly Entry[] = [
  ...Object.entries(REPLICATION).map(([at, reason]) => ({
    at,
    packs: [NIST, HIPAA, PCI],
    rule: 'S3BucketReplicationEnabled',
    reason,
  })),
  {
    at: 'Archive/AccessLogs/Bucket',
    packs: [NIST, HIPAA, PCI],
    rule: 'S3DefaultEncryptionKMS',
    reason: 'S3 delivers server access logs only to buckets encrypted with SSE-S3; this one is.',
  },
  {
    at: 'State/Bucket',
    packs: [NIST, HIPAA, PCI],
    rule: 'S3BucketVersioningEnabled',
    reason:
      'Its objects are named by their content and written once. What was altered does not give the committed root and is not used.',
  },
  {
    at: 'Ledger/Table',
    packs: [NIST, HIPAA],
    rule: 'DynamoDBInBackupPlan',
    reason:
      'Point-in-time recovery reaches back 35 days, and every sealed row is in the log as well. A backup plan is the organisation’s to add.',
  },
];

const ENTRIES: readonly Entry[] = [...INLINE, ...FUNCTIONS, ...STORES];

/** Wildcards at the end of a resource, by role: what they stand for. */
function wildcards(log: AuditLog): readonly [at: string, resource: string, reason: string][] {
  const archive = inFindings(log, log.archive.bucketArn);
  const state = inFindings(log, log.stateBucket.bucketArn);
  // As the stream's name has it: a log keeps no qualifier of its own.
  const qualifier = inFindings(log, log.stream.deliveryStreamName ?? '').replace(/-stream$/, '');
  const here = '<AWS::Region>:<AWS::AccountId>';
  const streams = (group: string) =>
    `arn:<AWS::Partition>:logs:${here}:log-group:/wormtrail/${qualifier}/${group}:log-stream:*`;
  const objects = 'Objects of one prefix: their names are not known beforehand.';
  const lines = 'Streams of its own log group: Lambda names them.';
  return [
    ['Pipeline/Role', `${archive}/events/*`, objects],
    ['Pipeline/Role', `${archive}/failed/*`, objects],
    [
      'Pipeline/Role',
      `arn:<AWS::Partition>:lambda:${here}:function:${qualifier}-transform:*`,
      'Versions of one function: Firehose names the one it calls, $LATEST here.',
    ],
    ['Pipeline/Role', streams('delivery'), 'Streams of its own log group: Firehose names them.'],
    ['TransformRole', `${state}/stages/*`, objects],
    ['TransformRole', streams('transform'), lines],
    ['SealerRole', `${archive}/log/*`, objects],
    ['SealerRole', `${state}/staging/*`, objects],
    ['SealerRole', streams('sealer'), lines],
    ['RedriveRole', `${archive}/events/*`, objects],
    ['RedriveRole', `${archive}/failed/*`, objects],
    ['RedriveRole', `${state}/stages/*`, objects],
    ['RedriveRole', `${state}/redrive/*`, objects],
    ['RedriveRole', streams('redrive'), lines],
    ['AuditorRole', `${archive}/events/*`, objects],
    ['AuditorRole', `${archive}/log/*`, objects],
    ['AuditorRole', `${archive}/log/reports/*`, objects],
    ['AuditorRole', `${state}/audit/*`, objects],
    ['AuditorRole', `${state}/stages/*`, objects],
    ['AuditorRole', streams('auditor'), lines],
    [
      'Verifier/Role',
      `${archive}/*`,
      'Verifying is reading every object of the archive; it may change none.',
    ],
  ];
}

/** The text of an ARN as cdk-nag puts it into the ids of its findings: `<LogicalId.Attribute>` for a reference. */
function inFindings(scope: IConstruct, arn: string): string {
  const visit = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return '';
    if ('Ref' in value) return `<${value.Ref}>`;
    if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt']))
      return `<${value['Fn::GetAtt'].join('.')}>`;
    if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
      const [delimiter, parts]: unknown[] = value['Fn::Join'];
      return Array.isArray(parts) ? parts.map(visit).join(visit(delimiter)) : '';
    }
    return JSON.stringify(value);
  };
  return visit(Stack.of(scope).resolve(arn));
}

/**
 * The findings that cdk-nag (AwsSolutions, NIST 800-53 r5, PCI DSS, HIPAA) holds against a log, one by one, each with the
 * reason why it stands. Those on what an adopted log does not make are left out.
 */
export function acknowledgements(log: AuditLog): readonly Acknowledgement[] {
  const all = [
    ...ENTRIES.flatMap(({ at, packs, rule, reason }) =>
      packs.map((pack) => ({ path: at, id: `${pack}-${rule}`, reason })),
    ),
    ...wildcards(log).map(([path, resource, reason]) => ({
      path,
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason,
    })),
  ];
  return all.flatMap(({ path, id, reason }) => {
    const at = below(log, path);
    return at === undefined ? [] : [{ at, id, reason }];
  });
}

function below(log: IConstruct, path: string): IConstruct | undefined {
  let found: IConstruct | undefined = log;
  for (const id of path.split('/')) found = found?.node.tryFindChild(id);
  return found;
}

/**
 * Acknowledges all of `acknowledgements` for every log at or below `scope`, which may be the app:
 *
 *     Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
 *     acknowledge(app);
 *
 * The constructs do not do so by themselves: whether the reasons are good enough is for whoever deploys to say.
 *
 * @throws Error if there is no log
 */
export function acknowledge(scope: Construct): void {
  const logs = scope.node.findAll().filter((construct) => construct instanceof AuditLog);
  if (logs.length === 0) throw new Error(`'scope' should contain an AuditLog, got '${scope.node.path}'`);
  for (const { at, id, reason } of logs.flatMap(acknowledgements)) {
    Validations.of(at).acknowledge({ id, reason });
  }
}
