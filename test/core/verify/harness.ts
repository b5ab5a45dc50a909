import { type Anchor, readAnchor } from '../../../core/verify/checkpoints';
import { exitCode, type FindingKind } from '../../../core/verify/findings';
import type { Report } from '../../../core/verify/report';
import { singleThread } from '../../../core/verify/scan-pool';
import type { SpillStore } from '../../../core/verify/spill';
import { type VerifyInput, verifyArchive } from '../../../core/verify/verify';
import { Builder, type MemoryArchive, START, signedNote, verifierKey } from './builder';

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

export type Options = Partial<VerifyInput> & { anchored?: boolean };

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

/** What a test expects of an altered archive. */
export interface Expected {
  readonly kinds: readonly FindingKind[];
  readonly code: 0 | 1 | 3 | 4;
  readonly integrity?: 'pass' | 'fail' | 'unknown';
  readonly completeness?: 'pass' | 'fail' | 'unknown';
  /** Batch that the first kind's first finding names. */
  readonly batch?: string | undefined;
  /** Event that it names. */
  readonly event?: string | undefined;
  readonly object?: string;
  readonly detail?: RegExp;
}

export function expectReport(
  { report, code, kinds }: Awaited<ReturnType<typeof verify>>,
  expected: Expected,
): void {
  expect(kinds).toEqual([...expected.kinds].sort());
  const worst = { 0: ['pass', 'pass'], 1: ['fail', 'pass'], 3: ['pass', 'fail'], 4: ['unknown', 'pass'] }[
    expected.code
  ];
  const { integrity = worst[0], completeness = worst[1] } = expected;
  expect({ integrity: report.integrity, completeness: report.completeness, code }).toEqual({
    integrity,
    completeness,
    code: expected.code,
  });
  const [kind] = expected.kinds;
  const finding = kind && found(report, kind)[0];
  for (const field of ['batch', 'event', 'object'] as const) {
    if (expected[field] !== undefined) expect(finding).toMatchObject({ [field]: expected[field] });
  }
  if (expected.detail) expect(finding?.detail).toMatch(expected.detail);
}

/** An archive, altered, verified and held against what is expected. */
export async function attack(
  alter: (builder: Builder) => void,
  expected: Expected | ((builder: Builder) => Expected),
  options: Options = {},
  builder = Builder.sample(),
): Promise<Awaited<ReturnType<typeof verify>>> {
  alter(builder);
  const result = await verify(builder, options);
  expectReport(result, typeof expected === 'function' ? expected(builder) : expected);
  return result;
}
