import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { LockMode, Retention } from '../../lib/retention';

const YEAR = 'I accept COMPLIANCE for 365 days: nobody, root included, can delete or shorten it';
const SIX_YEARS = 'I accept COMPLIANCE for 2192 days: nobody, root included, can delete or shorten it';
const COPY = 'arn:aws:s3:::elsewhere';
const RATIONALE = 'the investigation window of our regulator';

/** An acknowledged and named SEC 17a-4. */
const sec = (): Retention => Retention.SEC_17A_4.with({ acknowledge: SIX_YEARS, secondCopy: COPY });

describe('presets', () => {
  test.each([
    // lock, at hand, review, mode, copies: from the compliance table
    ['rehearsal', Retention.REHEARSAL, 1, 1, undefined, 'GOVERNANCE', 1],
    ['pci-dss', Retention.PCI_DSS, 365, 90, 'daily', 'GOVERNANCE', 1],
    ['sec-17a-4', Retention.SEC_17A_4, 2192, 731, undefined, 'COMPLIANCE', 2],
    ['finra-4511', Retention.FINRA_4511, 2192, 731, undefined, 'GOVERNANCE', 1],
    ['hipaa', Retention.HIPAA, 2192, 90, undefined, 'GOVERNANCE', 1],
    ['cjis', Retention.CJIS, 366, 90, 'weekly', 'GOVERNANCE', 1],
    ['fedramp-moderate', Retention.FEDRAMP_MODERATE, 915, 366, 'weekly', 'GOVERNANCE', 1],
  ])('%s', (name, retention, lockDays, atHandDays, review, mode, copies) => {
    expect({ ...retention }).toMatchObject({ name, lockDays, atHandDays, review, mode, copies });
    expect(retention.expireAfterDays).toBeUndefined();
  });

  test('no span of so many calendar months or years is longer than its days', () => {
    const longest = (months: number): number => {
      let most = 0;
      // every first day of a month of a cycle in which leap years are not skipped
      for (let start = 0; start < 96; start++) {
        const from = Date.UTC(2020, start, 1);
        const to = Date.UTC(2020, start + months, 1);
        most = Math.max(most, Math.round((to - from) / 86_400_000));
      }
      return most;
    };
    expect(longest(72)).toBe(Retention.HIPAA.lockDays);
    expect(longest(24)).toBe(Retention.FINRA_4511.atHandDays);
    expect(longest(30)).toBe(Retention.FEDRAMP_MODERATE.lockDays);
    expect(longest(12)).toBe(Retention.FEDRAMP_MODERATE.atHandDays);
    expect(longest(12)).toBe(Retention.CJIS.lockDays);
  });

  test('each figure rests on a clause, or is called a convention', () => {
    const rules = [
      Retention.REHEARSAL,
      Retention.PCI_DSS,
      Retention.SEC_17A_4,
      Retention.FINRA_4511,
      Retention.HIPAA,
      Retention.CJIS,
      Retention.FEDRAMP_MODERATE,
    ].flatMap(({ rules }) => rules);
    for (const { clause } of rules) expect(clause).toMatch(/^convention: .{10,}|\d/);
    const clause = (retention: Retention, about: string): string | undefined =>
      retention.rules.find((rule) => rule.about === about)?.clause;
    expect(clause(Retention.PCI_DSS, 'lockDays')).toBe('PCI DSS 4.0.1, 10.5.1');
    expect(clause(Retention.HIPAA, 'lockDays')).toMatch(/^convention.*164\.316\(b\)\(2\)\(i\)/);
    expect(clause(Retention.CJIS, 'atHandDays')).toMatch(/^convention/);
  });

  test.each([
    ['dora', Retention.dora, 'RTS (EU) 2024/1774, Art. 12'],
    ['iso-27001', Retention.iso27001, 'A.8.15'],
    ['soc-2', Retention.soc2, 'CC7.2'],
  ] as const)('%s takes days and keeps the rationale with its clause', (name, make, text) => {
    const retention = make({ days: 400, rationale: RATIONALE });
    expect({ ...retention }).toMatchObject({ name, lockDays: 400, atHandDays: 90, mode: 'GOVERNANCE' });
    expect(retention.rules[0]?.clause).toContain(text);
    expect(retention.rules[0]?.clause).toContain(RATIONALE);
    expect(make({ days: 30, rationale: RATIONALE }).atHandDays).toBe(30);
  });
});

