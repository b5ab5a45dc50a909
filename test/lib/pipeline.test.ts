import { Example } from './example';

const example = new Example();
const stream = example.one('AWS::KinesisFirehose::DeliveryStream');
const archive = '<AuditLogArchiveBucket82ABEFE5.Arn>';

describe('the stream', () => {
  test('takes direct puts and encrypts what it holds under the work key', () => {
    expect(stream.Properties).toMatchObject({
      DeliveryStreamName: 'wormtrail-stream',
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfigurationInput: {
        KeyType: 'CUSTOMER_MANAGED_CMK',
        KeyARN: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
      },
    });
  });

  test('delivers gzip members as they are, by hour, and failures beside them', () => {
    expect(stream.Properties.ExtendedS3DestinationConfiguration).toMatchObject({
      BucketARN: archive,
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
      CompressionFormat: 'UNCOMPRESSED',
      FileExtension: '.jsonl.gz',
      Prefix: 'events/date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/',
      ErrorOutputPrefix:
        'failed/!{firehose:error-output-type}/date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/',
      CloudWatchLoggingOptions: {
        Enabled: true,
        LogGroupName: '/wormtrail/wormtrail/delivery',
        LogStreamName: 's3',
      },
    });
  });

  test('has the log stream that it writes its errors to', () => {
    expect(example.one('AWS::Logs::LogStream').Properties).toMatchObject({ LogStreamName: 's3' });
  });

  test('neither backs up its source nor partitions dynamically nor decompresses', () => {
    const destination = stream.Properties.ExtendedS3DestinationConfiguration;
    expect(destination).toMatchObject({ S3BackupMode: 'Disabled' });
    expect(destination).not.toHaveProperty('DynamicPartitioningConfiguration');
    expect(JSON.stringify(destination)).not.toContain('Decompression');
  });

  test('hands the transform 1 MB at a time, tried four times', () => {
    const { ProcessingConfiguration } = stream.Properties.ExtendedS3DestinationConfiguration as {
      ProcessingConfiguration: {
        Processors: { Type: string; Parameters: { ParameterName: string; ParameterValue: string }[] }[];
      };
    };
    const [processor, ...others] = ProcessingConfiguration.Processors;
    expect(others).toEqual([]);
    expect(processor?.Type).toBe('Lambda');
    const parameters = processor?.Parameters.map(({ ParameterName, ParameterValue }) => [
      ParameterName,
      ParameterValue,
    ]);
    expect(Object.fromEntries(parameters ?? [])).toMatchObject({
      LambdaArn: expect.stringContaining('Transform'),
      BufferSizeInMBs: '1',
      BufferIntervalInSeconds: '60',
      NumberOfRetries: '3',
    });
  });

  test("waits for its role with its policy and for the archive's policy", () => {
    expect(stream.DependsOn).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^AuditLogPipelineRole/),
        expect.stringMatching(/^AuditLogArchivePolicy/),
        expect.stringMatching(/^AuditLogTransform/),
        expect.stringMatching(/^AuditLogLogsdelivery/),
      ]),
    );
    expect(example.all('AWS::IAM::Policy')).toEqual([]);
  });
});

describe("Firehose's role", () => {
  const statements = example.statements('PipelineRole');

  test('may do this and nothing else', () => {
    const actions = Object.values(statements).flatMap(({ Action }) => Action);
    expect([...new Set(actions)].sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'lambda:InvokeFunction',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
    ]);
  });

  test('writes events and failures, never the log', () => {
    expect(statements.Deliver?.Resource).toEqual([`${archive}/events/*`, `${archive}/failed/*`]);
  });

  test("uses the archive's key through S3, for the bucket: with a bucket key that is the context", () => {
    expect(statements.ArchiveKey?.Condition).toEqual({
      StringLike: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com*' },
      StringEquals: { 'kms:EncryptionContext:aws:s3:arn': archive },
    });
  });

  test('is for this stream alone', () => {
    expect(example.one('AWS::IAM::Role', 'PipelineRole').Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'firehose.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: {
              'aws:SourceArn': 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/wormtrail-stream',
            },
          },
        },
      ],
    });
  });
});
