import { type Anchor, readAnchor } from '../../../core/verify/checkpoints';
import { exitCode, type FindingKind } from '../../../core/verify/findings';
import type { Report } from '../../../core/verify/report';
import { singleThread } from '../../../core/verify/scan-pool';
import type { SpillStore } from '../../../core/verify/spill';
import { type VerifyInput, verifyArchive } from '../../../core/verify/verify';
import { type Builder, type MemoryArchive, START, signedNote, verifierKey } from './builder';

export class MemorySpill implements SpillStore {
  readonly files = new Map<string, Uint8Array>();
  async write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.files.has(name)) throw new Error(`written twice: ${name}`);
    this.files.set(name, bytes);
  }
  async read(name: string, start: number, length: number): Promise<Uint8Array> {
    return (this.files.get(name) as Uint8Array).subarray(start, start + length);
  }
}

export type Options = Partial<Omit<VerifyInput, 'scan'>> & { anchored?: boolean };

/** Verifies what `builder` built, under its key and anchored at its newest checkpoint unless told otherwise. */
export async function verify(
  builder: Builder,
  options: Options = {},
  archive: MemoryArchive = builder.archive,
) {
  const { anchored = true, ...rest } = options;
  const anchors: Anchor[] = anchored ? [anchorOf(builder, Math.max(...builder.sizes))] : [];
  const { report, remember } = await verifyArchive({
    archive,
    keys: [verifierKey(builder.key)],
    anchors,
    now: START + 3_600_000,
    storedTimesTrusted: false,
    scan: singleThread(archive, new MemorySpill()),
    ...rest,
  });
  return { report, remember, code: exitCode(report), kinds: kindsOf(report) };
}

export function anchorOf(builder: Builder, size: number): Anchor {
  // The note is made anew: whatever was done to the archive does not reach what is outside.
  return readAnchor(
    signedNote(builder.checkpointText(size), builder.key),
    [verifierKey(builder.key)],
    'remembered',
  );
}

/** The kinds found that matter to a verdict, sorted. */
export function kindsOf(report: Report): FindingKind[] {
  const kinds = Object.keys(report.counts.findings) as FindingKind[];
  return kinds.filter((kind) => !['in-flight', 'expired', 'beyond-anchor'].includes(kind)).sort();
}

export function found(report: Report, kind: FindingKind) {
  return report.findings.filter((finding) => finding.kind === kind);
}
