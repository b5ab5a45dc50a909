import type { ObjectInfo, ObjectStore } from '../ports';
import { MAX_NOTE_BYTES } from '../tlog/note';
import { MAX_LEAF_BYTES, TILE_WIDTH } from '../tlog/tiles';
import type { Findings } from './findings';

/** Files of the log, by what they are. Every version counts. */
export interface LogFiles {
  /** `log/checkpoints/<size>.note`, by size, ascending. */
  readonly notes: ReadonlyMap<number, readonly ObjectInfo[]>;
  /** Tiles and bundles, by `tileKey`. */
  readonly tiles: ReadonlyMap<string, readonly TileFile[]>;
}

export interface TileFile {
  readonly info: ObjectInfo;
  /** 1 to 256. */
  readonly width: number;
}

export const LOG = 'log/';
export const CHECKPOINT = 'log/checkpoint';
const NOTE = /^log\/checkpoints\/(0|[1-9]\d{0,15})\.note$/;
const TILE = /^log\/tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;
const MOST_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_LEAF_BYTES);

/** What all widths and versions of a tile have in common. */
export function tileKey(level: number | 'entries', index: number): string {
  return `${level}/${index}`;
}

export async function listLog(archive: ObjectStore): Promise<LogFiles> {
  const notes = new Map<number, ObjectInfo[]>();
  const tiles = new Map<string, TileFile[]>();
  for await (const info of archive.list(LOG)) {
    const note = NOTE.exec(info.key);
    if (note) addTo(notes, Number(note[1]), info);
    const tile = TILE.exec(info.key);
    if (!tile) continue;
    const [, level = '', path = '', width] = tile;
    const index = Number(path.replaceAll(/[x/]/g, ''));
    const file = { info, width: width === undefined ? TILE_WIDTH : Number(width) };
    addTo(tiles, level === 'entries' ? tileKey('entries', index) : tileKey(Number(level), index), file);
  }
  return { notes: new Map([...notes].sort(([a], [b]) => a - b)), tiles };
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** One version of a file of the log; undefined, with a finding, if it cannot be read. */
export async function readLogFile(
  archive: ObjectStore,
  info: ObjectInfo,
  findings: Findings,
): Promise<Buffer | undefined> {
  try {
    const most = Math.min(info.size, Math.max(MOST_BUNDLE_BYTES, MAX_NOTE_BYTES) + 1);
    const bytes = await archive.read(info, 0, most);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (error) {
    findings.add('log-unreadable', messageOf(error), { object: nameOf(info) }); // check: log-unreadable | findings.add('log-unreadable', messageOf(error), { object: nameOf(info) }) => void 0
    return undefined;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How findings name an object: its key, and its version where it is not the only one that matters. */
export function nameOf(info: ObjectInfo): string {
  return info.version === 'current' || info.version === '' ? info.key : `${info.key}@version=${info.version}`;
}
