import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/*
 * An attacker's tools: he knows the format as well as anybody and works on the files themselves. Nothing here is
 * shared with what verifies.
 */

const UID_AT = '{"metadata":{"uid":"'.length;
const BATCH_LENGTH = 26;
const UID_LENGTH = 34;

/** An event in an object of the archive. */
export interface Victim {
  /** The object's file. */
  readonly file: string;
  /** Its line among the object's lines. */
  readonly at: number;
  readonly uid: string;
  readonly batch: string;
}

export class Forger {
  readonly #folder: string;

  /** @param folder a copy of an archive, to be tampered with */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A file of the copy. */
  path(...parts: string[]): string {
    return path.join(this.#folder, ...parts);
  }

  /** All objects with events, by name. */
  objects(): string[] {
    return this.files('events').filter((file) => file.endsWith('.gz'));
  }

  /** All files below a folder of the copy, by name. */
  files(folder: string): string[] {
    return readdirSync(this.path(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
  }

  /** An object's lines: events, an index line, an entry. */
  lines(file: string): string[] {
    return gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(0, -1);
  }

  write(file: string, lines: readonly string[], level = 6): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join(''), { level }));
  }

  /** Changes an object's lines in place. */
  edit(file: string, change: (lines: string[]) => readonly string[]): void {
    this.write(file, change(this.lines(file)));
  }

  /** The event that the attacker wants out of the way: the first that has `text` in it, else one in the middle. */
  victim(text: string): Victim {
    for (const file of text === '' ? [] : this.objects()) {
      const at = this.lines(file).findIndex((line) => isEvent(line) && line.includes(text));
      if (at >= 0) return this.victimAt(file, at);
    }
    const objects = this.objects();
    const file = objects[objects.length >> 1] as string;
    return this.victimAt(file, this.lines(file).filter(isEvent).length >> 1);
  }

  victimAt(file: string, at: number): Victim {
    const uid = (this.lines(file)[at] as string).slice(UID_AT, UID_AT + UID_LENGTH);
    return { file, at, uid, batch: uid.slice(0, BATCH_LENGTH) };
  }

  /** Sizes of all published checkpoints, in order. */
  sizes(): number[] {
    return this.files('log/checkpoints')
      .map((file) => /(\d+)\.note$/.exec(file)?.[1])
      .flatMap((size) => (size === undefined ? [] : [Number(size)]))
      .sort((a, b) => a - b);
  }

  /** The published checkpoint before the newest; undefined if there was only one. */
  earlierSize(): number | undefined {
    return this.sizes().at(-2);
  }

  /** Makes the checkpoint of that size the newest, and removes all later ones. */
  rollBackTo(size: number): void {
    for (const later of this.sizes().filter((other) => other > size)) {
      rmSync(this.path('log', 'checkpoints', `${later}.note`));
    }
    copyFileSync(this.path('log', 'checkpoints', `${size}.note`), this.path('log', 'checkpoint'));
  }

  /** The log's leaves, from its bundles. */
  leaves(): string[] {
    const leaves: string[] = [];
    const size = this.sizes().at(-1) ?? 0;
    for (let index = 0; index * 256 < size; index++) {
      const bytes = readFileSync(this.path('log/tile/entries', tileName(index, size - index * 256)));
      for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) {
        leaves.push(bytes.toString('utf8', at + 2, at + 2 + bytes.readUInt16BE(at)));
      }
    }
    return leaves;
  }

  /** Writes bundles and tiles of a log with these leaves; those that lie there stay, unless replaced. */
  writeTree(leaves: readonly string[]): void {
    for (let index = 0; index * 256 < leaves.length; index++) {
      const part = leaves.slice(index * 256, index * 256 + 256).map((leaf) => Buffer.from(leaf));
      const bundle = part.flatMap((leaf) => [Buffer.of(leaf.length >> 8, leaf.length & 0xff), leaf]);
      this.#put(['log/tile/entries', tileName(index, part.length)], Buffer.concat(bundle));
    }
    let nodes = leaves.map((leaf) => hashLeaf(leaf));
    for (let level = 0; nodes.length > 0; level++) {
      const above: Buffer[] = [];
      for (let index = 0; index * 256 < nodes.length; index++) {
        const part = nodes.slice(index * 256, index * 256 + 256);
        this.#put([`log/tile/${level}`, tileName(index, part.length)], Buffer.concat(part));
        if (part.length === 256) above.push(rootOf(part));
      }
      nodes = above;
    }
  }

  /** Publishes checkpoints of all sizes up to that of `leaves`, signed with a key of the attacker's own. */
  signAnew(leaves: readonly string[]): void {
    const origin = readFileSync(this.path('log', 'checkpoint'), 'utf8').split('\n', 1)[0] as string;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const id = sha256(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.of(1), raw])).subarray(0, 4);
    const sizes = this.sizes().filter((size) => size < leaves.length);
    for (const size of [...sizes, leaves.length]) {
      const root = rootOf(leaves.slice(0, size).map((leaf) => hashLeaf(leaf)));
      const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64');
      const note = Buffer.from(`${text}\n\u2014 ${origin} ${signature}\n`);
      this.#put(['log/checkpoints', `${size}.note`], note);
      this.#put(['log/checkpoint'], note);
    }
  }

  #put(parts: readonly string[], bytes: Buffer): void {
    const file = this.path(...parts);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** A copy of the archive in `from`, at `to`, for tampering. */
export function copyForTampering(from: string, to: string): Forger {
  cpSync(from, to, { recursive: true });
  return new Forger(to);
}

export function isEvent(line: string): boolean {
  return line.startsWith('{"metadata":{"uid":"');
}

export function uidOf(line: string): string {
  return line.slice(UID_AT, UID_AT + UID_LENGTH);
}

export function hashLeaf(leaf: string): Buffer {
  return sha256(Buffer.concat([Buffer.of(0), Buffer.from(leaf)]));
}

/** The root over leaf hashes, word for word as RFC 6962 section 2.1 has it. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha256(Buffer.alloc(0));
  if (hashes.length === 1) return hashes[0] as Buffer;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return sha256(Buffer.concat([Buffer.of(1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split))]));
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** `x001/067`, or `x001/067.p/12` for a tile that is not full. */
function tileName(index: number, rest: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/.{3}/g) as string[];
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return rest >= 256 ? name : `${name}.p/${rest}`;
}
