import { awsError } from '../../../adapters/aws/errors';
import { WormtrailError } from '../../../core/errors';

/** An error as the SDK throws it. */
function fault(name: string, status?: number, attempts = 1): Error {
  const error = new Error(`${name} was said`);
  error.name = name;
  return Object.assign(error, {
    $metadata: { attempts, ...(status === undefined ? {} : { httpStatusCode: status }) },
  });
}

const coded = (code: string) => Object.assign(new Error('connect failed'), { code });

test.each<[string, unknown, read: string, write: string]>([
  ['no permission', fault('AccessDenied', 403), 'denied', 'denied'],
  ['a status alone', fault('403', 403), 'denied', 'denied'],
  ['no credentials', fault('CredentialsProviderError'), 'denied', 'denied'],
  ['old credentials', fault('ExpiredTokenException', 400), 'denied', 'denied'],
  ['a quota', fault('ServiceQuotaExceededException', 400), 'full', 'full'],
  ['a full disk behind it', fault('XMinioStorageFull', 507), 'full', 'full'],
  ['a condition', fault('ConditionalCheckFailedException', 400), 'conflict', 'conflict'],
  ['a precondition', fault('PreconditionFailed', 412), 'conflict', 'conflict'],
  ['no bucket', fault('NoSuchBucket', 404), 'usage', 'usage'],
  ['no table', fault('ResourceNotFoundException', 400), 'usage', 'usage'],
  ['no Region', new Error('Region is missing'), 'usage', 'usage'],
  ['too much', fault('ThrottlingException', 400), 'unavailable', 'unavailable'],
  ['too much for S3', fault('SlowDown', 503), 'unavailable', 'unavailable'],
  [
    'too much, after an answer that may have been lost',
    fault('SlowDown', 503, 3),
    'unavailable',
    'unknown-outcome',
  ],
  ['a bad request', fault('InvalidRequest', 400), 'unavailable', 'unavailable'],
  ['a server error', fault('InternalError', 500), 'unavailable', 'unknown-outcome'],
  ['no answer in time', fault('TimeoutError'), 'unavailable', 'unknown-outcome'],
  ['a cut connection', coded('ECONNRESET'), 'unavailable', 'unknown-outcome'],
  ['a text', 'no error at all', 'unavailable', 'unknown-outcome'],
  ['nothing', undefined, 'unavailable', 'unknown-outcome'],
])('%s', (_, error, read, write) => {
  expect(awsError(error, 'cannot do', 'it').code).toBe(read);
  expect(awsError(error, 'cannot do', 'it', 'write').code).toBe(write);
});

test('says what failed, what about, and why, and keeps the cause', () => {
  const cause = fault('AccessDenied', 403);
  const error = awsError(cause, 'cannot read', 's3://b/k');
  expect(error.message).toBe('cannot read s3://b/k: AccessDenied: AccessDenied was said');
  expect(error.cause).toBe(cause);
  expect(error.hint).toMatch(/verifier role/);
  expect(awsError(coded('ECONNREFUSED'), 'cannot read', 'x').message).toBe(
    'cannot read x: ECONNREFUSED: connect failed',
  );
});

test('leaves our own errors as they are', () => {
  const ours = new WormtrailError('halted', 'x');
  expect(awsError(ours, 'a', 'b', 'write')).toBe(ours);
});
