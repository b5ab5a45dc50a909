import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  effect,
  exitCodeOf,
  FINDING_KINDS,
  Findings,
  MAX_KEPT,
  verdicts,
} from '../../../core/verify/findings';

describe('the table of findings', () => {
  it('is the one in docs/format.md', () => {
    const page = readFileSync(path.join(__dirname, '../../../docs/format.md'), 'utf8');
    const section = page.split('\n## ').find((part) => part.startsWith('Findings\n')) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const expected = FINDING_KINDS.map((kind) => {
      const { integrity = '–', completeness = '–', meaning } = effect(kind);
      return `| \`${kind}\` | ${integrity} | ${completeness} | ${exitCodeOf(kind)} | ${meaning} |`;
    });
    expect(rows).toEqual(expected);
  });
});

describe('verdicts', () => {
  it('a fail outweighs what cannot be told, in any order', () => {
    expect(verdicts(['no-key', 'fork'])).toEqual({ integrity: 'fail', completeness: 'pass' });
    expect(verdicts(['fork', 'no-key'])).toEqual({ integrity: 'fail', completeness: 'pass' });
    expect(verdicts(['hole', 'no-anchor'])).toEqual({ integrity: 'pass', completeness: 'fail' });
    expect(verdicts([])).toEqual({ integrity: 'pass', completeness: 'pass' });
  });
});

describe('findings beyond count', () => {
  it('are counted, a thousand kept, some of every kind', () => {
    const findings = new Findings();
    for (let i = 0; i < 5000; i++) findings.add('hole', String(i));
    for (let i = 0; i < 50; i++) findings.add('fork', String(i));
    expect(findings.kept).toHaveLength(MAX_KEPT + 20);
    expect(findings.counts.get('hole')).toBe(5000);
    expect(findings.counts.get('fork')).toBe(50);
    const all = new Findings();
    all.absorb(findings, 'events/x');
    expect(all.counts).toEqual(findings.counts);
    expect(all.kept[0]).toMatchObject({ kind: 'hole', object: 'events/x' });
  });
});
