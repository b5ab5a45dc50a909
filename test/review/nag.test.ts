import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  App,
  Aws,
  CloudFormationValidatePlugin,
  type IPolicyValidationPlugin,
  aws_iam as iam,
  aws_logs as logs,
  Stack,
  aws_s3 as s3,
  Validations,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { type AuditLogProps, acknowledge, acknowledgements, Retention, WormtrailStack } from '../../lib';
import { exampleStack } from './example';
import { isObject, type Json, list, object, text } from './json';

const PACKS = [AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, HIPAASecurityChecks];
const folder = () => mkdtempSync(path.join(tmpdir(), 'wormtrail-nag-'));

/** All that the packs hold against an app, acknowledged or not being up to what was done to it: `path id`. */
function findings(app: App): string[] {
  process.env.CDK_VALIDATION = 'false';
  app.synth();
  return PACKS.flatMap((Pack) => new Pack(app).validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`),
    )
    .sort();
}

/** What a synthesis reports with packs and validator plugged in, as a consumer does it. */
function reported(app: App, outdir: string): string[] {
  process.env.CDK_VALIDATION = 'true';
  // to this compiler the plugin's optional fields differ from its interface's (exactOptionalPropertyTypes)
  const validator = new CloudFormationValidatePlugin() as IPolicyValidationPlugin;
  Validations.of(app).addPlugins(...PACKS.map((Pack) => new Pack(app)), validator);
  try {
    app.synth();
  } catch (error) {
    // With findings left, synthesis fails after the report is written.
    if (!String(error).includes('validation-report.json')) throw error;
  }
  const report: Json = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  return list(object(report, 'report').pluginReports).flatMap((plugin) =>
    list(object(plugin, 'plugin').violations)
      .filter(isObject)
      .map(({ ruleName }) => text(ruleName, 'ruleName')),
  );
}

test('each finding of the packs on the example is acknowledged, and each acknowledgement meets a finding', () => {
  const { app, stack } = exampleStack(folder());
  const acknowledged = acknowledgements(stack.log).map(({ at, id }) => `${at.node.path}/Resource ${id}`);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(findings(app)).toEqual(acknowledged.sort());
});

test('every acknowledgement says why', () => {
  for (const { id, reason } of acknowledgements(exampleStack(folder()).stack.log)) {
    expect([id, reason]).toEqual([id, expect.stringMatching(/^[A-Z].{40,}\.$/)]);
  }
});

test('a synthesis with all packs and the validator is quiet once the acknowledgements are applied', () => {
  const outdir = folder();
  const { app } = exampleStack(outdir);
  acknowledge(app);
  expect(reported(app, outdir)).toEqual([]);
});

const ROLE = 'arn:aws:iam::111122223333:role/';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/';
/** What the example leaves out: everything that may be set, and a log that goes on with an earlier one's. */
const OTHERS: Readonly<Record<string, Partial<AuditLogProps>>> = {
  full: {
    qualifier: 'audit',
    retention: Retention.PCI_DSS,
    exempt: { breakGlass: [`${ROLE}break-glass`], keyAdmins: [`${ROLE}key-admin`] },
    auditors: ['arn:aws:iam::444455556666:root'],
    alarmTargets: ['soc@example.com', 'https://example.com/hook'],
    rolePath: '/audit/',
  },
  adopted: {
    adopt: {
      archiveBucket: 'wormtrail-archive-111122223333-eu-west-1',
      archiveKeyArn: `${KEY}a`,
      accessLogsBucket: 'wormtrail-access-logs-111122223333-eu-west-1',
      stateBucket: 'wormtrail-state-111122223333-eu-west-1',
      ledgerTable: 'wormtrail-ledger',
      workKeyArn: `${KEY}w`,
      signingKeyArn: `${KEY}s`,
    },
  },
};

test.each(Object.entries(OTHERS))('so is a log that is %s, with what is subscribed to it', (_, props) => {
  const outdir = folder();
  const app = new App({ outdir });
  const { log } = new WormtrailStack(app, 'Other', {
    log: { origin: 'example.com/other', retention: Retention.REHEARSAL, ...props },
  });
  log.subscribe(logs.LogGroup.fromLogGroupName(log, 'Payments', '/aws/lambda/payments'));
  acknowledge(app);
  expect(reported(app, outdir)).toEqual([]);
});

test('the same synthesis is not quiet without them', () => {
  const outdir = folder();
  expect(reported(exampleStack(outdir).app, outdir).length).toBeGreaterThan(0);
});

test('packs and validator do report what is wrong', () => {
  const outdir = folder();
  const app = new App({ outdir });
  const stack = new Stack(app, 'Wrong');
  new s3.CfnBucket(stack, 'Open', { versioningConfiguration: { status: 'Perhaps' } });
  new iam.Role(stack, 'Wide', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      all: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['s3:*'], resources: [`arn:${Aws.PARTITION}:s3:::*`] }),
        ],
      }),
    },
  });
  const rules = reported(app, outdir);
  expect(rules).toContain('AwsSolutions-S1');
  expect(rules).toContain('AwsSolutions-IAM5[Action::s3:*]');
  expect(rules.filter((rule) => /^[EW]\d{4}$/.test(rule))).not.toEqual([]);
});

test('there must be a log to acknowledge for', () => {
  expect(() => acknowledge(new Stack(new App(), 'Empty'))).toThrow(
    "'scope' should contain an AuditLog, got 'Empty'",
  );
});