describe('settings', () => {
  test('may be stricter than the preset, and leave it as it was', () => {
    const longer = Retention.PCI_DSS.with({ lockDays: 400, atHandDays: 120, expireAfterDays: 400 });
    expect({ ...longer }).toMatchObject({ lockDays: 400, atHandDays: 120, expireAfterDays: 400 });
    expect(Retention.PCI_DSS.lockDays).toBe(365);
    expect(longer.with({ lockDays: 365, expireAfterDays: 365 }).lockDays).toBe(365);
  });

  const token = Lazy.number({ produce: () => 400 });
  const textToken = new CfnParameter(new Stack(), 'P').valueAsString;
  test.each<[string, () => unknown, string]>([
    [
      'a shorter lock',
      () => Retention.PCI_DSS.with({ lockDays: 364 }),
      "'lockDays' should be at least 365 for pci-dss (PCI DSS 4.0.1, 10.5.1), got '364'",
    ],
    [
      'a shorter window at hand',
      () => Retention.PCI_DSS.with({ atHandDays: 30 }),
      "'atHandDays' should be at least 90 for pci-dss (PCI DSS 4.0.1, 10.5.1), got '30'",
    ],
    [
      'more at hand than is locked',
      () => Retention.PCI_DSS.with({ atHandDays: 366 }),
      "'atHandDays' should be at most 'lockDays' (365), as what is at hand must be locked, got '366'",
    ],
    [
      'expiry under the lock',
      () => Retention.PCI_DSS.with({ expireAfterDays: 364 }),
      "'expireAfterDays' should be at least 'lockDays' (365), as a locked object cannot expire, got '364'; pci-dss: PCI DSS 4.0.1, 10.5.1",
    ],
    [
      'a lock raised over the expiry',
      () => Retention.PCI_DSS.with({ expireAfterDays: 365 }).with({ lockDays: 366 }),
      "'expireAfterDays' should be at least 'lockDays' (366)",
    ],
    [
      'fewer days than stated',
      () => Retention.dora({ days: 400, rationale: RATIONALE }).with({ lockDays: 399 }),
      `'lockDays' should be at least 400 for dora (RTS (EU) 2024/1774, Art. 12, set by the organisation: ${RATIONALE}), got '399'`,
    ],
    [
      'one part of a combination',
      () => Retention.combine(Retention.PCI_DSS, Retention.HIPAA).with({ lockDays: 2000 }),
      "'lockDays' should be at least 2192 for hipaa (convention: 45 CFR 164.316(b)(2)(i)",
    ],
    [
      'GOVERNANCE where COMPLIANCE is demanded',
      () => sec().with({ mode: LockMode.GOVERNANCE }),
      "'mode' should be COMPLIANCE for sec-17a-4 (17 CFR 240.17a-4(f), write once read many), got 'GOVERNANCE'",
    ],
    ['zero', () => Retention.REHEARSAL.with({ lockDays: 0 }), "'lockDays' should be at least 1, got '0'"],
    [
      'less than nothing',
      () => Retention.PCI_DSS.with({ atHandDays: -1 }),
      "'atHandDays' should be at least 1, got '-1'",
    ],
    [
      'part of a day',
      () => Retention.PCI_DSS.with({ lockDays: 365.5 }),
      "'lockDays' should be a whole number of days, got '365.5'",
    ],
    ['no number', () => Retention.PCI_DSS.with({ lockDays: Number.NaN }), "got 'NaN'"],
    [
      'a lifetime',
      () => Retention.PCI_DSS.with({ lockDays: 36501 }),
      "'lockDays' should be at most 36500, the 100 years that S3 accepts, got '36501'",
    ],
    [
      'a lifetime of expiry',
      () => Retention.PCI_DSS.with({ expireAfterDays: 40000 }),
      "'expireAfterDays' should be at most 36500",
    ],
    [
      'a token for days',
      () => Retention.PCI_DSS.with({ lockDays: token }),
      "'lockDays' should be known at synth, got a token",
    ],
    [
      'a token for the copy',
      () => Retention.PCI_DSS.with({ secondCopy: textToken }),
      "'secondCopy' should be known at synth, got a token",
    ],
    [
      'a token for the acknowledgement',
      () => Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE, acknowledge: textToken }),
      "'acknowledge' should be known at synth, got a token",
    ],
    [
      'a copy that is no ARN',
      () => Retention.SEC_17A_4.with({ secondCopy: 'elsewhere' }),
      "'secondCopy' should be the ARN of a bucket, such as arn:<partition>:s3:::<name>, got 'elsewhere'",
    ],
    [
      'a copy that is an object',
      () => Retention.SEC_17A_4.with({ secondCopy: `${COPY}/x` }),
      "'secondCopy' should be the ARN of a bucket",
    ],
    [
      'COMPLIANCE unacknowledged',
      () => Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE }),
      `'acknowledge' should be exactly '${YEAR}' for mode COMPLIANCE, got none`,
    ],
    [
      'COMPLIANCE acknowledged for other days',
      () => Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE, acknowledge: SIX_YEARS }),
      `'acknowledge' should be exactly '${YEAR}' for mode COMPLIANCE, got '${SIX_YEARS}'`,
    ],
    [
      'COMPLIANCE acknowledged with yes',
      () => Retention.SEC_17A_4.with({ acknowledge: 'yes' }),
      `'acknowledge' should be exactly '${SIX_YEARS}' for mode COMPLIANCE (demanded by sec-17a-4: 17 CFR 240.17a-4(f), write once read many), got 'yes'`,
    ],
    [
      'an acknowledgement without COMPLIANCE',
      () => Retention.PCI_DSS.with({ acknowledge: YEAR }),
      "'acknowledge' is for mode COMPLIANCE only, got mode 'GOVERNANCE'",
    ],
    [
      'no rationale',
      () => Retention.soc2({ days: 365, rationale: '   because we want it   ' }),
      "'rationale' should say in at least 20 characters why the days are right for soc-2, as SOC 2, CC7.2 and CC7.3 leaves them to you, got '   because we want it   '",
    ],
    [
      'no days',
      () => Retention.iso27001({ days: 0, rationale: RATIONALE }),
      "'days' should be at least 1, got '0'",
    ],
    ['no preset', () => Retention.combine(), "'retention' should name at least one preset, got none"],
    [
      'a rehearsal with something to keep',
      () => Retention.combine(Retention.PCI_DSS, Retention.REHEARSAL),
      "a rehearsal is torn down after a day and cannot be combined with a retention to keep, got 'pci-dss + rehearsal'",
    ],
    [
      'two second copies',
      () => Retention.combine(sec(), Retention.PCI_DSS.with({ secondCopy: 'arn:aws:s3:::third' })),
      "'secondCopy' should name one bucket, got 'arn:aws:s3:::elsewhere' and 'arn:aws:s3:::third'",
    ],
  ])('refused: %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('a mode that is none, from untyped code', () => {
    expect(() => Retention.PCI_DSS.with(JSON.parse('{"mode":"NONE"}'))).toThrow(
      "'mode' should be GOVERNANCE or COMPLIANCE, got 'NONE'",
    );
  });
});

