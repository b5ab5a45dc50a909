/**
 * What is watched, as data: each alarm with its metric, its threshold and what it means. `Monitoring` makes CloudWatch
 * alarms of it; `docs/operations.md` has a heading for each name, saying what to do.
 */

/** The settings of one alarm that a user may change: it sounds when `periods` periods of `minutes` minutes in a row breach `threshold`. */
export interface AlarmSetting {
  /** The figure that is too much (or, for an alarm on too little, too little). At least 0. */
  readonly threshold: number;
  /** How many periods in a row. At least 1. */
  readonly periods: number;
  /** Length of a period in minutes. At least 1; `periods` times `minutes` is at most a day. */
  readonly minutes: number;
}

/** Changes to the defaults, by alarm; `false` leaves an alarm or a notice out. */
export type AlarmSettings = Partial<Record<AlarmName, Partial<AlarmSetting> | false>> &
  Partial<Record<NoticeName, false>>;

/** Where the figure of an alarm comes from. */
export type AlarmMetric =
  /** A metric of the Firehose stream (AWS/Firehose, by DeliveryStreamName). */
  | { readonly of: 'stream'; readonly metric: string; readonly statistic: 'Sum' | 'Average' | 'Maximum' }
  /** A metric of one of the functions (AWS/Lambda, by FunctionName). */
  | { readonly of: 'transform' | 'sealer' | 'redrive' | 'auditor'; readonly metric: 'Errors' | 'Throttles' }
  /** A metric that the functions write themselves (namespace Wormtrail, by Log). */
  | { readonly of: 'log'; readonly metric: string }
  /** A metric of the ledger's table (AWS/DynamoDB, by TableName). */
  | { readonly of: 'ledger'; readonly metric: string }
  /** Per cent of the stream's quota in use, by bytes. */
  | { readonly of: 'quota' }
  /** Per cent of the incoming records that came out of the transform. */
  | { readonly of: 'yield' }
  /** One Metrics Insights query over many metrics; it sees at most the last three hours. */
  | { readonly of: 'query'; readonly metric: string; readonly from: string; readonly byTable?: true };

/** One alarm: its defaults, which side of the threshold is bad, and its meaning in a sentence or two. */
export interface AlarmDefinition extends AlarmSetting {
  readonly figure: AlarmMetric;
  readonly bad: 'above' | 'below';
  /** What no data means: nothing happened (the default), or that the thing that should report is dead. */
  readonly silence?: 'breaching';
  readonly means: string;
}

const stream = (metric: string, statistic: 'Sum' | 'Average' | 'Maximum') =>
  ({ of: 'stream', metric, statistic }) as const;
const log = (metric: string) => ({ of: 'log', metric }) as const;

/** An alarm on the first occurrence of what should never happen. */
const never = { threshold: 0, periods: 1, minutes: 5, bad: 'above' } as const;
/** An alarm on what an audit says each hour, as long as it lasts. */
const standing = { threshold: 0, periods: 1, minutes: 120, bad: 'above' } as const;
/** An alarm on what is retried and may happen now and then, but not for a quarter of an hour on end. */
const lasting = { threshold: 0, periods: 3, minutes: 5, bad: 'above' } as const;

