import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

const folder = temporaryFolders();
const run = (...args: string[]) => user(folder())(...args);
const LINE = '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 404 2326';

function file(text: string): string {
  const path = join(folder(), 'some.log');
  writeFileSync(path, text);
  return path;
}

describe('wormtrail formats', () => {
  it('lists every format with its class', async () => {
    const { exit: code, stdout } = await run('formats');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^cloudtrail +AWS CloudTrail events +API Activity/m);
    expect(stdout).toMatch(/^text +Any text/m);
  });

  it('tells the sample and the fields of one', async () => {
    const { stdout } = await run('formats', 'access-log');
    expect(stdout).toContain('4002 HTTP Activity');
    expect(stdout).toMatch(/remote user +actor\.user\.name/);
  });

  it('gives all of it as one JSON document', async () => {
    const { formats } = JSON.parse((await run('formats', '--json')).stdout);
    const trail = formats.find((format: { name: string }) => format.name === 'cloudtrail');
    expect(trail.classes[0]).toEqual({ class_uid: 6003, caption: 'API Activity' });
    expect(trail.fields).toContainEqual({ field: 'eventTime', attributes: ['time'] });
  });

  it('names what is near a name that it does not know', async () => {
    const { exit: code, stderr } = await run('formats', 'flow');
    expect(code).toBe(2);
    expect(stderr).toContain('vpc-flow');
  });
});

describe('wormtrail normalize', () => {
  it('shows people the fields, and counts the formats', async () => {
    const { exit: code, stdout, stderr } = await run('normalize', file(`${LINE}\nhello\n`));
    expect(code).toBe(0);
    expect(stdout).toContain('access-log → HTTP Activity: Get');
    expect(stdout).toContain('src_endpoint.ip  192.0.2.7');
    expect(stdout).toContain('time  2000-10-10T20:55:36.000Z');
    expect(stderr).toContain('2 events: access-log 1, text 1');
  });

  it('gives an OCSF event a line', async () => {
    const { stdout } = await run('normalize', '--json', file(`${LINE}\nhello\n`));
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map((event) => event.class_uid)).toEqual([4002, 0]);
  });

  it('says why', async () => {
    const { stdout } = await run('normalize', '--explain', file(`${LINE}\nhello\n`));
    expect(stdout).toMatch(/because access-log takes it/);
    expect(stdout).toMatch(/because none of \d+ formats takes it: it is kept as text/);
    expect(stdout).toMatch(/because its time.* is that of its arrival/);
  });

  it('shows no more than is asked for, and counts all', async () => {
    const { stdout, stderr } = await run('normalize', '-n', '1', file(`${LINE}\n${LINE}\n`));
    expect(stdout.match(/access-log →/g)).toHaveLength(1);
    expect(stderr).toContain('2 events');
  });

  it.each([
    [['normalize', '/nowhere/at.all'], 'no such file'],
    [['normalize', '--source', 'nonsense', __filename], 'no source format is called'],
  ])('%j is a wrong call', async (args, message) => {
    const { exit: code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
