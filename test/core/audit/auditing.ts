import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { MemoryLock } from '../../../adapters/memory/lock';
import { type AuditOptions, type AuditResult, auditOnce } from '../../../core/audit/audit';
import { formatEntry } from '../../../core/batch/entry';
import { batchId } from '../../../core/batch/ids';
import type { ObjectInfo } from '../../../core/ports';
import { parseState as parseSealerState } from '../../../core/seal/state';
import { parseVerifierKey } from '../../../core/tlog/note';
import type { FindingKind } from '../../../core/verify/findings';
import { Killing } from '../killing';
import { Pipeline } from '../redrive/pipeline';
import { MemorySpill } from '../verify/harness';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const GENESIS = { lanes: ['0'], retention: null, deliveryLimit: 86_400 };

/** The pipeline in memory, its sealer, and an auditor. */
export class Auditing extends Pipeline {
  auditorLock = new MemoryLock();

  auditOptions(changes: Partial<AuditOptions> = {}): AuditOptions {
    const { archive, state, ledger, clock, signer, lock } = this.world;
    return {
      archive,
      state,
      ledger,
      clock,
      lock: this.auditorLock,
      keys: [parseVerifierKey(signer.verifierKey)],
      sealed: async () => {
        const held = await lock.read();
        const sealed = held && parseSealerState(held.value);
        return sealed && (sealed.published ? sealed : sealed.previous);
      },
      spill: new MemorySpill(),
      ...changes,
    };
  }

  audit(changes: Partial<AuditOptions> = {}): Promise<AuditResult> {
    return auditOnce(this.auditOptions(changes));
  }

  /** The register is empty again. */
  async forget(): Promise<void> {
    this.auditorLock = new MemoryLock();
  }

  async seal(retention: number | null = null): Promise<this> {
    await this.world.seal({ genesis: { ...GENESIS, retention } });
    return this;
  }

  /** Commits a batch whose id claims an arrival, and delivers nothing. */
  async claim(arrival: number): Promise<void> {
    const digest = createHash('sha256').update(String(arrival)).digest();
    const { seq, leaf } = await this.world.ledger.head('0');
    const entry = {
      ...{ batch: batchId(arrival, digest), lane: '0', seq: seq + 1, prev: leaf, events: 1, records: 1 },
      ...{ root: 'a'.repeat(64), digest: digest.toString('hex'), index: 'b'.repeat(64), normalizer: 'x' },
    };
    const row = { lane: '0', seq: seq + 1, entry: Buffer.from(formatEntry(entry)), digest: entry.digest };
    await this.world.ledger.commit(row, { seq, leaf });
  }

  /** A batch of one event each, delivered, `ms` later than the one before. */
  async batches(count: number, ms = 60_000): Promise<this> {
    for (let i = 0; i < count; i++) {
      this.world.clock.advance(ms);
      await this.put(`event ${this.given.length} a`, `event ${this.given.length} b`).flush();
    }
    return this;
  }

  async objects(prefix = 'events/'): Promise<ObjectInfo[]> {
    const found: ObjectInfo[] = [];
    for await (const info of this.world.archive.list(prefix)) found.push(info);
    return found;
  }

  /** Takes an object away and puts it back changed, as one who owns the storage can. */
  async rewrite(key: string, change: (text: string) => string): Promise<void> {
    const { archive } = this.world;
    const text = gunzipSync((await archive.get(key))!.bytes).toString();
    await archive.remove(key);
    const changed = change(text);
    if (changed !== '') await archive.put(key, gzipSync(changed));
  }

  async auditorLane(): Promise<Record<string, unknown>[]> {
    const rows = await this.world.ledger.rows('auditor', 1, 1000);
    return rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>);
  }
}

/** Verdicts and the kinds found. */
export function shown({ integrity, completeness, counts }: AuditResult): {
  integrity: string;
  completeness: string;
  kinds: FindingKind[];
} {
  return { integrity, completeness, kinds: Object.keys(counts).sort() as FindingKind[] };
}

export const PASS = { integrity: 'pass', completeness: 'pass', kinds: [] };

/** An audit that is killed at its `at`-th write. */
export function killedAt(
  at: number,
  after: boolean,
  options: AuditOptions,
): { options: AuditOptions; effects: () => number } {
  const killing = new Killing(at, after);
  const { lock } = options;
  return {
    options: {
      ...options,
      archive: killing.store(options.archive),
      state: killing.store(options.state),
      ledger: killing.ledger(options.ledger),
      lock: {
        read: () => lock.read(),
        swap: (token, value) => killing.step(() => lock.swap(token, value)),
      },
    },
    effects: () => killing.effects,
  };
}
