import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Forger, hashLeaf, isEvent, rootOf, sha256, uidOf } from './forger';
import { INNOCENT } from './samples';

/** What an attack was about, so that the demo can tell whether `verify` names it. */
export interface Harm {
  readonly batch?: string;
  readonly event?: string;
}

export interface Attack {
  readonly name: string;
  /**
   * Does it to a copy of the archive.
   * @param text what the attacker wants to hide: he goes for an event that has it
   * @returns undefined if this archive is too small for it
   */
  readonly apply: (copy: Forger, text: string) => Harm | undefined;
}

/** The line with `text` put harmlessly; else with one letter changed within the raw text. */
function altered(line: string, text: string): string {
  if (text !== '' && line.includes(text)) return line.replaceAll(text, INNOCENT);
  const raw = line.lastIndexOf('"raw_data":"');
  const at = raw < 0 ? line.length - 3 : raw + '"raw_data":"'.length + 4;
  return `${line.slice(0, at)}${line[at] === 'x' ? 'y' : 'x'}${line.slice(at + 1)}`;
}

/** The object's index line with the first bytes of one event's leaf hash replaced by those of `line`. */
function reindexed(index: string, at: number, line: string): string {
  const parsed = JSON.parse(index) as { leaves: string };
  const leaves = Buffer.from(parsed.leaves, 'base64');
  hashLeaf(line).copy(leaves, at * 2, 0, 2);
  return JSON.stringify({ ...parsed, leaves: leaves.toString('base64') });
}

const number = (uid: string) => Number(uid.slice(-7));
const isIndex = (line: string) => line.startsWith('{"wormtrail":"index/v1"');
const isEntry = (line: string) => line.startsWith('{"wormtrail":"entry/v1"');

