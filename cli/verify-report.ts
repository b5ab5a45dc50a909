import { type Finding, type FindingKind, KINDS, type Verdict } from '../core/verify/findings';
import type { Report } from '../core/verify/report';
import { type Context, count, counted, paint, printable } from './context';

/** Findings of a kind shown to people; `--json` has more of them. */
const SHOWN = 5;

const COLOURS = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;
const LABELS = { pass: 'PASS', fail: 'FAIL', unknown: 'UNKNOWN' } as const;

const INTEGRITY: Readonly<Record<Verdict, string>> = {
  pass: 'nothing was changed: what is here is what was entered',
  fail: 'something was changed since it was entered',
  unknown: 'cannot tell whether anything was changed',
};

/** What `verify` tells people: verdicts, counts, findings, what to do next. */
export function reportInWords(report: Report, context: Context): string {
  return [
    verdictLine('Integrity', report.integrity, INTEGRITY[report.integrity], context),
    verdictLine('Completeness', report.completeness, completeness(report), context),
    '',
    ...countLines(report),
    ...findingLines(report, context),
    ...nextLines(report, context),
  ].join('\n');
}

function verdictLine(name: string, verdict: Verdict, words: string, context: Context): string {
  const label = paint(context, COLOURS[verdict], LABELS[verdict].padEnd(7));
  return `${paint(context, 'bold', name.padEnd(12))}  ${label}  ${words}`;
}

function completeness({ completeness: verdict, completeThrough, checkpoint }: Report): string {
  const size = checkpoint?.size ?? 0;
  const through = `the first ${counted(completeThrough, 'leaf', 'leaves')} of ${count(size)}`;
  switch (verdict) {
    case 'pass':
      return completeThrough === size
        ? 'nothing is missing: all that was entered is here'
        : `nothing is missing of ${through}; beyond them nobody outside has seen the log`;
    case 'fail':
      return 'something that was entered is not here';
    case 'unknown':
      return 'cannot tell whether anything is missing';
  }
}

/** Findings that depend on what the present was taken for. */
const BY_TIME = ['in-flight', 'hole', 'expired', 'expired-by-clock', 'selective-expiry'] as const;

const TIME_SOURCES: Readonly<Record<Report['time']['source'], string>> = {
  clock: 'the clock of this machine',
  store: 'the clock of this machine as far as the times in the bucket bear it out',
};

function countLines({ checkpoint, events, batches, objects, counts, time }: Report): string[] {
  const out = [
    `${counted(events, 'event')} in ${counted(batches, 'batch', 'batches')} as entered; ${counted(objects, 'object')} read.`,
  ];
  if (checkpoint !== null) {
    const { origin, size, keys, anchor } = checkpoint;
    const signed = keys.length === 0 ? 'by none of the keys given' : `by ${printable(keys.join(', '))}`;
    out.push(`Log ${printable(origin)}, checkpoint of ${counted(size, 'leaf', 'leaves')}, signed ${signed};`);
    out.push(
      anchor === null
        ? 'compared with no checkpoint from outside.'
        : `compared with a checkpoint of ${counted(anchor, 'leaf', 'leaves')} from outside.`,
    );
  }
  const besides: string[] = [];
  if (counts.duplicates > 0)
    besides.push(`${counted(counts.duplicates, 'identical copy', 'identical copies')}`);
  if (counts.unsealed > 0) besides.push(`${counted(counts.unsealed, 'line')} not sealed yet`);
  if (counts.expired > 0) besides.push(`${counted(counts.expired, 'batch', 'batches')} past their retention`);
  if (counts.inFlight > 0)
    besides.push(`${counted(counts.inFlight, 'batch', 'batches')} that may still be delivered`);
  if (besides.length > 0) out.push(`Besides: ${besides.join('; ')}.`);
  if (BY_TIME.some((kind) => counts.findings[kind] !== undefined)) {
    out.push(`What is not here was judged as of ${time.at}, by ${TIME_SOURCES[time.source]}.`);
  }
  return out;
}

function findingLines({ findings, counts }: Report, context: Context): string[] {
  const out: string[] = [];
  for (const kind of Object.keys(counts.findings) as FindingKind[]) {
    const all = counts.findings[kind] ?? 0;
    const shown = findings.filter((finding) => finding.kind === kind).slice(0, SHOWN);
    const severity = shown[0]?.severity ?? 'info';
    const colour = severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : 'dim';
    const times = all > 1 ? ` (${count(all)})` : '';
    out.push('', `${paint(context, colour, kind)}${times}: ${KINDS[kind].meaning}`);
    for (const finding of shown) out.push(`  ${findingInWords(finding)}`);
    if (all > shown.length)
      out.push(`  … and ${count(all - shown.length)} more: --json lists up to a thousand`);
  }
  return out;
}

/** Where, then what: `event 01KAR2…-0000041 in events/…: it is not …`. */
export function findingInWords({ batch, event, object, detail }: Finding): string {
  const where: string[] = [];
  if (event !== null) where.push(`event ${event}`);
  else if (batch !== null) where.push(`batch ${batch}`);
  if (object !== null) where.push(where.length > 0 ? `in ${object}` : object);
  return printable(where.length > 0 ? `${where.join(' ')}: ${detail}` : detail);
}

function nextLines({ integrity, completeness, counts, findings }: Report, context: Context): string[] {
  if (context.quiet) return [];
  const has = (kind: FindingKind) => counts.findings[kind] !== undefined;
  const out: string[] = [];
  if (has('no-key'))
    out.push("get the log's verifier key (wormtrail key) from whoever keeps it, and give it with --key");
  if (has('wrong-key'))
    out.push('make sure that the key is that of this log; if it is, somebody else signed this archive');
  if (has('no-anchor')) out.push('give a checkpoint that was kept elsewhere with --checkpoint');
  if (integrity === 'fail' || completeness === 'fail') {
    out.push('touch nothing in the archive; take a copy, and compare with another copy or a backup');
  }
  if (has('failed-waiting')) out.push('wormtrail redrive brings failed deliveries back');
  if (has('failed-given-up'))
    out.push('once what made records fail is mended, wormtrail redrive --again returns what was given up');
  const event = findings.find((finding) => finding.event !== null)?.event;
  if (event != null) out.push(`wormtrail show ${event} says what lies there now`);
  return out.length === 0 ? [] : ['', 'Next:', ...out.map((line) => `  - ${line}`)];
}
