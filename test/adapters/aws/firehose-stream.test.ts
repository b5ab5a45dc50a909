import { firehoseClient } from '../../../adapters/aws/clients';
import { FirehoseStream } from '../../../adapters/aws/firehose-stream';
import { type Answer, type FakeService, fakeService, json, jsonFault } from './fake-service';

let service: FakeService;
let client: ReturnType<typeof firehoseClient>;

type Taken = (data: string, call: number) => boolean;

/** A stream that takes what `takes` says; `change` answers a call otherwise. */
async function serve(takes: Taken, change: (call: number) => Answer | 'lost' | undefined = () => undefined) {
  service = await fakeService((asked, call) => {
    const changed = change(call);
    if (changed !== undefined) return changed;
    const records = asked.json().Records as { Data: string }[];
    const answers = records.map(({ Data }) =>
      takes(Buffer.from(Data, 'base64').toString(), call)
        ? { RecordId: 'x' }
        : { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'slow down' },
    );
    const FailedPutCount = answers.filter((answer) => 'ErrorCode' in answer).length;
    return json({ FailedPutCount, RequestResponses: answers });
  });
  client = firehoseClient(service.settings);
  return new FirehoseStream({ client, stream: 'wormtrail-stream' });
}

const bytes = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const sent = () =>
  service.asked.map((asked) =>
    (asked.json().Records as { Data: string }[]).map(({ Data }) => Buffer.from(Data, 'base64').toString()),
  );

afterEach(async () => {
  client.destroy();
  await service.close();
});

test('puts records into the stream of its name, in order', async () => {
  const stream = await serve(() => true);
  expect(await stream.put(bytes('a', 'b'))).toEqual([true, true]);
  expect(service.asked[0]?.json()).toMatchObject({ DeliveryStreamName: 'wormtrail-stream' });
  expect(sent()).toEqual([['a', 'b']]);
});

test('sends nothing for nothing', async () => {
  const stream = await serve(() => true);
  expect(await stream.put([])).toEqual([]);
  expect(service.asked).toEqual([]);
});

test('tries again those that were refused, and only those', async () => {
  const stream = await serve((data, call) => data !== 'b' || call > 2);
  expect(await stream.put(bytes('a', 'b', 'c'))).toEqual([true, true, true]);
  expect(sent()).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
});

test('says of each record that is refused to the end', async () => {
  const stream = await serve((data) => data !== 'b');
  expect(await stream.put(bytes('a', 'b', 'c'))).toEqual([true, false, true]);
});

test('sends at most 500 records, and at most 4 MiB, at once', async () => {
  const stream = await serve(() => true);
  await stream.put(Array.from({ length: 1100 }, (_, i) => Buffer.from(String(i))));
  expect(sent().map(({ length }) => length)).toEqual([500, 500, 100]);
  service.asked.length = 0;
  await stream.put(Array.from({ length: 9 }, () => Buffer.alloc(1_000_000, 'x')));
  expect(sent().map(({ length }) => length)).toEqual([4, 4, 1]);
});

test.each([
  ['AccessDeniedException', 'denied'],
  ['ResourceNotFoundException', 'usage'],
])('%s is %s: nothing was taken', async (fault, code) => {
  const stream = await serve(
    () => true,
    () => jsonFault(fault),
  );
  await expect(stream.put(bytes('a'))).rejects.toMatchObject({ code });
});

test('what was taken before it failed is said to be taken', async () => {
  const stream = await serve(
    () => true,
    (call) => (call === 2 ? jsonFault('AccessDeniedException') : undefined),
  );
  const taken = await stream.put(Array.from({ length: 501 }, () => Buffer.from('a')));
  expect(taken.filter(Boolean)).toHaveLength(500);
  expect(taken[500]).toBe(false);
});

test('an answer that is lost leaves open what was taken', async () => {
  const stream = await serve(
    () => true,
    () => 'lost',
  );
  await expect(stream.put(bytes('a'))).rejects.toMatchObject({ code: 'unknown-outcome' });
}, 20_000);
