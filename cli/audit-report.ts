import type { AuditResult } from '../core/audit/audit';
import { KINDS, type Verdict } from '../core/verify/findings';
import { type Context, counted, paint, printable } from './context';

/** Findings shown to people; `--json` has more of them. */
const SHOWN = 20;
const COLOURS = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;

const INTEGRITY: Readonly<Record<Verdict, string>> = {
  pass: 'what is new is what was entered',
  fail: 'something new is not what was entered',
  unknown: 'cannot tell whether what is new is what was entered',
};
const COMPLETENESS: Readonly<Record<Verdict, string>> = {
  pass: 'nothing that should be here by now is missing',
  fail: 'something that was entered is not here',
  unknown: 'cannot tell whether anything is missing',
};

/** What `audit` tells people. */
export function auditInWords(result: AuditResult, context: Context): string {
  const { checkpoint, holes, sealAge, findings, finished, begun } = result;
  const open = holes.fresh + holes.days + holes.old;
  const out = [
    line('Integrity', result.integrity, INTEGRITY, context),
    line('Completeness', result.completeness, COMPLETENESS, context),
    '',
    `${counted(result.batches, 'batch', 'batches')} of ${counted(result.events, 'event')} seen for the first time, in ${counted(result.objects, 'object')} read; ${result.inFlight} on their way.`,
    open === 0
      ? 'No holes.'
      : `Holes: ${open}, of which ${holes.days} open for more than a day and ${holes.old} for more than a week. wormtrail redrive fills them from their stages.`,
  ];
  if (checkpoint !== null) {
    const seal = sealAge === null ? '' : `, the newest heartbeat ${counted(sealAge, 'second')} ago`;
    out.push(`Log ${printable(checkpoint.origin)}, ${counted(checkpoint.size, 'leaf', 'leaves')}${seal}.`);
  }
  if (begun === 'lost' || begun === 'altered')
    out.push(`What the last audit left was ${begun}: this one began anew, over the whole log.`);
  if (!finished) out.push('Not all that is there was looked at; the next audit goes on.');
  if (!result.kept) out.push('Another audit was at work at the same time, and its outcome is kept.');
  if (result.report !== null) out.push(`Report of an earlier day: ${result.report}`);
  for (const { kind, batch, event, object, detail } of findings.slice(0, SHOWN)) {
    const about = [batch !== null && event === null && `batch ${batch}`, event && `event ${event}`, object];
    const where = about.filter((part) => typeof part === 'string').join(', ');
    out.push(
      `  ${kind} (${KINDS[kind].meaning})${where === '' ? '' : `: ${printable(where)}`}: ${printable(detail)}`,
    );
  }
  const found = Object.values(result.counts).reduce((sum, count) => sum + count, 0);
  if (found > SHOWN) out.push(`  … and ${found - Math.min(SHOWN, findings.length)} more`);
  return out.join('\n');
}

function line(
  name: string,
  verdict: Verdict,
  words: Readonly<Record<Verdict, string>>,
  context: Context,
): string {
  const label = paint(context, COLOURS[verdict], verdict.toUpperCase().padEnd(7));
  return `${paint(context, 'bold', name.padEnd(12))}  ${label}  ${words[verdict]}`;
}
