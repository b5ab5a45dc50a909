import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmMetric } from './alarms';

/** The functions of the pipeline. */
export type FunctionName = 'transform' | 'sealer' | 'redrive' | 'auditor';

/** What is measured. */
export interface Measured {
  /** Value of the dimension `Log` of the functions' own metrics. */
  readonly log: string;
  /** Name of the Firehose stream. */
  readonly streamName: string;
  /** The pipeline's functions. */
  readonly functions: Record<FunctionName, lambda.IFunction>;
  /** The ledger's table. */
  readonly ledger: dynamodb.ITable;
  /** Bytes a second that the stream accepts, or undefined for what it reports itself. */
  readonly bytesPerSecond?: number;
}

/** The CloudWatch metric or expression of one figure, over periods of `minutes` minutes. */
export function alarmMetric(
  figure: AlarmMetric,
  minutes: number,
  measured: Measured,
): cloudwatch.Metric | cloudwatch.MathExpression {
  const period = Duration.minutes(minutes);
  const stream = (metricName: string, statistic: string) =>
    new cloudwatch.Metric({
      ...{ namespace: 'AWS/Firehose', metricName, statistic, period },
      dimensionsMap: { DeliveryStreamName: measured.streamName },
    });
  switch (figure.of) {
    case 'stream':
      return stream(figure.metric, figure.statistic);
    case 'transform':
    case 'sealer':
    case 'redrive':
    case 'auditor':
      return new cloudwatch.Metric({
        ...{ namespace: 'AWS/Lambda', metricName: figure.metric, statistic: 'Sum', period },
        dimensionsMap: { FunctionName: measured.functions[figure.of].functionName },
      });
    case 'log':
      return new cloudwatch.Metric({
        ...{ namespace: 'Wormtrail', metricName: figure.metric, statistic: 'Sum', period },
        dimensionsMap: { Log: measured.log },
      });
    case 'ledger':
      return new cloudwatch.Metric({
        ...{ namespace: 'AWS/DynamoDB', metricName: figure.metric, statistic: 'Sum', period },
        dimensionsMap: { TableName: measured.ledger.tableName },
      });
    case 'quota': {
      const granted = measured.bytesPerSecond;
      return new cloudwatch.MathExpression({
        expression: `100 * incoming / ${period.toSeconds()} / ${granted ?? 'quota'}`,
        usingMetrics: {
          incoming: stream('IncomingBytes', 'Sum'),
          ...(granted === undefined ? { quota: stream('BytesPerSecondLimit', 'Minimum') } : {}),
        },
        label: 'per cent of the quota',
        period,
      });
    }
    case 'yield':
      // Where nothing came in there is no quotient, and no data is no breach.
      return new cloudwatch.MathExpression({
        expression: '100 * FILL(processed, 0) / incoming',
        usingMetrics: {
          incoming: stream('IncomingRecords', 'Sum'),
          processed: stream('SucceedProcessing.Records', 'Sum'),
        },
        label: 'per cent processed',
        period,
      });
    case 'query': {
      // SystemErrors has an Operation beside the table's name: a query sums over all that there are. Those of
      // subscriptions are over every group and filter of the account and Region, whoever made them.
      const where = figure.byTable ? ` WHERE TableName = '${measured.ledger.tableName}'` : '';
      return new cloudwatch.MathExpression({
        expression: `SELECT SUM(${figure.metric}) FROM "${figure.from}"${where}`,
        usingMetrics: {},
        label: figure.metric,
        period,
      });
    }
  }
}