describe('COMPLIANCE', () => {
  test('takes the sentence that the error shows', () => {
    let message = '';
    try {
      Retention.HIPAA.with({ mode: LockMode.COMPLIANCE });
    } catch (error) {
      message = String(error);
    }
    const sentence = /exactly '([^']+)'/.exec(message)?.[1] ?? '';
    const retention = Retention.HIPAA.with({ mode: LockMode.COMPLIANCE, acknowledge: sentence });
    expect(retention.mode).toBe('COMPLIANCE');
    expect(() => retention.check()).not.toThrow();
  });

  test('must be acknowledged again when the days change', () => {
    const year = Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE, acknowledge: YEAR });
    expect(() => year.with({ lockDays: 366 }).check()).toThrow('I accept COMPLIANCE for 366 days');
    expect(() => Retention.combine(year, Retention.HIPAA).check()).toThrow(SIX_YEARS);
    expect(() => year.with({ atHandDays: 100 }).check()).not.toThrow();
  });

  test('an acknowledgement does not outlive the mode', () => {
    const back = Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE, acknowledge: YEAR }).with({
      mode: LockMode.GOVERNANCE,
    });
    expect(() => back.with({ mode: LockMode.COMPLIANCE })).toThrow('got none');
    expect(() => back.check()).not.toThrow();
  });

  test('says what cannot be undone, and GOVERNANCE has nothing to say', () => {
    expect(sec().irreversible()).toMatch(/^COMPLIANCE for 2192 days \(sec-17a-4\) cannot be undone/);
    expect(Retention.HIPAA.irreversible()).toBeUndefined();
  });
});

