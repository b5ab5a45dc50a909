import { civilTime, monthAt, zoneAt } from '../time';

/** What a layout is made of beside text: its digits' number, 0 where that varies. */
const TOKENS = { YYYY: 4, MMM: 0, MM: 2, DD: 2, HH: 2, mm: 2, ss: 2, SSS: 0, Z: 0 } as const;
type Token = keyof typeof TOKENS;

type Step = { readonly token: Token } | { readonly literal: string };

const NEEDED: readonly Token[] = ['YYYY', 'DD', 'HH', 'mm'];

/**
 * A way to write a time: `DD.MM.YYYY HH:mm:ss,SSS Z`. `MMM` is an English month of three letters, `SSS` a fraction of a
 * second of any length, cut to milliseconds, `Z` a zone (`Z`, `+02:00`, `+0200`, `+02`), which ends the text; without it
 * the time is UTC. A `T` and all but letters and digits stand for themselves.
 * @returns reads such a text as ms since 1970, NaN for any other; undefined: it is no layout
 */
export function layoutOf(layout: string): ((text: string) => number) | undefined {
  const steps: Step[] = [];
  for (const [part] of layout.matchAll(/YYYY|MMM|MM|DD|HH|mm|ss|SSS|Z|./gsu)) {
    if (part in TOKENS) steps.push({ token: part as Token });
    else if (part !== 'T' && /[\p{L}\p{N}]/u.test(part)) return undefined;
    else steps.push({ literal: part });
  }
  const tokens = steps.flatMap((step) => ('token' in step ? [step.token] : []));
  const has = (token: Token) => tokens.includes(token);
  if (new Set(tokens).size !== tokens.length || !NEEDED.every(has) || has('MM') === has('MMM'))
    return undefined;
  if ((has('SSS') && !has('ss')) || (has('Z') && !(layout.endsWith('Z') && tokens.at(-1) === 'Z')))
    return undefined;
  return (text) => read(text, steps);
}

/** Longer than any time is written. */
const LONGEST = 100;

function read(text: string, steps: readonly Step[]): number {
  if (text.length > LONGEST) return Number.NaN;
  const found = { YYYY: 0, MMM: 0, MM: 0, DD: 0, HH: 0, mm: 0, ss: 0, SSS: 0, Z: 0 };
  let at = 0;
  for (const step of steps) {
    if ('literal' in step) {
      if (text[at] !== step.literal) return Number.NaN;
      at++;
      continue;
    }
    const { token } = step;
    if (token === 'Z') {
      found.Z = zoneAt(text, at);
      at = text.length;
    } else if (token === 'MMM') {
      found.MM = monthAt(text, at);
      at += 3;
    } else {
      const end = token === 'SSS' ? endOfDigits(text, at) : at + TOKENS[token];
      const digits = text.slice(at, end);
      if (!/^[0-9]+$/.test(digits) || end > text.length) return Number.NaN;
      found[token] = token === 'SSS' ? Number(digits.slice(0, 3).padEnd(3, '0')) : Number(digits);
      at = end;
    }
  }
  if (at !== text.length) return Number.NaN;
  const { YYYY, MM, DD, HH, mm, ss, SSS, Z } = found;
  return civilTime(YYYY, MM, DD, HH, mm, ss) + SSS - Z * 60_000;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at;
}
