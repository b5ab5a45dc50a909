import type { Preset, RetentionRule, ReviewCadence, StatedRetention } from './retention-presets';
import * as presets from './retention-presets';
import { LockMode } from './retention-presets';
import { bucketArn, plainText, quoted, wholeDays } from './retention-values';

export type { RetentionRule, ReviewCadence, StatedRetention } from './retention-presets';
export { LockMode } from './retention-presets';

/** What is the user's to say over a preset. What a rule of the preset forbids throws. */
export interface RetentionSettings {
  /**
   * Days for which each object is locked, from the moment it is stored. 1 to 36500.
   * @default - the preset's
   */
  readonly lockDays?: number;
  /**
   * Days for which objects stay in the classes made for frequent reading. At most `lockDays`. All that is older is
   * still read at once, at a higher price.
   * @default - the preset's
   */
  readonly atHandDays?: number;
  /**
   * Days after which events are removed by S3 Lifecycle. At least `lockDays`. The log itself is always kept.
   * @default - nothing is removed
   */
  readonly expireAfterDays?: number;
  /**
   * COMPLIANCE cannot be undone and takes `acknowledge`.
   * @default - the preset's; GOVERNANCE where it asks for none
   */
  readonly mode?: LockMode;
  /**
   * The sentence by which COMPLIANCE is accepted, word for word. It names the days; the error message shows it.
   * @default - none
   */
  readonly acknowledge?: string;
  /**
   * ARN of the bucket that holds the second copy, where a preset demands one.
   * @default - none
   */
  readonly secondCopy?: string;
}

interface State {
  readonly name: string;
  readonly rules: readonly RetentionRule[];
  readonly lockDays: number;
  readonly atHandDays: number;
  readonly mode: LockMode;
  readonly expireAfterDays?: number | undefined;
  readonly secondCopy?: string | undefined;
  /** The lock days for which COMPLIANCE was accepted. */
  readonly acknowledgedDays?: number | undefined;
}

/**
 * How long the log is locked, at hand and kept, in how many copies, and how often it is reviewed; with the clause that
 * each figure rests on. Immutable: `with` and `combine` return a new one.
 */
export class Retention {
  /** One day, GOVERNANCE: to try things out and tear them down again. */
  static readonly REHEARSAL = Retention.of(presets.REHEARSAL);

  /** PCI DSS 4.0.1: twelve months, the last three at hand, reviewed daily. */
  static readonly PCI_DSS = Retention.of(presets.PCI_DSS);

  /**
   * SEC 17a-4: six years, of the record classes the longest; two at hand; COMPLIANCE; a second copy. An archive takes
   * it once COMPLIANCE is acknowledged and the copy named.
   */
  static readonly SEC_17A_4 = Retention.of(presets.SEC_17A_4);

  /** FINRA 4511: six years where no other period is given. For account records they run from the account's closure. */
  static readonly FINRA_4511 = Retention.of(presets.FINRA_4511);

  /** HIPAA: six years, which the text asks of documentation; for logs it is convention. */
  static readonly HIPAA = Retention.of(presets.HIPAA);

  /** CJIS Security Policy 5.8: a year and a day, reviewed weekly. */
  static readonly CJIS = Retention.of(presets.CJIS);

  /** FedRAMP Moderate: thirty months, twelve of them at hand, reviewed weekly. */
  static readonly FEDRAMP_MODERATE = Retention.of(presets.FEDRAMP_MODERATE);

  /** DORA: the entity sets the period by purpose and risk, and says why. 365 days are usual. */
  static dora(stated: StatedRetention): Retention {
    return Retention.of(presets.statedPreset('dora', 'RTS (EU) 2024/1774, Art. 12', stated));
  }

  /** ISO 27001: the organisation sets the period and says why. 365 days are usual. */
  static iso27001(stated: StatedRetention): Retention {
    return Retention.of(presets.statedPreset('iso-27001', 'ISO 27001:2022, A.8.15', stated));
  }

  /** SOC 2: no period is stated; it must cover what the report covers. 365 days are usual. */
  static soc2(stated: StatedRetention): Retention {
    return Retention.of(presets.statedPreset('soc-2', 'SOC 2, CC7.2 and CC7.3', stated));
  }