/** What an intruder with every right on the machine, but without the key, might try. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'edit an event',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      copy.edit(file, (lines) => lines.with(at, altered(lines[at] as string, text)));
      return { batch, event: uid };
    },
  },
  {
    name: 'edit an event, and the index line to match',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      copy.edit(file, (lines) => {
        const line = altered(lines[at] as string, text);
        return lines
          .with(at, line)
          .map((other) =>
            isIndex(other) && other.includes(batch) ? reindexed(other, number(uid), line) : other,
          );
      });
      return { batch };
    },
  },
  {
    name: 'drop an event',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      const others = copy.lines(file).filter((line) => isEvent(line) && line.includes(batch)).length - 1;
      copy.edit(file, (lines) => lines.toSpliced(at, 1));
      // Without its only event the whole batch is missing.
      return others > 0 ? { batch, event: uid } : { batch };
    },
  },
  {
    name: 'add an event to a batch',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      copy.edit(file, (lines) => {
        const last = lines.filter((line) => isEvent(line) && line.includes(batch)).length;
        const invented = `${batch}-${String(last).padStart(7, '0')}`;
        return lines.toSpliced(at + 1, 0, (lines[at] as string).replace(uid, invented));
      });
      return { batch };
    },
  },
  {
    name: 'add a batch of its own, uids faked',
    apply: (copy, text) => {
      const { file, at, uid } = copy.victim(text);
      const invented = `${uid.slice(0, 10)}0000000000000000`;
      const line = (copy.lines(file)[at] as string).replace(uid, `${invented}-0000000`);
      copy.write(file.replace(/[^/\\]+$/, `${invented}.jsonl.gz`), [altered(line, text)]);
      return { batch: invented };
    },
  },
  {
    name: 'swap the uids of two events',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      const lines = copy.lines(file);
      const other = lines.findIndex((line, i) => isEvent(line) && i !== at && line.includes(batch));
      if (other < 0) return undefined;
      const otherUid = uidOf(lines[other] as string);
      const swapped = lines
        .with(at, (lines[at] as string).replace(uid, otherUid))
        .with(other, (lines[other] as string).replace(otherUid, uid));
      copy.write(file, swapped);
      return { batch };
    },
  },
  {
    name: 'remove an object',
    apply: (copy, text) => {
      const { file, batch } = copy.victim(text);
      rmSync(file);
      return { batch };
    },
  },
  {
    name: 'put an altered copy beside an object',
    apply: (copy, text) => {
      const { file, at, uid, batch } = copy.victim(text);
      const lines = copy.lines(file);
      copy.write(
        file.replace(/\.jsonl\.gz$/, '-2.jsonl.gz'),
        lines.with(at, altered(lines[at] as string, text)),
      );
      return { batch, event: uid };
    },
  },
  {
    name: 'append bytes after a gzip member',
    apply: (copy, text) => {
      const { file } = copy.victim(text);
      appendFileSync(file, Buffer.from('\0not for your eyes'));
      return {};
    },
  },
  {
    name: 'edit an index line',
    apply: (copy, text) => {
      const { file, batch } = copy.victim(text);
      copy.edit(file, (lines) =>
        lines.map((line) => (isIndex(line) && line.includes(batch) ? reindexed(line, 0, 'anything') : line)),
      );
      return { batch };
    },
  },
  {
    name: 'edit the delivered copy of an entry',
    apply: (copy, text) => {
      const { file, batch } = copy.victim(text);
      const change = (line: string) =>
        line.replace(/"records":(\d+)/, (_, n) => `"records":${Number(n) + 1}`);
      copy.edit(file, (lines) =>
        lines.map((line) => (isEntry(line) && line.includes(batch) ? change(line) : line)),
      );
      return { batch };
    },
  },
  {
    name: 'edit an entry in the log',
    apply: (copy, text) => {
      const { batch } = copy.victim(text);
      const change = (leaf: string) => leaf.replace(/"events":(\d+)/, (_, n) => `"events":${Number(n) + 1}`);
      copy.writeTree(copy.leaves().map((leaf) => (leaf.includes(batch) ? change(leaf) : leaf)));
      return { batch };
    },
  },
  {
    name: 'swap two entries in the log',
    apply: (copy) => {
      const leaves = copy.leaves();
      const [a, b] = leaves.flatMap((leaf, i) => (isEntry(leaf) ? [i] : []));
      if (a === undefined || b === undefined) return undefined;
      copy.writeTree(leaves.with(a, leaves[b] as string).with(b, leaves[a] as string));
      return {};
    },
  },
  {
    name: 'edit a tile of the tree',
    apply: (copy) => {
      const size = copy.sizes().at(-1) ?? 0;
      const newest = size < 256 ? `.p/${size}` : '';
      const tile = copy.path('log/tile/0', `000${newest}`);
      const bytes = readFileSync(tile);
      bytes[5] = (bytes[5] as number) ^ 1;
      writeFileSync(tile, bytes);
      return {};
    },
  },
  {
    name: 'change one bit of the signature',
    apply: (copy) => {
      const newest = copy.path('log', 'checkpoint');
      const note = readFileSync(newest, 'utf8');
      const at = note.length - 20;
      writeFileSync(newest, `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`);
      return {};
    },
  },
  {
    name: 'replay an old checkpoint',
    apply: (copy) => {
      const earlier = copy.earlierSize();
      if (earlier === undefined) return undefined;
      copy.rollBackTo(earlier);
      return {};
    },
  },
  {
    name: 'cut the tail: log, tiles and objects',
    apply: (copy) => {
      const earlier = copy.earlierSize();
      if (earlier === undefined) return undefined;
      const leaves = copy.leaves();
      const gone = leaves.slice(earlier).flatMap((leaf) => /"batch":"(\w+)"/.exec(leaf)?.[1] ?? []);
      rmSync(copy.path('log', 'tile'), { recursive: true });
      copy.writeTree(leaves.slice(0, earlier));
      copy.rollBackTo(earlier);
      for (const file of copy.objects()) if (gone.some((batch) => file.includes(batch))) rmSync(file);
      return {};
    },
  },
  {
    name: 'forge all: hashes recomputed, another key',
    apply: (copy, text) => {
      const { file, at, batch } = copy.victim(text);
      const edited = copy.lines(file).map((line, i) => (i === at ? altered(line, text) : line));
      const events = edited.filter((line) => isEvent(line) && line.includes(batch));
      const hashes = events.map((line) => hashLeaf(line));
      const leaves64 = Buffer.concat(hashes.map((hash) => hash.subarray(0, 2))).toString('base64');
      const index = JSON.stringify({ wormtrail: 'index/v1', batch, leaves: leaves64 });
      const heads = new Map<string, string>();
      const forged = copy.leaves().map((leaf) => {
        const entry = JSON.parse(leaf) as Record<string, unknown> & { lane: string };
        if (heads.has(entry.lane)) entry.prev = heads.get(entry.lane);
        if (entry.batch === batch) {
          entry.root = rootOf(hashes).toString('hex');
          entry.index = sha256(Buffer.from(index)).toString('hex');
        }
        const made = JSON.stringify(entry);
        heads.set(entry.lane, hashLeaf(made).toString('hex'));
        return made;
      });
      const entryOf = (line: string) => {
        const id = /"batch":"(\w+)"/.exec(line)?.[1] ?? '';
        return forged.find((leaf) => isEntry(leaf) && leaf.includes(id)) ?? line;
      };
      copy.write(
        file,
        edited.map((line) => (isIndex(line) && line.includes(batch) ? index : line)),
      );
      for (const object of copy.objects()) {
        copy.edit(object, (lines) => lines.map((line) => (isEntry(line) ? entryOf(line) : line)));
      }
      for (const size of [...copy.sizes()]) copy.writeTree(forged.slice(0, size));
      copy.signAnew(forged);
      return {};
    },
  },
];

/** Changes that alter nothing of what was entered: all must pass. */
export const HARMLESS: readonly Attack[] = [
  {
    name: 'lines moved to another object',
    apply: (copy, text) => {
      const { file, batch } = copy.victim(text);
      const lines = copy.lines(file);
      const half = lines.length >> 1;
      copy.write(file.replace(/date=[^/\\]+/, 'date=2030-01-01').replace(batch, 'moved'), lines.slice(half));
      copy.write(file, lines.slice(0, half));
      return {};
    },
  },
  {
    name: 'objects compressed again',
    apply: (copy) => {
      for (const file of copy.objects()) copy.write(file, copy.lines(file), 9);
      return {};
    },
  },
  {
    name: 'an object delivered twice',
    apply: (copy, text) => {
      const { file } = copy.victim(text);
      writeFileSync(file.replace(/\.jsonl\.gz$/, '-2.jsonl.gz'), readFileSync(file));
      return {};
    },
  },
  {
    name: 'all objects joined into one',
    apply: (copy) => {
      const objects = copy.objects();
      const joined = Buffer.concat(objects.map((file) => readFileSync(file)));
      for (const file of objects.slice(1)) rmSync(file);
      writeFileSync(objects[0] as string, joined);
      return {};
    },
  },
];
