import type { ObjectInfo, ObjectStore } from '../ports';
import { type FindingKind, Findings } from './findings';
import type { QuarantineLeaf } from './history';
import { hashOf } from './object-hash';
import type { ObjectResult } from './object-scan';

/**
 * What a quarantine silences: all that an object can have beside what was entered. Never what is missing, and never a
 * change of what was entered: lines in such an object count where they are right, and not at all where they are wrong.
 */
export const SILENCED: ReadonlySet<FindingKind> = new Set([
  'foreign',
  'foreign-undecided',
  'event-inserted',
  'entry-copy-changed',
  'index-line-changed',
  'gzip-damaged',
  'unread-bytes',
  'line-too-long',
  'altered-copy',
]);

/** Objects that hold junk, by what control entries say of them. */
export class QuarantinedObjects {
  readonly #leaves: ReadonlyMap<number, QuarantineLeaf>;

  private constructor(leaves: ReadonlyMap<number, QuarantineLeaf>) {
    this.#leaves = leaves;
  }

  /** Finds them by key and by the hash of their bytes: a copy of the archive may name versions otherwise. */
  static async find(
    archive: Pick<ObjectStore, 'read'>,
    objects: readonly ObjectInfo[],
    quarantined: readonly QuarantineLeaf[],
  ): Promise<QuarantinedObjects> {
    const byKey = new Map<string, Map<string, QuarantineLeaf>>();
    for (const leaf of quarantined) {
      const { object, hash } = leaf.entry;
      byKey.set(object, (byKey.get(object) ?? new Map()).set(hash, leaf));
    }
    const leaves = new Map<number, QuarantineLeaf>();
    for (const [number, info] of objects.entries()) {
      const hashes = byKey.get(info.key);
      if (hashes === undefined) continue;
      // What cannot be read is told when it is scanned.
      const leaf = hashes.get(await hashOf(archive, info, new Findings())); // check: quarantine-hash | hashes.get(await hashOf(archive, info, new Findings())) => hashes.values().next().value
      if (leaf !== undefined) leaves.set(number, leaf);
    }
    return new QuarantinedObjects(leaves);
  }

  get size(): number {
    return this.#leaves.size;
  }

  has(object: number): boolean {
    return this.#leaves.has(object);
  }

  /** What was found in an object, without what is silenced; that is told as such. */
  silence({ object, findings }: ObjectResult, foreign: number): Findings {
    const leaf = this.#leaves.get(object);
    if (leaf === undefined) return findings;
    const loud = new Findings();
    let silenced = foreign;
    for (const [kind, count] of findings.counts) {
      if (SILENCED.has(kind))
        silenced += count; // check: quarantine-silences | SILENCED.has(kind) => false
      else loud.counts.set(kind, count);
    }
    loud.kept.push(...findings.kept.filter(({ kind }) => loud.counts.has(kind)));
    const { by, reason } = leaf.entry;
    loud.add('quarantined', `${silenced} findings, leaf ${leaf.place}, by ${by}: ${reason}`);
    return loud;
  }
}