  /**
   * The strictest of each figure. What was acknowledged for fewer days must be acknowledged anew. Events expire only if
   * they do under every one of them, and then by the latest.
   * @throws if there is none, if a rehearsal is among several, or if two name different second copies
   */
  static combine(...retentions: Retention[]): Retention {
    const [first, ...rest] = retentions;
    if (first === undefined) throw new Error("'retention' should name at least one preset, got none");
    return rest.reduce((a, b) => a.and(b), first);
  }

  private static of({ name, rules }: Preset): Retention {
    return new Retention({
      name,
      rules,
      lockDays: strictest(rules, 'lockDays'),
      atHandDays: strictest(rules, 'atHandDays'),
      mode: rules.some(({ figure }) => figure === LockMode.COMPLIANCE)
        ? LockMode.COMPLIANCE
        : LockMode.GOVERNANCE,
    });
  }

  /** The presets' names, joined by ` + `. */
  readonly name: string;
  /** What the presets ask for, each with its clause. */
  readonly rules: readonly RetentionRule[];
  readonly mode: LockMode;
  readonly lockDays: number;
  readonly atHandDays: number;
  /** `undefined`: events are never removed. */
  readonly expireAfterDays: number | undefined;
  /** How many copies there must be, the archive included. */
  readonly copies: number;
  readonly secondCopy: string | undefined;
  readonly review: ReviewCadence | undefined;
  private readonly acknowledgedDays: number | undefined;

  /** @internal use a preset */
  constructor(state: State) {
    this.name = state.name;
    this.rules = state.rules;
    this.mode = state.mode;
    this.lockDays = state.lockDays;
    this.atHandDays = state.atHandDays;
    this.expireAfterDays = state.expireAfterDays;
    this.secondCopy = state.secondCopy;
    this.acknowledgedDays = state.mode === LockMode.COMPLIANCE ? state.acknowledgedDays : undefined;
    this.copies = Math.max(1, strictest(state.rules, 'copies'));
    this.review = (['daily', 'weekly'] as const).find((cadence) =>
      state.rules.some(({ figure }) => figure === cadence),
    );
    this.validate();
  }

  /**
   * The same with settings of one's own.
   * @throws on a value that is none, or that contradicts a rule: the message has the clause, what is required, what came
   */
  with(settings: RetentionSettings): Retention {
    const { acknowledge, ...given } = settings;
    const next = new Retention({ ...this.state(), ...given });
    const accepted = acknowledge !== undefined && plainText('acknowledge', acknowledge) !== '';
    if (next.mode === LockMode.GOVERNANCE) {
      if (accepted) throw new Error(`'acknowledge' is for mode COMPLIANCE only, got mode '${next.mode}'`);
      return next;
    }
    if (!accepted && settings.mode === undefined) return next;
    if (acknowledge !== next.sentence()) throw next.unacknowledged(acknowledge);
    return new Retention({ ...next.state(), acknowledgedDays: next.lockDays });
  }

  /**
   * Whether an archive may be made with it: COMPLIANCE is acknowledged for these very days, the second copy is named.
   * @param archiveBucket the archive's own bucket name, where it is known at synth: it is no second copy
   * @throws with the clause and what to write
   */
  check(archiveBucket?: string): void {
    if (this.mode === LockMode.COMPLIANCE && this.acknowledgedDays !== this.lockDays) {
      throw this.unacknowledged(undefined);
    }
    if (this.copies > 1 && this.secondCopy === undefined) {
      const rule = this.rules.find(({ about, figure }) => about === 'copies' && figure === this.copies);
      throw new Error(
        `'secondCopy' should be the ARN of the bucket with the second copy: ${rule?.preset} demands ${this.copies} copies (${rule?.clause}), got none`,
      );
    }
    if (archiveBucket !== undefined && this.secondCopy?.split(':::')[1] === archiveBucket) {
      throw new Error(
        `'secondCopy' should be another bucket than the archive itself, got '${this.secondCopy}'`,
      );
    }
  }

  /** What nobody can undo, for a human to read before the deploy; `undefined` under GOVERNANCE. */
  irreversible(): string | undefined {
    if (this.mode === LockMode.GOVERNANCE) return undefined;
    return (
      `COMPLIANCE for ${this.lockDays} days (${this.name}) cannot be undone: from the moment an object is stored, nobody, ` +
      'root included, can delete it, shorten its lock or change its mode for that long. ' +
      'It is stored and paid for until then; only closing the account ends it earlier. ' +
      'Retention can be made longer at any time, and shorter only for objects yet to come.'
    );
  }

  private sentence(): string {
    return `I accept COMPLIANCE for ${this.lockDays} days: nobody, root included, can delete or shorten it`;
  }

