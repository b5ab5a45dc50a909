import { gunzipSync } from 'node:zlib';
import type { NamedNormalizer } from '../formats/normalizer';
import { rootOfLeafHashes, sha256Hex } from '../tlog/merkle';
import { batchDigest } from './digest';
import { batchId, MAX_EVENTS } from './ids';
import { formatIndexLine } from './index-line';
import { gzipMember, LineWriter } from './line-writer';

/** A record as the stream hands it over. */
export interface StreamRecord {
  readonly recordId: string;
  /** ms since 1970. */
  readonly arrival: number;
  readonly data: Uint8Array;
}

/** What became of one record. */
export interface PreparedRecord {
  readonly recordId: string;
  readonly arrival: number;
  /** SHA-256 of its data, hex. */
  readonly data: string;
  readonly result: 'Ok' | 'ProcessingFailed';
  /** How many event lines it gave; of those, how many keep the record as it came. */
  readonly events: number;
  readonly opaque: number;
  /** Gzip members back to back; empty where the processing failed. */
  readonly answer: Buffer;
}

/** A batch normalised, hashed and compressed: all that the stage keeps and the entry is built from. */
export interface PreparedBatch {
  readonly batch: string;
  /** Hex. */
  readonly digest: string;
  /** Hex. */
  readonly root: string;
  readonly events: number;
  /** Without newline. */
  readonly indexLine: string;
  readonly normalizer: string;
  readonly records: readonly PreparedRecord[];
}

/** What bounds the work and the answer. */
export interface PrepareLimits {
  /** Most bytes of the whole answer once in base64, entry included. */
  readonly answer: number;
  /** Most bytes that one record may inflate to. */
  readonly inflated: number;
}

/**
 * AWS documents 6 MB for a transform's answer and does not say whether that is 10^6 or 2^20: the smaller one.
 * A record of CloudWatch Logs text inflates 10 to 20 times.
 */
export const FIREHOSE_LIMITS: PrepareLimits = { answer: 6_000_000, inflated: 64 << 20 };

/** Fast first; the others only where the answer would not fit. */
const LEVELS = [1, 6, 9];
/** No level saves so much over the first: a record beyond it is not worth finishing. */
const HOPELESS = 6;
/** JSON around one record of the answer: keys, result, commas. */
const ANSWER_OVERHEAD = 64;
/** The member that holds index line and entry, beside two random bytes an event. */
const ENTRY_OVERHEAD = 1_024;

type Treatment = 'normalize' | 'opaque' | 'fail';

/**
 * Normalises, hashes and compresses a batch. Pure: the same records, normaliser and limits give the same lines.
 *
 * What does not fit the answer even at the highest gzip level is kept as it came, the largest record first;
 * what does not fit even so is answered `ProcessingFailed`, so that Firehose keeps it under `failed/`.
 *
 * @param records at least one, ids distinct
 * @param format forces a source format
 */
export function prepareBatch(
  records: readonly StreamRecord[],
  normalizer: NamedNormalizer,
  limits: PrepareLimits,
  format?: string,
): PreparedBatch {
  const identities = records.map(({ recordId, arrival, data }) => ({
    recordId,
    arrival,
    data: sha256Hex(data),
  }));
  const digest = batchDigest(identities);
  const batch = batchId(
    records.reduce((earliest, { arrival }) => Math.min(earliest, arrival), Number.MAX_SAFE_INTEGER),
    digest,
  );

  const treatments: Treatment[] = records.map(() => 'normalize');
  let rendered = render(records, treatments, { batch, normalizer, limits, format });
  for (;;) {
    for (const level of LEVELS.slice(1)) {
      if (answerSize(records, rendered) <= limits.answer) break;
      if (rendered.level < level) rendered = recompress(rendered, level);
    }
    const excess = answerSize(records, rendered) - limits.answer;
    if (excess <= 0) break;
    shed(records, rendered, treatments, excess);
    rendered = render(records, treatments, { batch, normalizer, limits, format });
  }

  const { hashes, events, answers } = rendered;
  return {
    batch,
    digest: digest.toString('hex'),
    root: rootOfLeafHashes(hashes, events).toString('hex'),
    events,
    indexLine: formatIndexLine(batch, hashes, events),
    normalizer: normalizer.id,
    records: identities.map((identity, i) => ({
      ...identity,
      result: treatments[i] === 'fail' ? 'ProcessingFailed' : 'Ok',
      events: (answers[i] as RenderedRecord).events,
      opaque: (answers[i] as RenderedRecord).opaque,
      answer: Buffer.concat((answers[i] as RenderedRecord).members),
    })),
  };
}

