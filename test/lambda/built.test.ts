import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';

/** The functions as they are deployed, built by `npm run build`. */
const folder = (name: string) => path.resolve('dist/lambda', name);

const ALL = {
  WORMTRAIL_LOG: 'wormtrail',
  WORMTRAIL_ORIGIN: 'example.com/audit',
  WORMTRAIL_ARCHIVE_BUCKET: 'archive-bucket',
  WORMTRAIL_STATE_BUCKET: 'state-bucket',
  WORMTRAIL_LEDGER_TABLE: 'ledger',
  WORMTRAIL_SIGNING_KEY: 'key',
  WORMTRAIL_STREAM: 'stream',
  WORMTRAIL_RETENTION_DAYS: 'none',
  WORMTRAIL_DELIVERY_LIMIT: '86400',
  WORMTRAIL_HEARTBEAT_SECONDS: '3600',
};
const NEEDED = {
  transform: ['LOG', 'STATE_BUCKET', 'LEDGER_TABLE'],
  sealer: [
    'LOG',
    'ORIGIN',
    'ARCHIVE_BUCKET',
    'STATE_BUCKET',
    'LEDGER_TABLE',
    'SIGNING_KEY',
    'RETENTION_DAYS',
    'DELIVERY_LIMIT',
    'HEARTBEAT_SECONDS',
  ],
  auditor: ['LOG', 'ORIGIN', 'ARCHIVE_BUCKET', 'STATE_BUCKET', 'LEDGER_TABLE', 'SIGNING_KEY'],
  redrive: ['LOG', 'ARCHIVE_BUCKET', 'STATE_BUCKET', 'LEDGER_TABLE', 'STREAM'],
};

/** Loads a function as Lambda does, in a process that has nothing but `env`; what came of each environment. */
function load(name: string, environments: readonly Record<string, string>[]): string[] {
  const script = `
    const file = ${JSON.stringify(path.join(folder(name), 'index.js'))};
    for (const env of ${JSON.stringify(environments)}) {
      process.env = { AWS_REGION: 'eu-west-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env };
      delete require.cache[file];
      try { console.log(typeof require(file).handler); } catch (error) { console.log(error.message); }
    }
    const outside = Object.keys(require.cache).filter((loaded) => !loaded.startsWith(${JSON.stringify(folder(name))}));
    console.log(outside.join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

beforeAll(() => {
  if (!existsSync(folder('transform'))) throw new Error('the functions are not there: npm run build');
});

describe.each(Object.entries(NEEDED))('the built %s', (name, needed) => {
  it('loads by itself, and says which variable is not set', () => {
    const without = needed.map((variable) => {
      const { [`WORMTRAIL_${variable}` as keyof typeof ALL]: _, ...rest } = ALL;
      return rest;
    });
    const [whole, ...rest] = load(name, [ALL, ...without]);
    expect(whole).toBe('function');
    expect(rest.pop()).toBe('');
    expect(rest).toEqual(
      needed.map((variable) => `the environment variable WORMTRAIL_${variable} is not set`),
    );
  });
});

describe('the built transform', () => {
  it('has the very normaliser of the command line', () => {
    const own = readFileSync(path.join(folder('transform'), 'normalizer.js'));
    expect(own.equals(readFileSync('dist/normalizer.js'))).toBe(true);
  });

  it('has at most 1.15 MB: it is read at each cold start', () => {
    const sizes = ['index.js', 'normalizer.js'].map(
      (file) => statSync(path.join(folder('transform'), file)).size,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(1_150_000);
  });
});
