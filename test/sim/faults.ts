import { Random } from './random';

/** Every kind of fault: in how many seeds it is switched on, and how often it strikes there when it may. */
export const FAULTS = {
  // A transform, and the stream that invokes it
  'crash-before-stage': { seeds: 0.3, rate: [0.02, 0.3] },
  'crash-after-stage': { seeds: 0.3, rate: [0.02, 0.3] },
  'crash-before-commit': { seeds: 0.3, rate: [0.02, 0.3] },
  'crash-after-commit': { seeds: 0.3, rate: [0.02, 0.3] },
  'timeout-after-commit': { seeds: 0.3, rate: [0.02, 0.3] },
  'answer-lost': { seeds: 0.3, rate: [0.02, 0.4] },
  'retry-new-ids': { seeds: 0.4, rate: [0.1, 0.9] },
  'retry-rebatched': { seeds: 0.4, rate: [0.1, 0.9] },
  'lambda-throttled': { seeds: 0.4, rate: [0.05, 0.9] },
  'normalizer-upgrade': { seeds: 0.4, rate: [0.05, 0.5] },
  'concurrent-transforms': { seeds: 0.6, rate: [0.2, 1] },
  'record-too-large': { seeds: 0.04, rate: [0.05, 0.2] },
  'stream-refuses': { seeds: 0.8, rate: [0.3, 0.9] },
  'stream-unknown': { seeds: 0.8, rate: [0.3, 0.9] },
  // The ledger
  'transaction-conflict': { seeds: 0.4, rate: [0.02, 0.4] },
  'unknown-applied': { seeds: 0.3, rate: [0.02, 0.3] },
  'unknown-not-applied': { seeds: 0.3, rate: [0.02, 0.3] },
  'unknown-applied-late': { seeds: 0.3, rate: [0.02, 0.3] },
  'stale-head': { seeds: 0.4, rate: [0.05, 0.5] },
  'ledger-throttled': { seeds: 0.3, rate: [0.005, 0.08] },
  'lock-unknown': { seeds: 0.3, rate: [0.02, 0.3] },
  // Buckets
  's3-500': { seeds: 0.3, rate: [0.005, 0.05] },
  's3-503': { seeds: 0.3, rate: [0.005, 0.05] },
  's3-slow': { seeds: 0.3, rate: [0.01, 0.2] },
  's3-answer-lost': { seeds: 0.3, rate: [0.01, 0.15] },
  's3-write-late': { seeds: 0.3, rate: [0.01, 0.15] },
  // Delivery
  'delivery-late': { seeds: 0.3, rate: [0.05, 0.5] },
  'delivery-twice': { seeds: 0.3, rate: [0.05, 0.5] },
  'delivery-partly': { seeds: 0.3, rate: [0.05, 0.5] },
  'delivery-out-of-order': { seeds: 0.3, rate: [0.05, 0.5] },
  'delivery-never': { seeds: 0.2, rate: [0.02, 0.3] },
  'delivery-wrong-hour': { seeds: 0.3, rate: [0.05, 0.5] },
  'staging-rots': { seeds: 0.2, rate: [0.05, 0.5] },
  // The sealer, its key, the clocks, redrive
  'sealer-killed': { seeds: 0.4, rate: [0.01, 0.2] },
  'two-sealers': { seeds: 0.4, rate: [0.1, 0.8] },
  'old-sealer-back': { seeds: 0.3, rate: [0.005, 0.1] },
  'sealer-stopped-week': { seeds: 0.1, rate: [1, 1] },
  'kms-unavailable': { seeds: 0.3, rate: [0.02, 0.4] },
  'kms-disabled-day': { seeds: 0.1, rate: [1, 1] },
  'retention-changed': { seeds: 0.3, rate: [0.1, 0.6] },
  'clock-jump': { seeds: 0.15, rate: [0.05, 0.5] },
  'redrive-killed': { seeds: 0.3, rate: [0.01, 0.15] },
  'two-redrives': { seeds: 0.3, rate: [0.1, 0.8] },
  'auditor-killed': { seeds: 0.3, rate: [0.01, 0.15] },
  'two-auditors': { seeds: 0.3, rate: [0.1, 0.8] },
  // Time: stages go, and rows of the ledger
  'months-pass': { seeds: 0.12, rate: [1, 1] },
  // The stream gives up what is committed
  'given-up-committed': { seeds: 0.2, rate: [0.05, 0.4] },
  // The operator: junk is quarantined; he covers up for an adversary
  quarantine: { seeds: 0.9, rate: [1, 1] },
  'quarantine-abused': { seeds: 0.5, rate: [1, 1] },
  // Damage, at most one a seed
  'rot-tile': { damage: true },
  'rot-bundle': { damage: true },
  'rot-object': { damage: true },
  'stage-lost': { damage: true },
  'rot-row-unsealed': { damage: true },
  'rot-row-sealed': { damage: true },
  'junk-events': { damage: true },
  'junk-failed': { damage: true },
  'adversary-bucket': { damage: true },
  'adversary-ledger': { damage: true },
  'adversary-both': { damage: true },
} as const satisfies Record<string, Kind>;