  private unacknowledged(got: string | undefined): Error {
    const demanded = this.rules.find(({ about, figure }) => about === 'mode' && figure === this.mode);
    const why = demanded === undefined ? '' : ` (demanded by ${demanded.preset}: ${demanded.clause})`;
    return new Error(
      `'acknowledge' should be exactly '${this.sentence()}' for mode COMPLIANCE${why}, got ${quoted(got)}`,
    );
  }

  private and(other: Retention): Retention {
    const rehearsal = [this, other].some(({ name }) => name === Retention.REHEARSAL.name);
    if (rehearsal) {
      throw new Error(
        `a rehearsal is torn down after a day and cannot be combined with a retention to keep, got '${this.name} + ${other.name}'`,
      );
    }
    if (
      this.secondCopy !== undefined &&
      other.secondCopy !== undefined &&
      this.secondCopy !== other.secondCopy
    ) {
      throw new Error(
        `'secondCopy' should name one bucket, got '${this.secondCopy}' and '${other.secondCopy}'`,
      );
    }
    const expiries = [this.expireAfterDays, other.expireAfterDays].filter((days) => days !== undefined);
    return new Retention({
      name: `${this.name} + ${other.name}`,
      rules: [...this.rules, ...other.rules],
      mode: [this.mode, other.mode].includes(LockMode.COMPLIANCE) ? LockMode.COMPLIANCE : LockMode.GOVERNANCE,
      lockDays: Math.max(this.lockDays, other.lockDays),
      atHandDays: Math.max(this.atHandDays, other.atHandDays),
      expireAfterDays: expiries.length === 2 ? Math.max(...expiries) : undefined,
      secondCopy: this.secondCopy ?? other.secondCopy,
      // `check` compares it with the combined lock, so that an acknowledgement of fewer days does not count
      acknowledgedDays: Math.max(this.acknowledgedDays ?? 0, other.acknowledgedDays ?? 0) || undefined,
    });
  }

  private state(): State {
    const { name, rules, mode, lockDays, atHandDays, expireAfterDays, secondCopy, acknowledgedDays } = this;
    return { name, rules, mode, lockDays, atHandDays, expireAfterDays, secondCopy, acknowledgedDays };
  }

  private validate(): void {
    wholeDays('lockDays', this.lockDays);
    wholeDays('atHandDays', this.atHandDays);
    if (this.expireAfterDays !== undefined) wholeDays('expireAfterDays', this.expireAfterDays);
    plainText('mode', this.mode);
    if (!Object.values(LockMode).includes(this.mode)) {
      throw new Error(`'mode' should be GOVERNANCE or COMPLIANCE, got '${this.mode}'`);
    }
    if (this.secondCopy !== undefined) bucketArn('secondCopy', this.secondCopy);
    for (const rule of this.rules) this.obey(rule);
    if (this.atHandDays > this.lockDays) {
      throw new Error(
        `'atHandDays' should be at most 'lockDays' (${this.lockDays}), as what is at hand must be locked, got '${this.atHandDays}'`,
      );
    }
    if (this.expireAfterDays !== undefined && this.expireAfterDays < this.lockDays) {
      throw new Error(
        `'expireAfterDays' should be at least 'lockDays' (${this.lockDays}), as a locked object cannot expire, got '${this.expireAfterDays}'; ${this.name}: ${clauses(this.rules, 'lockDays')}`,
      );
    }
  }

  private obey({ preset, about, figure, clause }: RetentionRule): void {
    // copies and review are demands on what surrounds the archive: no setting contradicts them
    if (about === 'copies' || about === 'review') return;
    const got = this[about];
    const obeyed = typeof figure === 'number' && typeof got === 'number' ? got >= figure : got === figure;
    if (obeyed) return;
    const required = typeof figure === 'number' ? `at least ${figure}` : figure;
    throw new Error(`'${about}' should be ${required} for ${preset} (${clause}), got '${got}'`);
  }
}

/** The largest figure that the rules give for it; 0 if none does. */
function strictest(rules: readonly RetentionRule[], about: RetentionRule['about']): number {
  return Math.max(0, ...rules.filter((rule) => rule.about === about).map(({ figure }) => Number(figure)));
}

function clauses(rules: readonly RetentionRule[], about: RetentionRule['about']): string {
  return rules
    .filter((rule) => rule.about === about)
    .map(({ clause }) => clause)
    .join('; ');
}
