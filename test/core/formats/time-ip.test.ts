import { isIP } from 'node:net';
import fc from 'fast-check';
import { isIp } from '../../../core/formats/ip';
import { parseClf, parseEpoch, parseIso } from '../../../core/formats/time';

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
