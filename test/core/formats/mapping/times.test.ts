import { layoutOf } from '../../../../core/formats/mapping/layout';
import { timeReader } from '../../../../core/formats/mapping/times';
import { EventContext } from './support';

const context = new EventContext(Date.UTC(2026, 10, 23, 12));
const read = (as: string, value: unknown) => timeReader(as)?.(value, context);
const AT = Date.UTC(2026, 10, 23, 9, 0, 1);

it.each<[string, unknown, number]>([
  ['iso8601', '2026-11-23T10:00:01+01:00', AT],
  ['iso8601', 1795424401, Number.NaN],
  ['epoch-s', 1795424401, AT],
  ['epoch-s', '1795424401', AT],
  ['epoch-s', 1795424401.123, AT + 123],
  ['epoch-s', '1795424401.9999', AT + 999],
  ['epoch-s', -1.5, -1500],
  ['epoch-s', '1e9', Number.NaN],
  ['epoch-s', '', Number.NaN],
  ['epoch-s', 1e300, Number.NaN],
  ['epoch-s', true, Number.NaN],
  ['epoch-ms', AT + 0.9, AT],
  ['epoch-us', `${AT}999`, AT],
  ['epoch-ns', '1795424401123456789', AT + 123],
  ['clf', '23/Nov/2026:10:00:01 +0100', AT],
  ['clf', '23/Nov/2026', Number.NaN],
  ['bsd', 'Nov 23 09:00:01', AT],
  ['bsd', 'Dec 23 09:00:01', Date.UTC(2025, 11, 23, 9, 0, 1)],
  ['bsd', 'Nov 23 09:00:01 ', Number.NaN],
  ['DD.MM.YYYY HH:mm:ss', '23.11.2026 09:00:01', AT],
  ['DD.MM.YYYY HH:mm:ss', '3.11.2026 09:00:01', Number.NaN],
  ['DD.MM.YYYY HH:mm:ss', '23.11.2026 09:00:01 ', Number.NaN],
  ['DD.MM.YYYY HH:mm:ss', '31.02.2026 09:00:01', Number.NaN],
  ['DD.MM.YYYY HH:mm:ss', '23.11.2026 24:00:01', Number.NaN],
  ['YYYYMMDDTHHmm', '20261123T0900', AT - 1000],
  ['DD MMM YYYY HH:mm:ss,SSS Z', '23 Nov 2026 10:00:01,12 +01:00', AT + 120],
  ['DD MMM YYYY HH:mm:ss,SSS Z', '23 Nov 2026 09:00:01,1239999 Z', AT + 123],
  ['DD MMM YYYY HH:mm:ss,SSS Z', '23 Nov 2026 09:00:01, Z', Number.NaN],
  ['DD MMM YYYY HH:mm:ss,SSS Z', '23 Nox 2026 09:00:01,1 Z', Number.NaN],
  ['DD MMM YYYY HH:mm:ss,SSS Z', '23 Nov 2026 09:00:01,1', Number.NaN],
  ['YYYY/MM/DD HH:mm:ss', '2026/11/2', Number.NaN],
  ['YYYY/MM/DD HH:mm:ss', '٢٠٢٦/11/23 09:00:01', Number.NaN],
])('%s of %j', (as, value, time) => {
  expect(read(as, value)).toBe(time);
});

it.each([
  '',
  'constructor',
  'date',
  'yyyy-MM-dd',
  'YYYY-MM-DD',
  'YYYY-MM-DD HH:mm:ss A',
  'YYYY-MM-DD-MM HH:mm',
  'YYYY-MM-MMM-DD HH:mm',
  'YYYY-MM-DD HH:mm.SSS',
  'Z YYYY-MM-DD HH:mm',
  'YYYY-DD HH:mm',
  'YYYY-MM-DD 1HH:mm',
])('%j is no layout', (layout) => {
  expect(layoutOf(layout)).toBeUndefined();
  expect(timeReader(layout)).toBeUndefined();
});

it('every millisecond that a layout writes in full is read back', () => {
  const layout = layoutOf('YYYY-MM-DD HH:mm:ss.SSS');
  for (let day = 0; day < 40_000; day += 7) {
    const time = Date.UTC(1970, 0, 1) + day * 86_400_000 + ((day * 7_919_133) % 86_400_000);
    expect(layout?.(new Date(time).toISOString().slice(0, -1).replace('T', ' '))).toBe(time);
  }
});
