import { findDeployment, parseDeployment } from '../../../adapters/aws/deployment';
import { type Answer, type FakeService, fakeService, json, jsonFault } from './fake-service';

const PUBLISHED = {
  wormtrail: 'deployment/v1',
  qualifier: 'wormtrail',
  origin: 'example.com/audit',
  region: 'eu-west-1',
  archive: 'wormtrail-archive-111122223333-eu-west-1',
  state: 'wormtrail-state-111122223333-eu-west-1',
  ledger: 'wormtrail-ledger',
  signingKey: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  stream: 'wormtrail-stream',
  retention: 365,
  deliveryLimit: 86400,
};
const { wormtrail: _, ...DEPLOYMENT } = PUBLISHED;
const BUCKET = PUBLISHED.archive;

describe('what a stack published', () => {
  test('is read', () => {
    expect(parseDeployment(BUCKET, JSON.stringify(PUBLISHED))).toEqual(DEPLOYMENT);
    const forever = { ...PUBLISHED, retention: null, added: 'later' };
    expect(parseDeployment(BUCKET, JSON.stringify(forever))).toEqual({ ...DEPLOYMENT, retention: null });
  });

  test.each<[string, string]>([
    ['', 'malformed'],
    ['null', 'malformed'],
    ['[]', 'malformed'],
    ['{"wormtrail":"deployment/v2"}', 'unsupported'],
    ['{"wormtrail":"entry/v1"}', 'malformed'],
    [JSON.stringify({ ...PUBLISHED, ledger: undefined }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, ledger: 7 }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, origin: '' }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, retention: '365' }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, retention: undefined }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, deliveryLimit: -1 }), 'malformed'],
    [JSON.stringify({ ...PUBLISHED, archive: 'another-bucket' }), 'malformed'],
  ])('is refused where it is not whole: %s', (text, code) => {
    expect(() => parseDeployment(BUCKET, text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('finding it', () => {
  let service: FakeService;
  afterEach(() => service.close());
  const serve = async (answer: Answer) => {
    service = await fakeService(() => answer);
  };

  test('asks for the parameter of the bucket', async () => {
    await serve(json({ Parameter: { Value: JSON.stringify(PUBLISHED) } }));
    expect(await findDeployment(BUCKET, service.settings)).toEqual(DEPLOYMENT);
    expect(service.asked[0]?.json()).toEqual({ Name: `/wormtrail/archive/${BUCKET}` });
  });

  test('finds none where none was published', async () => {
    await serve(jsonFault('ParameterNotFound'));
    expect(await findDeployment(BUCKET, service.settings)).toBeUndefined();
  });

  test('tells a refusal from nothing', async () => {
    await serve(jsonFault('AccessDeniedException'));
    await expect(findDeployment(BUCKET, service.settings)).rejects.toMatchObject({ code: 'denied' });
  });

  test('asks in the Region of the bucket where none is named', async () => {
    service = await fakeService(({ method }) =>
      method === 'HEAD'
        ? { headers: { 'x-amz-bucket-region': 'ap-southeast-2' } }
        : json({ Parameter: { Value: JSON.stringify(PUBLISHED) } }),
    );
    process.env.AWS_REGION = 'us-east-1';
    await findDeployment(BUCKET, { endpoint: service.settings.endpoint });
    expect(service.asked.at(-1)?.headers.authorization).toContain('/ap-southeast-2/ssm/');
  });
});
