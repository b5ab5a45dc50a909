import { HASH_BYTES } from './merkle';
import { decodeBase64, isUnicode, malformed, parseDecimal } from './text';

/**
 * Checkpoints (https://c2sp.org/tlog-checkpoint), the text of a note, without extension lines:
 *
 * ```
 * example.com/audit
 * 812
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * ```
 *
 * origin, size in decimal, base64 of the root.
 */
export interface Checkpoint {
  /** The log's immutable name; that of its key too. */
  readonly origin: string;
  /** Leaves; at most 2^53-1. */
  readonly size: number;
  /** Root of the tree over them, 32 bytes. */
  readonly root: Buffer;
}

/** The text, with its last newline. @throws WormtrailError `malformed` for a value that no checkpoint can have */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  checkOrigin(origin);
  if (!Number.isSafeInteger(size) || size < 0)
    throw malformed('the size of a checkpoint is from 0 to 2^53-1');
  if (root.length !== HASH_BYTES) throw malformed('the root of a checkpoint has 32 bytes');
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads the text of a note. @throws WormtrailError `malformed`, also for extension lines */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.length !== 4 || lines[3] !== '') {
    throw malformed('a checkpoint has three lines: origin, size, root');
  }
  const [origin = '', sizeText = '', rootText = ''] = lines;
  checkOrigin(origin);
  const size = parseDecimal(sizeText, 'the size of the checkpoint');
  const root = decodeBase64(rootText, 'the root of the checkpoint');
  if (root.length !== HASH_BYTES) throw malformed('the root of a checkpoint has 32 bytes');
  return { origin, size, root };
}

function checkOrigin(origin: string): void {
  if (!/^\P{Cc}+$/u.test(origin) || !isUnicode(origin)) {
    throw malformed('the origin of a checkpoint is a line of text');
  }
}
