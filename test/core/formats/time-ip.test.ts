import { isIP } from 'node:net';
import fc from 'fast-check';
import { isIp } from '../../../core/formats/ip';
import { parseBsd, parseClf, parseEpoch, parseIso } from '../../../core/formats/time';

describe('timestamps', () => {
  const instant = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) });

  test('ISO times are what Date makes of them', () => {
    fc.assert(
      fc.property(instant, (time) => {
        const iso = new Date(time).toISOString();
        expect(parseIso(iso)).toBe(time);
        expect(parseIso(iso.replace(/\.\d+Z$/, 'Z'))).toBe(Math.floor(time / 1000) * 1000);
      }),
    );
  });

  test('zones and fractions', () => {
    const noon = Date.UTC(2024, 1, 29, 12);
    expect(parseIso('2024-02-29T14:00:00+02:00')).toBe(noon);
    expect(parseIso('2024-02-29 07:00:00-0500')).toBe(noon);
    expect(parseIso('2024-02-29T12:00:00.123456789Z')).toBe(noon + 123);
    expect(parseIso('2024-02-29T12:00:00')).toBe(noon);
  });

  test.each([
    '',
    '2023-02-29T12:00:00Z',
    '2023-13-01T12:00:00Z',
    '2023-00-01T12:00:00Z',
    '2023-01-01T24:00:00Z',
    '2023-01-01T12:00:00Zz',
    '2023-01-01T12:00:00.Z',
    '2023-01-01T12:00:00+99:00',
    'aaaa-bb-ccTdd:ee:ffZ',
  ])('%j is no time', (text) => {
    expect(parseIso(text)).toBeNaN();
  });

  test('common log times', () => {
    expect(parseClf('10/Oct/2000:13:55:36 -0700')).toEqual({
      time: Date.UTC(2000, 9, 10, 20, 55, 36),
      offset: -420,
    });
    expect(parseClf('31/Feb/2000:13:55:36 -0700')).toBeUndefined();
    expect(parseClf('10/anF/2000:13:55:36 -0700')).toBeUndefined();
  });

  test('times without a year are in the latest one that puts them at most a day after their reference', () => {
    const bsd = (time: number): string => {
      const [, day = '', month, , clock] = new Date(time).toUTCString().split(' ');
      return `${month} ${day.replace(/^0/, ' ')} ${clock}`;
    };
    const seconds = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2399, 0, 1) / 1000 });
    // Less than a year before less a day: at that very moment the next year's is as near.
    const ago = fc.integer({ min: -86_400, max: 364 * 86_400 - 1 });
    fc.assert(
      fc.property(seconds, ago, (time, before) => {
        const text = bsd(time * 1000);
        expect(text).toHaveLength(15);
        expect(parseBsd(`<34>${text} host`, 4, (time + before) * 1000)).toBe(time * 1000);
      }),
      { examples: [[Date.UTC(2096, 1, 29) / 1000, 0]] },
    );
    const newYear = Date.UTC(2026, 0, 1);
    expect(parseBsd('Dec 31 23:59:59', 0, newYear)).toBe(newYear - 1000);
    expect(parseBsd('Jan  1 00:00:00', 0, newYear - 3600_000)).toBe(newYear);
    expect(parseBsd('Jan 02 00:00:01', 0, newYear)).toBe(Date.UTC(2025, 0, 2, 0, 0, 1));
    expect(parseBsd('Feb 29 00:00:00', 0, Date.UTC(2103, 5, 1))).toBe(Date.UTC(2096, 1, 29));
  });

  test.each([
    '',
    'Feb 30 00:00:00',
    'MMM 22 07:54:32',
    'anF 22 07:54:32',
    'Jan  0 07:54:32',
    'Jan 1 07:54:320',
  ])('%j is no time of that kind', (text) => {
    expect(parseBsd(text, 0, 1_764_000_000_000)).toBeNaN();
  });

  test('without a reference there is no year', () => {
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      expect(parseBsd('Jan  1 00:00:00', 0, odd)).toBeNaN();
  });

  test('epochs of any unit', () => {
    for (const scale of [1, 1e3, 1e6, 1e9]) expect(parseEpoch(1_700_000_000 * scale)).toBe(1_700_000_000_000);
    expect(parseEpoch(1_700_000_000.5)).toBe(1_700_000_000_500);
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 5, 1e300])
      expect(parseEpoch(odd)).toBeNaN();
  });
});

describe('addresses', () => {
  test('those of node:net, zones excepted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        expect(isIp(text)).toBe(isIP(text) !== 0);
      }),
    );
  });

  test('what is damaged is one exactly when node:net says so', () => {
    const part = fc.constantFrom(
      ':',
      '::',
      '.',
      '0',
      '1',
      'ff',
      '255',
      '256',
      '01',
      '12345',
      '1.2.3.4',
      ' ',
      'g',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect([text, isIp(text)]).toEqual([text, isIP(text) !== 0]);
      }),
      { numRuns: 5000 },
    );
  });
});