describe('SEC 17a-4', () => {
  test('is refused until it is acknowledged and the second copy has a name', () => {
    expect(() => Retention.SEC_17A_4.check()).toThrow(SIX_YEARS);
    expect(() => Retention.SEC_17A_4.with({ acknowledge: SIX_YEARS }).check()).toThrow(
      "'secondCopy' should be the ARN of the bucket with the second copy: sec-17a-4 demands 2 copies (17 CFR 240.17a-4(f), redundancy (87 FR 66412)), got none",
    );
    expect(() => sec().check()).not.toThrow();
    expect(() => sec().check('archive')).not.toThrow();
  });

  test('its copy is not the archive', () => {
    expect(() => sec().check('elsewhere')).toThrow(
      "'secondCopy' should be another bucket than the archive itself, got 'arn:aws:s3:::elsewhere'",
    );
  });
});

describe('combination', () => {
  test('is the strictest of each', () => {
    const both = Retention.combine(Retention.CJIS, Retention.PCI_DSS, Retention.FEDRAMP_MODERATE);
    expect({ ...both }).toMatchObject({
      name: 'cjis + pci-dss + fedramp-moderate',
      lockDays: 915,
      atHandDays: 366,
      review: 'daily',
      mode: 'GOVERNANCE',
      copies: 1,
    });
    expect({ ...Retention.combine(Retention.PCI_DSS, sec()) }).toMatchObject({
      mode: 'COMPLIANCE',
      copies: 2,
      secondCopy: COPY,
      lockDays: 2192,
      atHandDays: 731,
      review: 'daily',
    });
    expect(() => Retention.combine(Retention.PCI_DSS, sec()).check()).not.toThrow();
  });

  test('does not depend on the order', () => {
    const { name: _a, rules: _b, ...one } = Retention.combine(Retention.PCI_DSS, sec(), Retention.CJIS);
    const { name: _c, rules: _d, ...other } = Retention.combine(Retention.CJIS, sec(), Retention.PCI_DSS);
    expect(one).toEqual(other);
  });

  test('of one is that one', () => {
    expect(Retention.combine(Retention.REHEARSAL)).toBe(Retention.REHEARSAL);
  });

  test('expires only what every part lets expire, by the latest', () => {
    const year = Retention.PCI_DSS.with({ expireAfterDays: 400 });
    const six = Retention.HIPAA.with({ expireAfterDays: 2200 });
    expect(Retention.combine(year, six).expireAfterDays).toBe(2200);
    expect(Retention.combine(year, Retention.HIPAA).expireAfterDays).toBeUndefined();
  });
});
