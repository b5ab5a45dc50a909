/** Where the metrics of all functions are, and by what they are told apart. */
const NAMESPACE = 'Wormtrail';
const DIMENSION = 'Log';

/** What a line of metrics is made of. */
export interface Metrics {
  /** Value of the dimension `Log`: the deployment's qualifier. */
  readonly log: string;
  /** By name of the metric. */
  readonly counts: Readonly<Record<string, number>>;
  /** ms since 1970. */
  readonly timestamp: number;
  /** What else the line says: searchable in the log group, no metric. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/**
 * A line in CloudWatch's embedded metric format: printed on stdout by a function, CloudWatch makes metrics of it, e.g.
 * `{"_aws":{…},"Log":"wormtrail","Events":812,"OpaqueEvents":0,"FailedRecords":0,"batch":"01KAR2…"}`.
 * @see AWS, "Specification: Embedded metric format"
 */
export function metricsLine({ log, counts, timestamp, about }: Metrics): string {
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [[DIMENSION]],
          Metrics: Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    [DIMENSION]: log,
    ...counts,
    ...about,
  });
}
