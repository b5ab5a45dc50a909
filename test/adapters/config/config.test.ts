import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ConfigError, loadConfig, parseConfig } from '../../../adapters/config/config';
import schema from '../../../adapters/config/config.schema.json';
import { WormtrailError } from '../../../core/errors';

const MINIMAL = 'origin: example.com/audit\nretention:\n  presets: [rehearsal]\n';

function messageOf(text: string): string {
  try {
    parseConfig(text, 'wormtrail.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

test('the smallest configuration is an origin and a preset', () => {
  const config = parseConfig(MINIMAL, 'wormtrail.yaml');
  expect(config).toMatchObject({
    origin: 'example.com/audit',
    qualifier: 'wormtrail',
    file: 'wormtrail.yaml',
  });
  expect(config.account).toBeUndefined();
});

test('every field is taken as it stands', () => {
  const arn = 'arn:aws:iam::123456789012:role/audit/deployer';
  const text = `
account: '123456789012'
region: eu-west-1
origin: log.example.com/audit
qualifier: audit-2
retention:
  presets: [pci-dss, { name: soc-2, days: 500, rationale: The report covers a year and a quarter }]
  lockDays: 600
  atHandDays: 100
  expireAfterDays: 700
  mode: COMPLIANCE
  acknowledge: I do
  secondCopy: arn:aws:s3:::copy-of-it
deployers: [${arn}]
breakGlass: [${arn}]
keyAdmins: [${arn}]
auditors: ['arn:aws:iam::210987654321:root']
subscribe: [/aws/lambda/payments]
excludedLogGroups: [/aws/lambda/debug]
mapping: mapping.yaml
alarmTargets: [ops@example.com, 'https://example.com/hook', 'arn:aws:sqs:eu-west-1:123456789012:alarms']
architecture: x86_64
permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
rolePath: /audit/
tags: { owner: security }
streamQuota: { bytesPerSecond: 5242880 }
adopt:
  archiveBucket: audit-2-archive-123456789012-eu-west-1
  archiveKeyArn: arn:aws:kms:eu-west-1:123456789012:key/1
  accessLogsBucket: audit-2-access-logs-123456789012-eu-west-1
  stateBucket: audit-2-state-123456789012-eu-west-1
  ledgerTable: audit-2-ledger
  workKeyArn: arn:aws:kms:eu-west-1:123456789012:key/2
  signingKeyArn: arn:aws:kms:eu-west-1:123456789012:key/3
`;
  const config = parseConfig(text, 'wormtrail.yaml');
  // Whatever the schema knows stands in the text, so that no field is forgotten here or there.
  expect(Object.keys(config)).toEqual(expect.arrayContaining(Object.keys(schema.properties)));
  expect(config.retention).toMatchObject({ lockDays: 600, mode: 'COMPLIANCE' });
  expect(config.adopt?.ledgerTable).toBe('audit-2-ledger');
});

test('all problems are listed at once, each with file, line and field, in the order of the file', () => {
  const text = `origin: https://example.com/audit
retention:
  presets: [pci-dsss]
  lockDays: 0
qualifer: two
account: 123456789012
`;
  expect(messageOf(text).split('\n')).toEqual([
    "wormtrail.yaml:1: origin: got 'https://example.com/audit'; allowed is a host name and a path without a scheme, e.g. example.com/audit, of at most 128 characters",
    "wormtrail.yaml:3: retention.presets[0]: got 'pci-dsss'; allowed is one of rehearsal, pci-dss, sec-17a-4, finra-4511, hipaa, cjis, fedramp-moderate; did you mean 'pci-dss'?",
    'wormtrail.yaml:4: retention.lockDays: got 0; allowed is a whole number from 1 to 36500',
    "wormtrail.yaml:5: qualifer: there is no such field; did you mean 'qualifier'?",
    "wormtrail.yaml:6: account: got 123456789012; allowed is twelve digits in quotes, e.g. '123456789012'",
    'wormtrail.yaml:6: account: needs region beside it',
  ]);
});

test('a list that names an item twice says which', () => {
  expect(messageOf(`${MINIMAL}subscribe:\n  - /a\n  - /b\n  - /a\n`)).toBe(
    'wormtrail.yaml:7: subscribe[2]: stands twice: also at [0]',
  );
});

test('without account and Region in the file their ARNs are not compared', () => {
  const text = `${MINIMAL}deployers: ['arn:aws-cn:iam::210987654321:role/deployer']\n`;
  expect(parseConfig(text, 'wormtrail.yaml').deployers).toHaveLength(1);
});

test('what is no YAML is named with its line', () => {
  expect(messageOf('origin: a\norigin: b\n')).toBe('wormtrail.yaml:2: Map keys must be unique');
  expect(messageOf('origin: [a\n')).toMatch(/^wormtrail\.yaml:\d: .*flow sequence/i);
  expect(messageOf('')).toBe('wormtrail.yaml: the file is empty');
  expect(messageOf('just words')).toBe("wormtrail.yaml: got 'just words'; allowed is a block of fields");
});

test('an alias bomb ends as an error', () => {
  const levels = Array.from({ length: 12 }, (_, i) =>
    i === 0
      ? 'a0: &a0 [x, x]'
      : `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
  );
  expect(messageOf(levels.join('\n'))).toMatch(/alias/i);
});

test('every field of the schema is described, and what cannot be changed is marked in words too', () => {
  const undescribed: string[] = [];
  const unmarked: string[] = [];
  const visit = (node: Readonly<Record<string, unknown>>, at: string) => {
    const properties = node.properties ?? {};
    for (const [name, field] of Object.entries(properties as Record<string, Record<string, unknown>>)) {
      const where = `${at}${name}`;
      if (typeof field.description !== 'string') undescribed.push(where);
      const marked = field['x-irreversible'] === true;
      if (marked !== /irreversible/i.test(String(field.description))) unmarked.push(where);
      visit(field, `${where}.`);
    }
  };
  visit(schema, '');
  expect(undescribed).toEqual([]);
  expect(unmarked).toEqual([]);
});

describe('the file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is wormtrail.yaml, else the example', () => {
    writeFileSync(path.join(folder, 'wormtrail.example.yaml'), MINIMAL);
    expect(loadConfig(undefined, folder).file).toBe('wormtrail.example.yaml');
    writeFileSync(path.join(folder, 'wormtrail.yaml'), MINIMAL);
    expect(loadConfig(undefined, folder).file).toBe('wormtrail.yaml');
  });

  test('that is named must be there', () => {
    writeFileSync(path.join(folder, 'wormtrail.yaml'), MINIMAL);
    expect(() => loadConfig('other.yaml', folder)).toThrow(WormtrailError);
    expect(() => loadConfig('other.yaml', folder)).toThrow('there is no other.yaml');
  });
});

describe('the example', () => {
  const text = readFileSync('wormtrail.example.yaml', 'utf8');

  test('is a rehearsal, and begins with the line by which editors find the schema', () => {
    expect(parseConfig(text, 'wormtrail.example.yaml').retention).toEqual({ presets: ['rehearsal'] });
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./adapters/config/config.schema.json');
  });

  test('names every field, and marks each that is irreversible', () => {
    for (const [name, field] of Object.entries<object>(schema.properties)) {
      const line = text.split('\n').find((it) => new RegExp(`^(# )?${name}:`).test(it));
      expect([name, line]).toEqual([name, expect.any(String)]);
      expect([name, / # irreversible/.test(line ?? '')]).toEqual([name, 'x-irreversible' in field]);
    }
    for (const name of Object.keys(schema.properties.retention.properties)) {
      expect(text).toMatch(new RegExp(`^ {2}(# )?${name}:`, 'm'));
    }
  });
});

describe('a mapping', () => {
  const MAPPING =
    'wormtrail: mapping/v1\nformats:\n  - name: shop\n    title: Shop\n    read: pattern\n    pattern: "shop {what}"\n    class: Base Event\n    activity: Unknown\n    attributes: { message: { from: what } }\n';
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-config-'));
    writeFileSync(path.join(folder, 'wormtrail.yaml'), `${MINIMAL}mapping: mapping.yaml\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is found from the folder of the file that names it', () => {
    writeFileSync(path.join(folder, 'mapping.yaml'), MAPPING);
    const mapping = path.join(folder, 'mapping.yaml');
    expect(loadConfig(undefined, folder).mapping).toBe(mapping);
    expect(loadConfig(path.join(folder, 'wormtrail.yaml')).mapping).toBe(mapping);
  });

  test('that is not there is the fault of the field, what is wrong in it that of its own lines', () => {
    expect(() => loadConfig(undefined, folder)).toThrow(
      /^wormtrail\.yaml:4: mapping: no such file: .*mapping\.yaml$/,
    );
    writeFileSync(path.join(folder, 'mapping.yaml'), MAPPING.replace('what }', 'that }'));
    expect(() => loadConfig(undefined, folder)).toThrow(
      /mapping\.yaml:9: formats\[0\]\.attributes\.message\.from: got "that"; allowed is one of what$/,
    );
  });
});
