import { PassThrough } from 'node:stream';
import type { Context } from '../../cli/context';
import { reportInWords } from '../../cli/verify-report';
import { Builder, objectOf, START } from '../core/verify/builder';
import { verify } from '../core/verify/harness';

const context: Context = {
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  stdin: new PassThrough(),
  env: {},
  json: false,
  quiet: false,
  signal: new AbortController().signal,
};

describe('verify, in words', () => {
  it('says by which time it judged what is not here, where something is not', async () => {
    const builder = Builder.sample();
    const whole = await verify(builder);
    expect(reportInWords(whole.report, context)).not.toContain('judged as of');
    builder.archive.remove(objectOf(builder.batches[0]!));
    builder.seal({ storedAt: START });
    const gone = await verify(builder, { now: START + 3_600_000, storedTimesTrusted: true });
    expect(reportInWords(gone.report, context)).toContain(
      'judged as of 2026-11-23T10:00:00.000Z, by the clock of this machine as far as the times in the bucket bear it out.',
    );
    const local = await verify(builder, { now: START + 3_600_000 });
    expect(reportInWords(local.report, context)).toMatch(/judged as of .*, by the clock of this machine\./);
  });
});