interface Kind {
  readonly seeds?: number;
  readonly rate?: readonly [number, number];
  readonly damage?: true;
}

export type Fault = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as Fault[];
/** Kinds that are left out without the auditor: the seeds of broken variants were found without them. */
export const AUDITOR_KINDS: readonly Fault[] = [
  'auditor-killed',
  'two-auditors',
  'months-pass',
  'quarantine',
  'quarantine-abused',
  'given-up-committed',
];
const DAMAGE = FAULT_KINDS.filter((kind) => (FAULTS[kind] as Kind).damage === true);
/** Part of the seeds in which something is damaged. */
const DAMAGED = 0.4;

/** Which faults a world has, and when they strike. */
export class Faults {
  /** How often each struck. */
  readonly fired = new Map<Fault, number>();
  /** From then on none strikes. */
  quiet = false;
  readonly damage: Fault | undefined;
  readonly #rates = new Map<Fault, number>();
  readonly #streams = new Map<Fault, Random>();

  /** @param off kinds that are left out, whatever the seed says */
  constructor(seed: number, off: ReadonlySet<string>) {
    for (const fault of FAULT_KINDS) {
      const kind: Kind = FAULTS[fault];
      if (kind.rate === undefined) continue;
      const random = new Random(seed, `fault ${fault}`);
      const on = random.chance(kind.seeds ?? 0);
      const rate = random.scale(...kind.rate);
      if (on && !off.has(fault)) this.#rates.set(fault, rate);
      this.#streams.set(fault, random);
    }
    const random = new Random(seed, 'damage');
    const damage = random.chance(DAMAGED) ? random.pick(DAMAGE) : undefined;
    if (damage !== undefined && !off.has(damage)) this.damage = damage;
  }

  /** Whether the fault strikes, now that it may. */
  strikes(fault: Fault): boolean {
    const rate = this.#rates.get(fault);
    if (this.quiet || rate === undefined || !this.#stream(fault).chance(rate)) return false;
    this.count(fault);
    return true;
  }

  /** Whether it strikes, in the time after the faults too: what people do. */
  fires(fault: Fault): boolean {
    const rate = this.#rates.get(fault);
    if (rate === undefined || !this.#stream(fault).chance(rate)) return false;
    this.count(fault);
    return true;
  }

  count(fault: Fault): void {
    this.fired.set(fault, (this.fired.get(fault) ?? 0) + 1);
  }

  /** By what the fault draws how it strikes. */
  stream(fault: Fault): Random {
    return this.#stream(fault);
  }

  #stream(fault: Fault): Random {
    return this.#streams.get(fault) as Random;
  }
}