/**
 * Metric names: https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
const definitions = {
  DeliveryFreshness: {
    figure: stream('DeliveryToS3.DataFreshness', 'Maximum'),
    ...{ threshold: 1800, periods: 3, minutes: 5, bad: 'above' },
    means:
      'The oldest record in the stream has waited for more than half an hour. After 24 hours Firehose discards it.',
  },
  DeliverySuccess: {
    figure: stream('DeliveryToS3.Success', 'Average'),
    ...{ threshold: 1, periods: 3, minutes: 5, bad: 'below' },
    means:
      'Firehose cannot write all it should to the archive bucket. It retries for 24 hours, then discards.',
  },
  StreamThrottled: {
    figure: stream('ThrottledRecords', 'Sum'),
    ...never,
    means:
      'The stream refused records above its quota. CloudWatch Logs retries for a while; other senders may lose events.',
  },
  StreamUsage: {
    figure: { of: 'quota' },
    ...{ threshold: 80, periods: 3, minutes: 5, bad: 'above' },
    means: 'More than 80 per cent of the bytes a second that the stream accepts are in use.',
  },
  ProcessingSuccess: {
    figure: stream('ExecuteProcessing.Success', 'Average'),
    ...{ threshold: 1, periods: 3, minutes: 5, bad: 'below' },
    means: 'Calls of the transform fail. After four attempts a batch lands raw under failed/.',
  },
  ProcessingShortfall: {
    figure: { of: 'yield' },
    ...{ threshold: 90, periods: 3, minutes: 15, bad: 'below' },
    means: 'Fewer records leave the transform than come in.',
  },
  KeyAccessDenied: {
    figure: stream('KMSKeyAccessDenied', 'Sum'),
    ...never,
    means: 'Firehose may not use the key of its stream. After 24 hours what the stream holds is discarded.',
  },
  KeyDisabled: {
    figure: stream('KMSKeyDisabled', 'Sum'),
    ...never,
    means: 'The key of the stream is disabled. After 24 hours what the stream holds is discarded.',
  },
  KeyInvalidState: {
    figure: stream('KMSKeyInvalidState', 'Sum'),
    ...never,
    means:
      'The key of the stream is pending deletion or unusable. After 24 hours what the stream holds is discarded.',
  },
  KeyNotFound: {
    figure: stream('KMSKeyNotFound', 'Sum'),
    ...never,
    means: 'The key of the stream does not exist. After 24 hours what the stream holds is discarded.',
  },
  FailedRecords: {
    figure: log('FailedRecords'),
    ...never,
    means: 'The transform returned records as failed: they are under failed/, raw, until redriven.',
  },
  TransformErrors: {
    figure: { of: 'transform', metric: 'Errors' },
    ...lasting,
    means: 'The transform keeps ending in errors. After four attempts a batch lands raw under failed/.',
  },
  TransformThrottles: {
    figure: { of: 'transform', metric: 'Throttles' },
    ...lasting,
    means: 'Lambda keeps refusing to run the transform for want of concurrency.',
  },
  SealerErrors: {
    figure: { of: 'sealer', metric: 'Errors' },
    ...lasting,
    means: 'The sealer keeps ending in errors, so the window in which history is not yet signed grows.',
  },
  SealerThrottles: {
    figure: { of: 'sealer', metric: 'Throttles' },
    ...lasting,
    means: 'Lambda keeps refusing to run the sealer for want of concurrency.',
  },
  RedriveErrors: {
    figure: { of: 'redrive', metric: 'Errors' },
    ...never,
    means: 'Redrive ended in an error: failed records and holes wait for its next run.',
  },
  RedriveThrottles: {
    figure: { of: 'redrive', metric: 'Throttles' },
    ...never,
    means: 'Lambda refused to run redrive for want of concurrency.',
  },
  AuditorErrors: {
    figure: { of: 'auditor', metric: 'Errors' },
    ...never,
    means: 'An audit ended in an error: its next run goes on where the last one that ended stood.',
  },
  AuditorThrottles: {
    figure: { of: 'auditor', metric: 'Throttles' },
    ...never,
    means: 'Lambda refused to run the auditor for want of concurrency.',
  },
  SealAge: {
    figure: log('Seals'),
    ...{ threshold: 1, periods: 1, minutes: 15, bad: 'below' },
    silence: 'breaching',
    means:
      'No pass of the sealer has published all that was committed for 15 minutes. Until it does, nothing signed binds what came in.',
  },
  SealFindings: {
    figure: log('SealFindings'),
    ...never,
    means:
      'The sealer met something that should not be: a broken lane, a refused control entry, or an archive that is ahead of its ledger. Treat it as tampering until explained.',
  },
  AuditIntegrity: {
    figure: log('AuditIntegrityFailures'),
    ...standing,
    means:
      'The auditor found something newly delivered that is not what was entered. Treat it as tampering until explained.',
  },
  AuditCompleteness: {
    figure: log('AuditCompletenessFailures'),
    ...standing,
    means:
      'Something that was entered is not in the archive: it was not delivered within a day, or it was there and is gone.',
  },
  AuditStale: {
    figure: log('Audits'),
    ...{ threshold: 1, periods: 1, minutes: 180, bad: 'below' },
    silence: 'breaching',
    means: 'For three hours no audit has looked at everything and could tell.',
  },
  RecordsGivenUp: {
    figure: log('RecordsGivenUp'),
    ...never,
    means: 'Redrive returned records three times and gave them up. They stay under failed/, locked.',
  },
  LedgerReadThrottles: {
    figure: { of: 'ledger', metric: 'ReadThrottleEvents' },
    ...lasting,
    means: 'DynamoDB keeps throttling reads of the ledger.',
  },
  LedgerWriteThrottles: {
    figure: { of: 'ledger', metric: 'WriteThrottleEvents' },
    ...lasting,
    means: 'DynamoDB keeps throttling writes to the ledger: commits wait.',
  },
  LedgerSystemErrors: {
    figure: { of: 'query', metric: 'SystemErrors', from: 'AWS/DynamoDB', byTable: true },
    ...lasting,
    means: 'DynamoDB keeps failing by itself on the ledger.',
  },
  SubscriptionErrors: {
    figure: { of: 'query', metric: 'DeliveryErrors', from: 'AWS/Logs' },
    ...never,
    means:
      'CloudWatch Logs could not deliver to a subscription in this account and Region. Refused access makes it skip events.',
  },
  SubscriptionThrottling: {
    figure: { of: 'query', metric: 'DeliveryThrottling', from: 'AWS/Logs' },
    ...lasting,
    means: 'CloudWatch Logs keeps being throttled by a subscription. It retries for 24 hours, then drops.',
  },
} as const satisfies Record<string, AlarmDefinition>;

/** The alarms, by name. */
export type AlarmName = keyof typeof definitions;

