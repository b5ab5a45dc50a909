import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exampleTemplate } from './example';
import { type Json, type JsonObject, list, object, text } from './json';

/** A Region of each partition: what is not offered in one is a finding. */
const REGIONS = ['eu-west-1', 'us-east-1', 'us-gov-west-1', 'cn-north-1'];

const WRITTEN_OUT =
  'CDK writes out a dependency that a reference implies already: the construct asks for the whole of another one to be there first.';

/** What cfn-lint says and what stands: rule, resource and what it is about, with the reason. Ids are without CDK's hash. */
const ACKNOWLEDGED: Readonly<Record<string, string>> = {
  'W3005 AuditLogArchiveBucket AuditLogArchiveAccessLogsBucket': `${WRITTEN_OUT} Here the bucket that takes the access logs.`,
  'W3005 AuditLogTransform AuditLogTransformRole': `${WRITTEN_OUT} Lambda's own construct does so for the role.`,
  'W3005 AuditLogSealer AuditLogSealerRole': `${WRITTEN_OUT} Lambda's own construct does so for the role.`,
  'W3005 AuditLogRedrive AuditLogRedriveRole': `${WRITTEN_OUT} Lambda's own construct does so for the role.`,
  'W3005 AuditLogAuditor AuditLogAuditorRole': `${WRITTEN_OUT} Lambda's own construct does so for the role.`,
  'W3005 AuditLogPipelineStream AuditLogArchiveBucket': `${WRITTEN_OUT} Nothing is delivered before the archive's denials hold.`,
  'W3005 AuditLogPipelineStream AuditLogPipelineRole': `${WRITTEN_OUT} The stream is checked against its role when it is made.`,
  'W3005 AuditLogPipelineStream AuditLogTransform': `${WRITTEN_OUT} The stream needs its transform from the first record on.`,
  'W3005 AuditLogSchedulessealer AuditLogSchedulesRole': `${WRITTEN_OUT} No call is made that its role does not allow.`,
  'W3005 AuditLogSchedulesredrive AuditLogSchedulesRole': `${WRITTEN_OUT} No call is made that its role does not allow.`,
  'W3005 AuditLogSchedulesauditor AuditLogSchedulesRole': `${WRITTEN_OUT} No call is made that its role does not allow.`,
};

/** Runs cfn-lint, given by `run.mjs` as the Python of its virtual environment. Its exit code only says that it found something. */
function lint(template: JsonObject): Promise<string[]> {
  const python = process.env.WORMTRAIL_CFN_LINT;
  if (python === undefined) throw new Error('WORMTRAIL_CFN_LINT is not set: run test/review/run.mjs');
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'wormtrail-lint-')), 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const script = path.join(path.dirname(python), 'cfn-lint');
  const args = [script, '-f', 'json', '-t', file, '-r', ...REGIONS];
  return new Promise((resolve, reject) => {
    execFile(python, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      try {
        const found: Json = JSON.parse(stdout);
        resolve([...new Set(list(found).map((one) => named(object(one, 'match'))))].sort());
      } catch {
        reject(new Error(`cfn-lint said no JSON: ${error?.message}\n${stderr}`));
      }
    });
  });
}

function named(match: JsonObject): string {
  const bare = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
  const where = list(object(match.Location, 'Location').Path);
  const about = /^'(\w+)'/.exec(text(match.Message, 'Message'))?.[1] ?? text(match.Message, 'Message');
  return `${text(object(match.Rule, 'Rule').Id, 'Id')} ${bare(String(where[1]))} ${bare(about)}`;
}

test('cfn-lint reports nothing on the example but what is acknowledged, and all of that', async () => {
  expect(await lint(exampleTemplate())).toEqual(Object.keys(ACKNOWLEDGED).sort());
});

test('cfn-lint does report what is wrong', async () => {
  const found = await lint({
    Resources: { Wrong: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 7, No: 1 } } },
  });
  expect(found).toContainEqual(expect.stringMatching(/^E3002 Wrong /));
});
