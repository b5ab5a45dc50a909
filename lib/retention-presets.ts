import { plainText, wholeDays } from './retention-values';

/** How S3 Object Lock holds a version: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
export enum LockMode {
  /** Only who holds `s3:BypassGovernanceRetention` can delete early or shorten. */
  GOVERNANCE = 'GOVERNANCE',
  /** Nobody can delete early or shorten, root included. */
  COMPLIANCE = 'COMPLIANCE',
}

/** How often somebody, or something, must look at what was logged. */
export type ReviewCadence = 'daily' | 'weekly';

/** One demand of a preset, and what it rests on. */
export interface RetentionRule {
  /** The preset it belongs to, such as `pci-dss`. */
  readonly preset: string;
  /** What it is about. */
  readonly about: 'lockDays' | 'atHandDays' | 'mode' | 'copies' | 'review';
  /** The least that is allowed. */
  readonly figure: number | LockMode | ReviewCadence;
  /** The clause of the text, or the word `convention` and why, where the text gives no figure. */
  readonly clause: string;
}

/** For texts that leave the figure to the organisation: the figure, and why it is that. */
export interface StatedRetention {
  /** Days for which each object is locked. */
  readonly days: number;
  /** Why so many: at least 20 characters, for whoever audits the choice. */
  readonly rationale: string;
}

/** A preset's name and demands. */
export interface Preset {
  readonly name: string;
  readonly rules: readonly RetentionRule[];
}

/** The longest that so many calendar years can be, leap days counted: a lock in days must never fall short of them. */
const TWO_YEARS = 731;
const SIX_YEARS = 2192;
/** The longest twelve, and thirty, calendar months. */
const TWELVE_MONTHS = 366;
const THIRTY_MONTHS = 915;

const MIN_RATIONALE = 20;

export const REHEARSAL = preset('rehearsal', {
  lockDays: [1, 'convention: the shortest lock that S3 knows'],
  atHandDays: [1, 'convention: as long as the lock'],
});

export const PCI_DSS = preset('pci-dss', {
  lockDays: [365, 'PCI DSS 4.0.1, 10.5.1'],
  atHandDays: [90, 'PCI DSS 4.0.1, 10.5.1'],
  review: ['daily', 'PCI DSS 4.0.1, 10.4.1 and 10.4.1.1'],
});

export const SEC_17A_4 = preset('sec-17a-4', {
  lockDays: [SIX_YEARS, '17 CFR 240.17a-4, the longer of its record classes'],
  atHandDays: [TWO_YEARS, '17 CFR 240.17a-4, the first two years easily accessible'],
  mode: [LockMode.COMPLIANCE, '17 CFR 240.17a-4(f), write once read many'],
  copies: [2, '17 CFR 240.17a-4(f), redundancy (87 FR 66412)'],
});

export const FINRA_4511 = preset('finra-4511', {
  lockDays: [SIX_YEARS, 'FINRA Rule 4511'],
  atHandDays: [TWO_YEARS, 'convention: as 17 CFR 240.17a-4, whose format the rule takes over'],
});

export const HIPAA = preset('hipaa', {
  lockDays: [SIX_YEARS, 'convention: 45 CFR 164.316(b)(2)(i) asks it of documentation, not of raw logs'],
  atHandDays: [90, 'convention: 45 CFR 164.316(b)(2) says "available" and gives no figure'],
});

export const CJIS = preset('cjis', {
  lockDays: [366, 'CJIS Security Policy 5.8, section 5.4: one year, a leap year included'],
  atHandDays: [90, 'convention: the text gives no figure'],
  review: ['weekly', 'CJIS Security Policy 5.8, 5.4.3'],
});

export const FEDRAMP_MODERATE = preset('fedramp-moderate', {
  lockDays: [THIRTY_MONTHS, 'NIST 800-53 AU-11, which FedRAMP sets by OMB M-21-31: 12 months and 18 more'],
  atHandDays: [TWELVE_MONTHS, 'OMB M-21-31; FedRAMP AU-11 itself asks for 90 days online'],
  review: ['weekly', 'NIST 800-53 AU-6 as FedRAMP sets it'],
});

/**
 * A preset for a text that gives no figure.
 * @throws on days that are none or a rationale too short to be one
 */
export function statedPreset(name: string, text: string, { days, rationale }: StatedRetention): Preset {
  wholeDays('days', days);
  const reason = plainText('rationale', rationale).trim();
  if (reason.length < MIN_RATIONALE) {
    throw new Error(
      `'rationale' should say in at least ${MIN_RATIONALE} characters why the days are right for ${name}, as ${text} leaves them to you, got '${rationale}'`,
    );
  }
  return preset(name, {
    lockDays: [days, `${text}, set by the organisation: ${reason}`],
    atHandDays: [Math.min(days, 90), 'convention: the text gives no figure'],
  });
}

/** What a preset is written as: each figure with its clause. */
interface PresetFigures {
  readonly lockDays: readonly [number, string];
  readonly atHandDays: readonly [number, string];
  readonly mode?: readonly [LockMode, string];
  readonly copies?: readonly [number, string];
  readonly review?: readonly [ReviewCadence, string];
}

function preset(name: string, given: PresetFigures): Preset {
  const rule = (about: RetentionRule['about']): RetentionRule[] => {
    const entry = given[about];
    return entry === undefined ? [] : [{ preset: name, about, figure: entry[0], clause: entry[1] }];
  };
  return { name, rules: (['lockDays', 'atHandDays', 'mode', 'copies', 'review'] as const).flatMap(rule) };
}
