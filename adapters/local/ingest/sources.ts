import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { WormtrailError } from '../../../core/errors';
import { sha256Hex } from '../../../core/tlog/merkle';
import { fileError, systemCode } from '../file-errors';

/** Something that is ingested: a file, or what comes in on stdin. */
export interface Source {
  /** As the user named it; below a named folder, with the path in it. */
  readonly name: string;
  /** What recognises it again: hex SHA-256 of the file as it lies there. Undefined for stdin, which cannot resume. */
  readonly sha256: string | undefined;
  /** Bytes of the file as it lies there; undefined for stdin. */
  readonly size: number | undefined;
  /** Its bytes, decompressed. */
  open(): AsyncIterable<Uint8Array>;
}

/** Files up to this size, and inflating to no more than that, are read once and held. */
const WHOLE_BYTES = 16 << 20;
const INFLATED_BYTES = 64 << 20;
/** Large chunks keep the cutter from copying what it holds again and again. */
const CHUNK_BYTES = 1 << 20;

/**
 * The files behind what the user named: files as they are, folders with all files in them by name, `-` for stdin.
 * @throws WormtrailError `usage` naming the first that is not there
 */
export async function expandSources(names: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    if (name === '-') {
      files.push(name);
      continue;
    }
    const found = await stat(name).catch((error: unknown) => {
      throw readError(error, name);
    });
    if (!found.isDirectory()) files.push(name);
    else {
      const entries = await readdir(name, { recursive: true, withFileTypes: true });
      const below = entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name));
      files.push(...below.sort());
    }
  }
  return files;
}

/**
 * Reads a file once to know it: its SHA-256, and that it inflates to its end if it is gzip, so that a file is
 * entered whole or not at all.
 * @throws WormtrailError `usage` if it cannot be read; `malformed` if it is gzip that ends early or is damaged
 */
export async function openSource(name: string): Promise<Source> {
  if (name === '-') {
    return { name: 'stdin', sha256: undefined, size: undefined, open: () => maybeGunzip(process.stdin) };
  }
  try {
    const { size } = await stat(name);
    return size <= WHOLE_BYTES ? await wholeSource(name) : await streamedSource(name, size);
  } catch (error) {
    throw readError(error, name);
  }
}

/** A file small enough to be read, and inflated, once. */
async function wholeSource(name: string): Promise<Source> {
  const file = await readFile(name);
  const bytes = isGzip(file) ? inflateWhole(name, file) : file;
  if (bytes === undefined) return streamedSource(name, file.length);
  return {
    name,
    sha256: sha256Hex(file),
    size: file.length,
    open: async function* () {
      yield bytes;
    },
  };
}

/** The file inflated; undefined if it is too large for that. */
function inflateWhole(name: string, file: Buffer): Buffer | undefined {
  try {
    const options = { info: true, maxOutputLength: INFLATED_BYTES, chunkSize: CHUNK_BYTES };
    // `info` is documented, but not in the types.
    const inflated = gunzipSync(file, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (inflated.engine.bytesWritten === file.length) return inflated.buffer;
    throw damaged(name, inflated.buffer.length);
  } catch (error) {
    if (error instanceof WormtrailError) throw error;
    if (systemCode(error) === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw damaged(name, undefined, error);
  }
}

/** A large file, read twice: to know it whole before anything of it is entered, then to enter it. */
async function streamedSource(name: string, size: number): Promise<Source> {
  const hash = createHash('sha256');
  let start: Buffer | undefined;
  for await (const chunk of createReadStream(name, { highWaterMark: CHUNK_BYTES })) {
    start ??= chunk as Buffer;
    hash.update(chunk as Buffer);
  }
  const gzip = start !== undefined && isGzip(start);
  if (gzip) await assertInflates(name, size);
  const open = () => {
    const bytes = createReadStream(name, { highWaterMark: CHUNK_BYTES });
    return gzip ? gunzipped(bytes) : bytes;
  };
  return { name, sha256: hash.digest('hex'), size, open };
}

function readError(error: unknown, name: string): WormtrailError {
  if (systemCode(error) !== 'ENOENT') return fileError(error, 'cannot read', name);
  return new WormtrailError('usage', `no such file or folder: ${name}`);
}

function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function assertInflates(name: string, size: number): Promise<void> {
  const inflate = createGunzip({ chunkSize: CHUNK_BYTES });
  let inflated = 0;
  let cause: unknown;
  try {
    await pipeline(createReadStream(name, { highWaterMark: CHUNK_BYTES }), inflate, async (chunks) => {
      for await (const chunk of chunks) inflated += (chunk as Buffer).length;
    });
    // Node's gunzip ignores in silence what follows the last member.
    if (inflate.bytesWritten === size) return;
  } catch (error) {
    cause = error;
  }
  throw damaged(name, inflated, cause);
}

function damaged(name: string, inflated: number | undefined, cause?: unknown): WormtrailError {
  const how = inflated === undefined ? '' : ` (${inflated} bytes inflate)`;
  return new WormtrailError(
    'malformed',
    `${name}: its gzip data is cut short or damaged, or other bytes follow it${how}; nothing of it was entered`,
    { hint: 'fetch the file again, or unpack what can be saved of it and enter that', cause },
  );
}

async function* gunzipped(bytes: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  const inflate = createGunzip({ chunkSize: CHUNK_BYTES });
  const done = pipeline(bytes, inflate);
  done.catch(() => undefined);
  for await (const chunk of inflate) yield chunk as Buffer;
  await done;
}

async function* maybeGunzip(stdin: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  const chunks = stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let start = Buffer.alloc(0);
  let ended = false;
  while (start.length < 2 && !ended) {
    const { value, done } = await chunks.next();
    if (done) ended = true;
    else start = Buffer.concat([start, value]);
  }
  const all = (async function* () {
    if (start.length > 0) yield start;
    for (;;) {
      const { value, done } = await chunks.next();
      if (done) return;
      yield value;
    }
  })();
  if (!isGzip(start)) {
    yield* all;
    return;
  }
  const inflate = createGunzip({ chunkSize: CHUNK_BYTES });
  const done = pipeline(all, inflate).catch((cause: unknown) => {
    throw new WormtrailError('malformed', 'stdin: its gzip data is cut short or damaged', { cause });
  });
  done.catch(() => undefined);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } finally {
    await done;
  }
}
