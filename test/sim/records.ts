import { gzipSync } from 'node:zlib';
import type { Random } from './random';

/** What a producer puts into the stream, and by what it is known again. */
export interface Produced {
  readonly data: Buffer;
  /** Each stands in exactly one event of it. */
  readonly tokens: readonly string[];
}

/** Bytes of a record that does not fit the answer of the small world. */
export const TOO_LARGE = 12_000;

let made: { seed: number; n: number } = { seed: 0, n: 0 };

/** Begins a world's own numbering. */
export function beginTokens(seed: number): void {
  made = { seed, n: 0 };
}

function token(): string {
  return `tok-${made.seed % 1_000_000}-${made.n++}`;
}

/** A record of any sort. @param lookalikes lines that a source could have copied out of the log */
export function produce(random: Random, lookalikes: readonly string[]): Produced {
  const kind = random.between(0, 6);
  const tokens = [token()];
  const [first] = tokens as [string];
  switch (kind) {
    case 0:
      return { data: Buffer.from(`a line of text ${first}`), tokens };
    case 1:
      return { data: Buffer.from(JSON.stringify({ note: first, n: random.between(0, 9) })), tokens };
    case 2: {
      while (tokens.length < random.between(2, 4)) tokens.push(token());
      return { data: Buffer.from(tokens.map((one) => `line ${one}\n`).join('')), tokens };
    }
    case 3: {
      while (tokens.length < random.between(1, 3)) tokens.push(token());
      const payload = {
        messageType: 'DATA_MESSAGE',
        owner: '111122223333',
        logGroup: '/app',
        logStream: 's',
        subscriptionFilters: ['wormtrail'],
        logEvents: tokens.map((one, i) => ({ id: `${i}`, timestamp: 1_790_000_000_000 + i, message: one })),
      };
      return { data: gzipSync(JSON.stringify(payload), { level: 1 }), tokens };
    }
    case 4: {
      const event = {
        eventVersion: '1.08',
        userIdentity: { type: 'IAMUser', userName: 'alice' },
        eventTime: '2026-11-23T09:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        awsRegion: 'eu-west-1',
        sourceIPAddress: '203.0.113.9',
        eventID: first,
      };
      return { data: Buffer.from(JSON.stringify(event)), tokens };
    }
    default: {
      // What looks like the log's own: an entry, a control entry, an index line, an event of another batch.
      const heads = [
        `{"wormtrail":"entry/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","token":"${first}"}`,
        `{"wormtrail":"control/v1","lane":"sealer","seq":2,"kind":"heartbeat","token":"${first}"}`,
        `{"wormtrail":"index/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","leaves":"AAAA","token":"${first}"}`,
        `{"metadata":{"uid":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000000"},"token":"${first}"}`,
      ];
      const copied =
        lookalikes.length > 0 && random.chance(0.5)
          ? `${random.pick(lookalikes).replaceAll('tok-', 'tik-')}\n`
          : '';
      if (copied === '') return { data: Buffer.from(random.pick(heads)), tokens };
      return { data: Buffer.from(`${copied}${JSON.stringify({ after: first })}\n`), tokens };
    }
  }
}

/** A record that the transform cannot answer: it is returned as `ProcessingFailed`. */
export function produceTooLarge(random: Random): Produced {
  const mark = token();
  return { data: Buffer.concat([Buffer.from(`${mark} `), random.bytes(TOO_LARGE)]), tokens: [mark] };
}

/** The tokens in a text. */
export function tokensIn(text: string): string[] {
  return text.match(/tok-\d+-\d+/g) ?? [];
}
