/**
 * Prints the classes that formats say they give, in an array; then events of every class and format, for others to
 * read: those of the formats' samples, of the corpus and of tests that differ in class, format, activity, attributes
 * or those in their objects. Arguments: a JSON file of strings of tests, and paths of files of the corpus.
 */
import { readFileSync } from 'node:fs';
import { normalizeRecord } from '../../core/formats/normalize';
import { FORMATS } from '../../core/formats/registry';

/** Longer lines hold no more attributes. */
const LONGEST = 200_000;
const seen = new Set<string>();

function print(source: Buffer): void {
  const context = {
    uidPrefix: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-',
    firstIndex: 0,
    arrival: 1_764_000_000_000,
    maxInflated: 64 << 20,
  };
  normalizeRecord(source, context, (line) => {
    if (line.length > LONGEST) return;
    const event = JSON.parse(line) as Record<string, unknown> & { metadata: { log_format: string } };
    const kind = [event.class_uid, event.activity_id, event.metadata.log_format, ...paths(event)]
      .sort()
      .join();
    if (seen.has(kind)) return;
    seen.add(kind);
    console.log(line);
  });
}

/** Names of attributes, and of those in their objects. */
function paths(event: object): string[] {
  return Object.entries(event).flatMap(([name, value]) =>
    name === 'unmapped' || typeof value !== 'object' || value === null
      ? [name]
      : Object.keys(value).map((inner) => (Array.isArray(value) ? name : `${name}.${inner}`)),
  );
}

/** A format's sample with other values. */
function altered(name: string, values: object): Buffer {
  const sample = FORMATS.find((format) => format.name === name)?.sample ?? '';
  return Buffer.from(JSON.stringify({ ...JSON.parse(sample), ...values }));
}

const [strings = '', ...files] = process.argv.slice(2);
console.log(JSON.stringify([...new Set(FORMATS.flatMap(({ classes }) => classes))]));
for (const { sample } of FORMATS) print(Buffer.from(sample));
for (const file of files) print(readFileSync(file));
for (const text of JSON.parse(readFileSync(strings, 'utf8')) as string[]) print(Buffer.from(text));
// Classes that neither the corpus nor a whole line of a test has an event of.
const group = { groupName: 'admins', userName: 'alice' };
print(
  altered('cloudtrail', {
    eventSource: 'iam.amazonaws.com',
    eventName: 'AddUserToGroup',
    requestParameters: group,
  }),
);
print(
  altered('microsoft-365', {
    Operation: 'FileDownloaded',
    Workload: 'SharePoint',
    SiteUrl: 'https://example.sharepoint.com/',
    ObjectId: 'https://example.sharepoint.com/sites/a/plan.docx',
    SourceFileName: 'plan.docx',
    ItemType: 'File',
  }),
);