interface RenderedRecord {
  readonly events: number;
  readonly opaque: number;
  readonly members: readonly Buffer[];
}

interface Rendered {
  readonly level: number;
  readonly events: number;
  readonly hashes: Buffer;
  readonly answers: readonly RenderedRecord[];
}

interface RenderContext {
  readonly batch: string;
  readonly normalizer: NamedNormalizer;
  readonly limits: PrepareLimits;
  readonly format: string | undefined;
}

/** Stops a record whose lines can never fit. */
class Hopeless extends Error {}

/** Renders every record as `treatments` says; where one turns out hopeless, changes its treatment and starts again. */
function render(records: readonly StreamRecord[], treatments: Treatment[], context: RenderContext): Rendered {
  const { batch, normalizer, limits, format } = context;
  const level = LEVELS[0] as number;
  for (;;) {
    const writer = new LineWriter(level);
    const answers: RenderedRecord[] = [];
    let hopeless = -1;
    for (let i = 0; i < records.length && hopeless < 0; i++) {
      const { data, arrival } = records[i] as StreamRecord;
      const firstIndex = writer.count;
      const recordContext = {
        uidPrefix: `${batch}-`,
        firstIndex,
        arrival,
        maxInflated: limits.inflated,
        ...(format === undefined ? {} : { format }),
      };
      let opaque = 0;
      if (treatments[i] === 'opaque') {
        writer.write(normalizer.opaqueRecord(data, recordContext, 'answer-too-large'));
        opaque = 1;
      } else if (treatments[i] === 'normalize') {
        const most = limits.answer * HOPELESS;
        try {
          ({ opaque } = normalizer.normalizeRecord(data, recordContext, (line) => {
            writer.write(line);
            if (writer.closedBytes > most || writer.count >= MAX_EVENTS) throw new Hopeless();
          }));
        } catch (error) {
          if (!(error instanceof Hopeless)) throw error;
          hopeless = i;
        }
      }
      answers.push({ events: writer.count - firstIndex, opaque, members: writer.takeMembers() });
    }
    if (hopeless < 0) return { level, events: writer.count, hashes: Buffer.from(writer.hashes), answers };
    treatments[hopeless] = 'opaque';
  }
}

function recompress(rendered: Rendered, level: number): Rendered {
  const answers = rendered.answers.map((record) => ({
    ...record,
    members: record.members.map((member) => gzipMember(gunzipSync(member), level)),
  }));
  return { ...rendered, level, answers };
}

/** Bytes of the JSON answer, base64 counted. */
function answerSize(records: readonly StreamRecord[], { events, answers }: Rendered): number {
  let size = base64Length(ENTRY_OVERHEAD + Math.ceil(events * 2.8));
  answers.forEach(({ members }, i) => {
    size +=
      base64Length(bytesOf(members)) + ANSWER_OVERHEAD + (records[i] as StreamRecord).recordId.length * 2;
  });
  return size;
}

/** Keeps records as they came, or gives them up, the largest first, until about `excess` bytes are saved. */
function shed(
  records: readonly StreamRecord[],
  { answers }: Rendered,
  treatments: Treatment[],
  excess: number,
): void {
  const sizes = answers.map(({ members }) => base64Length(bytesOf(members)));
  const largestFirst = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number));
  let saved = 0;
  for (const i of largestFirst) {
    if (saved >= excess) return;
    if (treatments[i] !== 'normalize') continue;
    // Base64 of bytes that do not compress, compressed again, is a little larger than the bytes.
    const kept = base64Length(Math.ceil((records[i] as StreamRecord).data.length * 1.03) + 512);
    if (kept >= (sizes[i] as number)) continue;
    treatments[i] = 'opaque';
    saved += (sizes[i] as number) - kept;
  }
  if (saved > 0) return;
  for (const i of largestFirst) {
    if (saved >= excess) return;
    if (treatments[i] === 'fail') continue;
    treatments[i] = 'fail';
    saved += sizes[i] as number;
  }
}

function bytesOf(members: readonly Buffer[]): number {
  return members.reduce((sum, member) => sum + member.length, 0);
}

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
