import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import { DescribeKeyCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { GetBucketEncryptionCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import type { AdoptConfig } from '../../config/config';
import { findDeployment } from '../deployment';
import { faultOf, isFault } from '../errors';
import { type Check, failed, look, ok } from './report';
import type { Place, Session } from './session';

/** How many keys of the account are looked at for one left behind. */
const MOST_KEYS = 500;

/** Buckets of a log, by what they are for. */
export function bucketNames({ account, region, qualifier }: Place) {
  const name = (bucket: string) => `${qualifier}-${bucket}-${account}-${region}`;
  return { archive: name('archive'), state: name('state'), accessLogs: name('access-logs') };
}

/** Whether this log is deployed: its stack publishes where it is, and takes that along when it is destroyed. */
export async function isDeployed(place: Place): Promise<boolean> {
  return (await findDeployment(bucketNames(place).archive, { region: place.region })) !== undefined;
}

/** What lies under the names that the stack would take. */
export interface Taken {
  /** `bucket wormtrail-archive-…`: there, and what a destroyed stack leaves. */
  readonly left: readonly string[];
  /** There, and gone with a stack: somebody else's. */
  readonly foreign: readonly string[];
  /** Buckets that are there and cannot be looked into: another account's, most likely. */
  readonly closed: readonly string[];
}

/** What to do about the names, given whether the stack is deployed and whether it adopts. */
export async function checkNames(
  session: Session,
  place: Place,
  deployed: boolean,
  adopt: AdoptConfig | undefined,
): Promise<readonly Check[]> {
  if (deployed)
    return [ok('names', `the log '${place.qualifier}' is deployed here: this would be an upgrade`)];
  return look(
    'names',
    's3:ListBucket, dynamodb:DescribeTable, firehose:DescribeDeliveryStream and logs:DescribeLogGroups',
    async () => {
      const taken = await takenNames(session, place);
      const found = taken.left.length > 0 && adopt === undefined ? await leftBehind(session, place) : {};
      return judgeNames(taken, adopt, found);
    },
  );
}

async function takenNames(session: Session, place: Place): Promise<Taken> {
  const { qualifier } = place;
  const left: string[] = [];
  const closed: string[] = [];
  for (const bucket of Object.values(bucketNames(place))) {
    const state = await bucketState(session, bucket);
    if (state === 'there') left.push(`bucket ${bucket}`);
    if (state === 'closed') closed.push(`bucket ${bucket}`);
  }
  const TableName = `${qualifier}-ledger`;
  if (await exists(() => session.dynamo.send(new DescribeTableCommand({ TableName })))) {
    left.push(`table ${TableName}`);
  }
  const { logGroups = [] } = await session.logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/wormtrail/${qualifier}/` }),
  );
  left.push(...logGroups.map(({ logGroupName }) => `log group ${logGroupName}`));
  const DeliveryStreamName = `${qualifier}-stream`;
  const hasStream = await exists(() =>
    session.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
  );
  return { left, closed, foreign: hasStream ? [`stream ${DeliveryStreamName}`] : [] };
}

async function bucketState({ s3 }: Session, Bucket: string): Promise<'free' | 'there' | 'closed'> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket }));
    return 'there';
  } catch (error) {
    const { status } = faultOf(error);
    if (status === 404) return 'free';
    if (status === 403) return 'closed';
    throw error;
  }
}

async function exists(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (isFault(error, 'ResourceNotFoundException')) return false;
    throw error;
  }
}

/** What the names that are taken mean. @param found the keys of what was left, as far as they were found */
export function judgeNames(
  { left, foreign, closed }: Taken,
  adopt: AdoptConfig | undefined,
  found: Partial<AdoptConfig>,
): readonly Check[] {
  const about = 'names';
  const checks: Check[] = [];
  if (closed.length > 0) {
    checks.push({
      name: about,
      state: 'unseen',
      detail: `not seen: ${closed.join(', ')} is there, and this identity may not look into it`,
      fix: 'look with the verifier or an administrator role; if it is another account’s, take another qualifier',
    });
  }
  if (foreign.length > 0) {
    checks.push(
      failed(
        about,
        `${foreign.join(', ')} is there, of no deployed log`,
        'remove it, or take another qualifier',
      ),
    );
  }
  if (left.length > 0 && adopt === undefined) {
    checks.push(
      failed(
        about,
        `left by a stack that was destroyed: ${left.join(', ')}`,
        `go on with that log by adding to the configuration what its output Adopt said: ${adoptHint(found)}; or take another qualifier for a new log`,
      ),
    );
  }
  if (left.length === 0 && adopt !== undefined) {
    checks.push(
      failed(
        about,
        'adopt is set, and nothing is there to adopt',
        'remove adopt, or correct account and Region',
      ),
    );
  }
  if (checks.length > 0) return checks;
  return [ok(about, adopt === undefined ? 'all are free' : `${left.length} there, to be adopted`)];
}

function adoptHint(found: Partial<AdoptConfig>): string {
  const fields = [
    'archiveBucket',
    'archiveKeyArn',
    'accessLogsBucket',
    'stateBucket',
    'ledgerTable',
    'workKeyArn',
    'signingKeyArn',
  ] as const;
  return `adopt: { ${fields.map((field) => `${field}: ${found[field] ?? '(not found)'}`).join(', ')} }`;
}

/** The output `Adopt` of a stack that is gone, put together again from what is there. */
async function leftBehind(session: Session, place: Place): Promise<Partial<AdoptConfig>> {
  const { archive, state, accessLogs } = bucketNames(place);
  const ledgerTable = `${place.qualifier}-ledger`;
  const [archiveKeyArn, workKeyArn, signingKeyArn] = await Promise.all([
    quietly(() => bucketKey(session, archive)),
    quietly(() => bucketKey(session, state)),
    quietly(() => signingKey(session, place.qualifier)),
  ]);
  return {
    archiveBucket: archive,
    accessLogsBucket: accessLogs,
    stateBucket: state,
    ledgerTable,
    ...(archiveKeyArn && { archiveKeyArn }),
    ...(workKeyArn && { workKeyArn }),
    ...(signingKeyArn && { signingKeyArn }),
  };
}

/** A part of a hint that cannot be found is left out of it. */
async function quietly(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  return ask().catch(() => undefined);
}

async function bucketKey({ s3 }: Session, Bucket: string): Promise<string | undefined> {
  const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
  return rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
}

/** Its alias went with the stack: it is known by what it is and by its description. */
async function signingKey({ kms }: Session, qualifier: string): Promise<string | undefined> {
  let seen = 0;
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      if (KeyId === undefined || ++seen > MOST_KEYS) return undefined;
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const isIt =
        KeyMetadata?.KeySpec === 'ECC_NIST_EDWARDS25519' &&
        KeyMetadata.Enabled === true &&
        KeyMetadata.Description?.startsWith(`${qualifier}: `) === true;
      if (isIt) return KeyMetadata.Arn;
    }
  }
  return undefined;
}
