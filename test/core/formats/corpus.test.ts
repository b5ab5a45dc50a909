import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { corpus, corpusFiles, expectSource, expectValid, formatsOf, normalize, withCorpus } from './support';

withCorpus('real logs', () => {
  const trails = [
    ...corpusFiles('invictus-aws-dataset/CloudTrail', '.json'),
    ...corpusFiles('stratus-red-team/docs/detonation-logs', '.json'),
    ...corpusFiles('otrf-security-datasets/aws/collection', '.json'),
    'opensearch-catalog/aws_cloudtrail/data/raw-sample.json',
    'opensearch-catalog/aws_cloudtrail/data/samples-large.records.jsonl',
    'aws-centralized-logging/pipeline/log-processor/test/datafile/cloudtrail.log',
    'crowdsec-hub/aws-cloudtrail/aws-cloudtrail.log',
    'crowdsec-hub/aws-bf/aws-bf.log',
    'crowdsec-hub/aws-nwo-login/aws-nwo-login.log',
    'crowdsec-hub/aws-cloudtrail-postexploit/aws-cloudtrail-postexploit.log',
  ];
  test.each(trails)('%s is CloudTrail, each record word for word', (path) => {
    const source = corpus(path);
    const normalized = normalize(source);
    expectValid(normalized);
    expect(Object.keys(formatsOf(normalized))).toEqual(['cloudtrail']);
    expectSource(normalized, source);
    const records = recordsOf(source.toString());
    expect(normalized.events.length).toBe(records.length);
    const wrong = normalized.events.filter((event, at) => {
      const record = records[at]!;
      return !(
        isDeepStrictEqual(JSON.parse(event.raw_data), record) &&
        event.api.operation === record.eventName &&
        event.time === Date.parse(String(record.eventTime ?? record['@timestamp'])) &&
        event.metadata.original_event_uid === record.eventID
      );
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['opensearch-catalog/apache/data/raw.log', 10_000],
    ['opensearch-catalog/nginx/data/raw.log', 990],
    ['crowdsec-hub/apache2-logs/apache2-logs.log', 1],
    ['crowdsec-hub/apache2-http-sensitive-files/apache2-http-sensitive-files.log', 1],
    ['crowdsec-hub/apache-http-probing/apache-http-probing.log', 1],
    ['crowdsec-hub/apache-cve-2021-41773/apache-cve-2021-41773.log', 1],
    ['crowdsec-hub/apache_log4j2_cve-2021-44228/apache_log4j2_cve-2021-44228.log', 1],
    ['crowdsec-hub/nginx_http-logs/nginx_http-logs.log', 1],
    ['crowdsec-hub/nginx-bad-user-agent/nginx-bad-user-agent.log', 1],
    ['crowdsec-hub/nginx-http-backdoor/nginx-http-backdoor.log', 1],
    ['crowdsec-hub/nginx-http-sqli-probing/nginx-http-sqli-probing.log', 1],
    ['crowdsec-hub/nginx-http-xss-probing/nginx-http-xss-probing.log', 1],
    ['crowdsec-hub/nginx-http-path-traversal/nginx-http-path-traversal.log', 1],
    ['crowdsec-hub/nginx-http-open-proxy/nginx-http-open-proxy.log', 1],
    ['crowdsec-hub/nginx-http-generic-bf/nginx-http-generic-bf.log', 1],
    ['crowdsec-hub/nginx-http-w00twoot/nginx-http-w00twoot.log', 1],
    ['crowdsec-hub/nginx-http-sensitive-files/nginx-http-sensitive-files.log', 1],
    ['crowdsec-hub/traefik_clf/traefik_clf.log', 1],
  ])('%s is an access log, but for error lines', (path, least) => {
    const source = corpus(path);
    const normalized = normalize(source);
    expectValid(normalized);
    expectSource(normalized, source);
    expect(formatsOf(normalized)['access-log'] ?? 0).toBeGreaterThanOrEqual(least);
    // Whatever is left as text is no access log: it has no time in brackets followed by a request.
    const missed = normalized.events.filter(
      (event) =>
        event.metadata.log_format === 'text' &&
        /\[\d\d\/[A-Z][a-z]{2}\/\d{4}:[^\]]*\] "[A-Z]+ [^"]*" \d{3}/.test(event.raw_data),
    );
    expect(missed).toEqual([]);
  });

  test('VPC flow logs of aws-centralized-logging', () => {
    const source = corpus('aws-centralized-logging/pipeline/log-processor/test/datafile/vpcflow.log');
    const normalized = normalize(source);
    expectValid(normalized);
    expect(Object.keys(formatsOf(normalized))).toEqual(['vpc-flow']);
    expectSource(normalized, source);
    expect(normalized.events[0]?.class_uid).toBe(0);
    const [, ...lines] = source.toString().trimEnd().split(/\r?\n/);
    expect(normalized.events.length).toBe(lines.length + 1);
    lines.forEach((line, at) => {
      const fields = line.split(' ');
      const event = normalized.events[at + 1]!;
      expect(event.src_endpoint.ip ?? '-').toBe(fields[3]);
      expect(event.dst_endpoint?.ip ?? '-').toBe(fields[4]);
      expect(String(event.dst_endpoint?.port ?? '-')).toBe(fields[6]);
      expect(event.time).toBe(Number(fields[10]) * 1000);
      expect(event.status_code).toBe(fields[13]);
    });
  });

  test('VPC flow bodies of opensearch-catalog', () => {
    const documents = JSON.parse(corpus('opensearch-catalog/amazon_vpc_flow/data/sample.json').toString());
    const normalized = normalize(documents.map((one: { body: string }) => `${one.body}\n`).join(''));
    expectValid(normalized);
    expect(Object.keys(formatsOf(normalized))).toEqual(['vpc-flow']);
  });

  test('a CloudWatch Logs subscription as AWS delivers it', () => {
    const { awslogs } = JSON.parse(corpus('aws-powertools-events/cloudwatch/base.json').toString());
    const data = Buffer.from(awslogs.data, 'base64');
    const envelope = JSON.parse(gunzipSync(data).toString());
    const normalized = normalize(data);
    expectValid(normalized);
    expect(normalized.events.map((event) => event.raw_data)).toEqual(
      envelope.logEvents.map((one: { message: string }) => one.message),
    );
    expect(normalized.events[0]?.metadata.log_name).toBe(envelope.logGroup);
  });

  test('Kinesis records that carry CloudWatch Logs', () => {
    const { Records } = JSON.parse(
      corpus('aws-powertools-events/kinesis/stream-cloudwatch-logs.json').toString(),
    );
    for (const record of Records) {
      const data = Buffer.from(record.kinesis.data, 'base64');
      const normalized = normalize(data);
      expectValid(normalized);
      expect(normalized.opaque).toBe(0);
      expect(normalized.events[0]?.metadata.log_provider).toBe('CloudWatch Logs');
    }
  });

  const everything = [
    ...[
      'aws_cloudtrail',
      'amazon_elb',
      'amazon_s3',
      'amazon_rds',
      'aws_waf',
      'amazon_cloudfront',
      'haproxy',
    ].flatMap((folder) => [
      ...corpusFiles(`opensearch-catalog/${folder}/data`, '.log'),
      ...corpusFiles(`opensearch-catalog/${folder}/data`, '.json'),
    ]),
    ...corpusFiles('panther-analysis', '.jsonl'),
    ...corpusFiles('plaso-test-data', '.log'),
    ...corpusFiles('plaso-test-data/syslog', ''),
    ...corpusFiles('plaso-test-data/jsonl', '.jsonl'),
    ...corpusFiles('plaso-test-data/iis', '.log'),
    ...corpusFiles('aws-centralized-logging/microbatch/test/data', '.gz'),
    ...corpusFiles('aws-powertools-events/s3', '.json'),
  ];
  test.each(everything)('%s, known or not, is kept to the byte', (path) => {
    const source = corpus(path);
    const plain = path.endsWith('.gz') ? gunzipSync(source) : source;
    const normalized = normalize(source);
    expectValid(normalized);
    expectSource(normalized, plain);
  });
});

/** The records of a CloudTrail file in any of the shapes the corpus has. */
function recordsOf(text: string): Record<string, unknown>[] {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : (value.Records ?? [value]);
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  }
}