/** Every alarm's definition. */
export const ALARMS: Readonly<Record<AlarmName, AlarmDefinition>> = definitions;

const isAlarmName = (name: string): name is AlarmName => name in definitions;

/** The alarms' names in the order of the table. */
export const ALARM_NAMES: readonly AlarmName[] = Object.keys(definitions).filter(isAlarmName);

const notices = {
  FailedObjects:
    'An object arrived under failed/: records that could not be processed lie there raw and locked.',
  KeyAttempts:
    'Somebody called an operation that can make a key of the log unusable or let others sign with it, allowed or not.',
} as const;

/**
 * What is told event by event, not by a threshold: an EventBridge rule sends each to the topic, with its particulars.
 */
export type NoticeName = keyof typeof notices;

/** What each notice means. */
export const NOTICES: Readonly<Record<NoticeName, string>> = notices;

const isNoticeName = (name: string): name is NoticeName => name in notices;

/** The notices' names. */
export const NOTICE_NAMES: readonly NoticeName[] = Object.keys(notices).filter(isNoticeName);

/** Where the documentation says what to do: the heading of that name. */
export const runbook = (name: AlarmName | NoticeName): string => `docs/operations.md#${name.toLowerCase()}`;

/** CloudWatch evaluates at most a day of data in an alarm whose period is under an hour, and three hours of a query's. */
const DAY_MINUTES = 24 * 60;
const QUERY_MINUTES = 3 * 60;

/**
 * The alarms as they are to be made: defaults with the settings applied, what is switched off left out.
 * Throws `Error` with field, value and bounds on a name or figure that cannot be.
 */
export function chosenAlarms(settings: AlarmSettings = {}): ReadonlyMap<AlarmName, AlarmDefinition> {
  for (const name of Object.keys(settings)) {
    if (!isAlarmName(name) && !isNoticeName(name)) {
      throw new Error(
        `'alarms' should name alarms among ${[...ALARM_NAMES, ...NOTICE_NAMES].join(', ')}, got '${name}'`,
      );
    }
    const value: unknown = settings[name];
    if (isNoticeName(name) && value !== undefined && value !== false) {
      throw new Error(`'alarms.${name}' should be left out or false, got '${JSON.stringify(value)}'`);
    }
  }
  const chosen = new Map<AlarmName, AlarmDefinition>();
  for (const name of ALARM_NAMES) {
    const setting = settings[name];
    if (setting !== false) chosen.set(name, applied(name, setting ?? {}));
  }
  return chosen;
}

function applied(name: AlarmName, setting: Partial<AlarmSetting>): AlarmDefinition {
  const { threshold, periods, minutes } = ALARMS[name];
  const result = { threshold, periods, minutes };
  for (const [field, value] of Object.entries(setting)) {
    if (field !== 'threshold' && field !== 'periods' && field !== 'minutes') {
      throw new Error(`'alarms.${name}' should set threshold, periods or minutes, got '${field}'`);
    }
    if (value === undefined) continue;
    const least = field === 'threshold' ? 0 : 1;
    if (!Number.isFinite(value) || value < least || (field !== 'threshold' && !Number.isInteger(value))) {
      const kind = field === 'threshold' ? 'a number of' : 'a whole number of';
      throw new Error(`'alarms.${name}.${field}' should be ${kind} at least ${least}, got '${value}'`);
    }
    result[field] = value;
  }
  const window = result.periods * result.minutes;
  const most = ALARMS[name].figure.of === 'query' ? QUERY_MINUTES : DAY_MINUTES;
  if (window > most) {
    throw new Error(
      `'alarms.${name}' should look back at most ${most} minutes (periods × minutes), got '${window}'`,
    );
  }
  return { ...ALARMS[name], ...result };
}
