import fc from 'fast-check';
import { isLonger, isPast, type RetentionRule, RetentionRules } from '../../../core/batch/retention';

const DAY = 86_400_000;
const T0 = Date.UTC(2026, 10, 23, 9);
const rule = (days: number | null, from: number, place: number, time = T0): RetentionRule => ({
  days,
  from,
  place,
  time,
});
const rulesOf = (...rules: RetentionRule[]) => {
  const all = new RetentionRules();
  for (const one of rules) expect(all.add(one)).toBe(true);
  return all;
};

describe('the retention that binds a leaf', () => {
  test('is that of the genesis, null where there is none', () => {
    expect(new RetentionRules().daysFor(3, T0)).toBeNull();
    expect(rulesOf(rule(30, 0, 0)).daysFor(3, T0)).toBe(30);
    expect(rulesOf(rule(null, 0, 0)).daysFor(3, T0)).toBeNull();
  });

  test('is shortened for what comes from the entry on, or later', () => {
    const rules = rulesOf(rule(100, 0, 0), rule(30, 10, 10), rule(20, 50, 40));
    expect([0, 9, 10, 49, 50, 90].map((leaf) => rules.daysFor(leaf, T0))).toEqual([100, 100, 30, 30, 20, 20]);
    expect(rules.newest(45)?.days).toBe(30);
    expect(rules.newest(50)?.days).toBe(20);
  });

  test('is lengthened for what is there already', () => {
    const rules = rulesOf(rule(30, 0, 0), rule(100, 0, 10));
    expect([0, 9, 10].map((leaf) => rules.daysFor(leaf, T0))).toEqual([100, 100, 100]);
    expect(rulesOf(rule(30, 0, 0), rule(null, 5, 10)).daysFor(6, T0)).toBeNull();
    expect(rulesOf(rule(30, 0, 0), rule(100, 5, 10)).daysFor(4, T0)).toBe(30);
  });

  test('is not lengthened for what had expired by then', () => {
    const rules = rulesOf(rule(30, 0, 0, T0 - 90 * DAY), rule(100, 0, 10, T0));
    expect(rules.daysFor(3, T0 - 40 * DAY)).toBe(30);
    expect(rules.daysFor(3, T0 - 20 * DAY)).toBe(100);
  });

  test('is never shortened for what is there already: such an entry has no effect', () => {
    const rules = rulesOf(rule(100, 0, 0), rule(30, 20, 20));
    expect(rules.add(rule(50, 10, 40))).toBe(false);
    expect(rules.add(rule(99, 0, 40))).toBe(false);
    expect(rules.daysFor(15, T0)).toBe(100);
    expect(rules.daysFor(45, T0)).toBe(30);
    expect(rules.add(rule(50, 20, 40))).toBe(true);
    expect(rules.daysFor(25, T0)).toBe(50);
  });

  test('whatever is entered: once bound, a leaf that has not expired is never bound to less', () => {
    const days = fc.option(fc.integer({ min: 0, max: 400 }));
    const step = fc.record({ days, back: fc.integer({ min: -20, max: 60 }), leaves: fc.nat(30) });
    fc.assert(
      fc.property(days, fc.array(step, { maxLength: 12 }), (first, steps) => {
        const rules = rulesOf(rule(first, 0, 0));
        let place = 1;
        for (const { days, back, leaves } of steps) {
          place += leaves;
          const before = Array.from({ length: place }, (_, leaf) => rules.daysFor(leaf, undefined));
          rules.add(rule(days, Math.max(0, place - back), place));
          expect(before.filter((was, leaf) => isLonger(was, rules.daysFor(leaf, undefined)))).toEqual([]);
          place++;
        }
      }),
    );
  });
});

test('a day has passed by the end of the UTC day of storing', () => {
  expect(isPast(T0, 1, Date.UTC(2026, 10, 25))).toBe(true);
  expect(isPast(T0, 1, Date.UTC(2026, 10, 25) - 1)).toBe(false);
  expect(isPast(Date.UTC(2026, 10, 23), 0, Date.UTC(2026, 10, 24) - 1)).toBe(false);
});
