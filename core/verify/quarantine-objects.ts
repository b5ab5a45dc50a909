import type { Quarantine } from '../batch/control';
import { CONTROL_LANES } from '../batch/control';
import { WormtrailError } from '../errors';
import type { Clock, LaneRow, Ledger, ObjectStore } from '../ports';
import { appendControl } from '../seal/append-control';
import { Findings } from './findings';
import { nameOf } from './log-files';
import { hashOf } from './object-hash';
import { SILENCED } from './quarantine';
import type { Report } from './report';

/** Where junk lies, and where it is entered that it is junk. */
export interface QuarantinePorts {
  readonly archive: ObjectStore;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** Who says that it is junk, and why. Words: up to 1,000 characters, no control characters. */
export interface QuarantineReason {
  readonly by: string;
  readonly reason: string;
}

/** How often somebody else may write to the lane first. */
const TRIES = 20;

/**
 * Enters that objects are junk: those under `events/` that a report of `verify` names in findings which a quarantine
 * silences (`foreign` and the like), as they are now. The sealer brings the entries into the log.
 *
 * @param names which of them, as the report names objects; default: all
 * @returns the entries, by key
 * @throws WormtrailError `usage` for an object that the report does not name so, or that is gone; `malformed` for
 * words that an entry cannot hold; `unavailable` if an object cannot be read; what the ledger throws
 */
export async function quarantineObjects(
  ports: QuarantinePorts,
  report: Report,
  why: QuarantineReason,
  names?: readonly string[],
): Promise<Quarantine[]> {
  const found = new Set<string>();
  for (const { kind, object } of report.findings) {
    if (object?.startsWith('events/') && SILENCED.has(kind)) found.add(object);
  }
  const wanted = new Set(names ?? found);
  const stray = [...wanted].find((name) => !found.has(name));
  if (stray !== undefined) throw new WormtrailError('usage', `the report finds no junk in ${stray}`);

  const entries: Quarantine[] = [];
  for await (const info of ports.archive.list('events/')) {
    if (!wanted.delete(nameOf(info))) continue;
    const findings = new Findings();
    const hash = await hashOf(ports.archive, info, findings);
    if (hash === 'unreadable') {
      throw new WormtrailError('unavailable', `${nameOf(info)}: ${findings.kept[0]?.detail}`);
    }
    const { key: object, version } = info;
    entries.push({ kind: 'quarantine', object, version, hash, by: why.by, reason: why.reason });
  }
  const [lost] = wanted;
  if (lost !== undefined) throw new WormtrailError('usage', `${lost} is not there any more`);
  for (const entry of entries) await append(ports, entry);
  return entries;
}

/** An answer that is lost is not asked for again: the same entry twice says no more than once. */
async function append({ ledger, clock }: QuarantinePorts, body: Quarantine): Promise<LaneRow> {
  for (let attempt = 1; ; attempt++) {
    const head = await ledger.head(CONTROL_LANES.quarantine);
    try {
      return await appendControl(ledger, clock, head, body);
    } catch (error) {
      const isPassing =
        error instanceof WormtrailError && ['conflict', 'unknown-outcome'].includes(error.code);
      if (!isPassing || attempt >= TRIES) throw error;
    }
  }
}
