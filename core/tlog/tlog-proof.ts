import { parseCheckpoint } from './checkpoint';
import { HASH_BYTES } from './merkle';
import { parseNote } from './note';
import { decodeBase64, decodeUtf8, malformed, parseDecimal } from './text';

/**
 * Proofs of inclusion as files (https://c2sp.org/tlog-proof):
 *
 * ```
 * c2sp.org/tlog-proof@v1
 * extra eyJ3b3JtdHJhaWwiOiLigKYifQ==
 * index 811
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 * B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *
 * example.com/audit
 * 812
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — example.com/audit hI2DJw…1roloI=
 * ```
 *
 * `extra` (may be absent) is base64 of whatever the application adds, and proves nothing by itself; then the
 * leaf's number, the hashes from its sibling up in base64, an empty line, and the checkpoint verbatim.
 */
export interface TlogProof {
  /** Opaque; absent or at least one byte. */
  readonly extra?: Uint8Array;
  /** Number of the leaf, from 0. */
  readonly index: number;
  /** 32 bytes each, from the leaf's sibling up. */
  readonly proof: readonly Buffer[];
  /** The signed checkpoint, whole. */
  readonly checkpointNote: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** Most hashes of a proof: no tree of up to 2^63 leaves needs more. */
const MAX_HASHES = 63;

/** The file's text. An empty `extra` is left out. @throws WormtrailError `malformed` for what no proof can hold */
export function formatTlogProof({ extra, index, proof, checkpointNote }: TlogProof): string {
  parseDecimal(String(index), 'the index of the proof');
  checkProof(proof);
  checkCheckpoint(checkpointNote);
  const lines = [HEADER];
  if (extra !== undefined && extra.length > 0) lines.push(`extra ${Buffer.from(extra).toString('base64')}`);
  lines.push(`index ${index}`, ...proof.map((hash) => hash.toString('base64')));
  return `${lines.join('\n')}\n\n${checkpointNote}`;
}

/**
 * Reads the file without judging proof or signatures. What is taken is canonical: `formatTlogProof` gives the
 * same bytes.
 * @throws WormtrailError `malformed`
 */
export function parseTlogProof(bytes: Uint8Array): TlogProof {
  const whole = decodeUtf8(bytes, 'the proof');
  const split = whole.indexOf('\n\n');
  if (split < 0) throw malformed('the proof has no empty line before its checkpoint');
  const checkpointNote = whole.slice(split + 2);
  const lines = whole.slice(0, split).split('\n');
  if (lines[0] !== HEADER) throw malformed(`a proof begins with the line ${HEADER}`);
  let at = 1;
  let extra: Buffer | undefined;
  if (lines[at]?.startsWith('extra ')) {
    extra = decodeBase64((lines[at] as string).slice('extra '.length), 'the extra data of the proof');
    if (extra.length === 0) throw malformed('the extra data of the proof is empty');
    at++;
  }
  const indexLine = lines[at++];
  if (!indexLine?.startsWith('index ')) throw malformed('the proof has no index line where it belongs');
  const index = parseDecimal(indexLine.slice('index '.length), 'the index of the proof');
  const proof = lines.slice(at).map((line) => decodeBase64(line, 'a hash of the proof'));
  checkProof(proof);
  checkCheckpoint(checkpointNote);
  return { ...(extra && { extra }), index, proof, checkpointNote };
}

function checkProof(proof: readonly Buffer[]): void {
  if (proof.length > MAX_HASHES) throw malformed(`a proof has at most ${MAX_HASHES} hashes`);
  if (proof.some((hash) => hash.length !== HASH_BYTES))
    throw malformed('a hash of the proof is not 32 bytes');
}

function checkCheckpoint(note: string): void {
  parseCheckpoint(parseNote(Buffer.from(note)).text);
}
