/** When the tables of this file were read. A test compares them with what aws-cdk-lib knows. */
export const TABLE_DATE = '2026-11-23';

/** What a Region is known to have. */
export interface RegionSupport {
  /** AWS publishes arm64 Lambda layers of its own there, so arm64 functions run. */
  readonly arm64: boolean;
}

/**
 * Regions in which Firehose, Lambda with Node.js 24, EventBridge Scheduler, KMS, DynamoDB and Service Quotas have
 * endpoints (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html). The isolated partitions are
 * left out: what they have cannot be looked up.
 */
const ARM64 =
  `af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
ap-southeast-2 ap-southeast-3 ap-southeast-4 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2
eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 sa-east-1 us-east-1
us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2`.split(/\s+/);
const NO_ARM64_SEEN = ['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1'];

const REGIONS: ReadonlyMap<string, RegionSupport> = new Map<string, RegionSupport>([
  ...ARM64.map((region) => [region, { arm64: true }] as const),
  ...NO_ARM64_SEEN.map((region) => [region, { arm64: false }] as const),
]);

/** What is known of a Region; undefined for one that the table does not have. */
export function regionSupport(region: string): RegionSupport | undefined {
  return REGIONS.get(region);
}

export const KNOWN_REGIONS: readonly string[] = [...REGIONS.keys()];

const MIB = 1024 * 1024;
/** Regions whose Direct PUT streams begin with the larger quota. */
const LARGE = new Set(['us-east-1', 'us-west-2', 'eu-west-1']);

/** What a Direct PUT stream takes before AWS raises its quota (https://docs.aws.amazon.com/firehose/latest/dev/limits.html). */
export interface StreamThroughput {
  readonly bytesPerSecond: number;
  readonly recordsPerSecond: number;
  readonly requestsPerSecond: number;
}

export function defaultThroughput(region: string): StreamThroughput {
  return LARGE.has(region)
    ? { bytesPerSecond: 5 * MIB, recordsPerSecond: 500_000, requestsPerSecond: 2_000 }
    : { bytesPerSecond: MIB, recordsPerSecond: 100_000, requestsPerSecond: 1_000 };
}
