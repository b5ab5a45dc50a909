import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

/** Maps one event of a format, checked on the way; fails if the text is taken by another, or for several. */
export const mapper =
  (format: string) =>
  (text: string | object): Event => {
    const source = typeof text === 'string' ? text : JSON.stringify(text);
    const normalized = normalize(source);
    expect([source, formatsOf(normalized)]).toEqual([source, { [format]: 1 }]);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(source));
    return normalized.events[0] as Event;
  };

/** The formats that a text's events are of. */
export const takers = (text: string | object): string[] =>
  Object.keys(formatsOf(normalize(typeof text === 'string' ? text : JSON.stringify(text))));
