import type { Case } from './mutate';

/** How often a smaller case is tried. */
const TRIES = 3000;

/** The smallest case found that is still wrong in the same way. */
export function shrink(one: Case, isWrong: (smaller: Case) => boolean): Case {
  let best = one;
  let left = TRIES;
  const attempt = (smaller: Case): boolean => {
    if (left-- <= 0 || !isWrong(smaller)) return false;
    best = smaller;
    return true;
  };
  attempt({ ...best, wrapping: { kind: 'lines', gap: '\n', open: '', close: '' } });
  for (let at = best.lines.length - 1; at >= 0 && best.lines.length > 1; at--)
    attempt({ ...best, lines: best.lines.filter((_, i) => i !== at) });
  for (let at = 0; at < best.lines.length; at++) {
    let line = best.lines[at] as Buffer;
    for (let size = line.length >> 1; size > 0; size >>= 1)
      for (let from = 0; from < line.length && left > 0; ) {
        const without = Buffer.concat([line.subarray(0, from), line.subarray(from + size)]);
        if (attempt({ ...best, lines: best.lines.map((other, i) => (i === at ? without : other)) }))
          line = without;
        else from += size;
      }
  }
  return best;
}
