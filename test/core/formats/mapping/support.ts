import { EventMapper } from '../../../../core/formats/event-mapper';
import { EventContext } from '../../../../core/formats/format';
import { withNumbers } from '../../../../core/formats/mapping/names';
import type { MappingProblem } from '../../../../core/formats/mapping/problems';
import * as builtIn from '../../../../core/formats/normalize';
import type { Normalizer } from '../../../../core/formats/normalizer';
import { CONTEXT, type Event, expectValid, type Normalized } from '../support';

export { EventContext, EventMapper };

/** A mapping as a file has it, with the one format. */
export const mappingOf = (...formats: object[]): object => ({ wormtrail: 'mapping/v1', formats });

export function problemsOf(mapping: unknown): string[] {
  const named = withNumbers(mapping);
  const read = builtIn.withMapping(named.mapping);
  const problems: readonly MappingProblem[] =
    named.problems.length > 0 ? named.problems : 'problems' in read ? read.problems : [];
  return problems.map(({ path, text }) => `${path.join('/')}: ${text}`);
}

export function mapped(...formats: object[]): Normalizer {
  const { mapping, problems } = withNumbers(mappingOf(...formats));
  expect(problems).toEqual([]);
  const read = builtIn.withMapping(mapping);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.normalizer;
}

export function linesOf(normalizer: Normalizer, text: string | Uint8Array): Normalized {
  const lines: string[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { opaque } = normalizer.normalizeRecord(bytes, CONTEXT, (line) => lines.push(line));
  return { lines, events: lines.map((line) => JSON.parse(line) as Event), opaque };
}

/** The events of a text, each valid. */
export function eventsOf(normalizer: Normalizer, text: string): readonly Event[] {
  const normalized = linesOf(normalizer, text);
  expectValid(normalized);
  return normalized.events;
}
