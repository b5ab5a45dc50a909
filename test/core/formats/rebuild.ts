/** An event as a reader gets it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every class
export type Event = Record<string, any>;

/** The source text as the events keep it: written from docs/formats.md, sharing nothing with the normaliser. */
export function rebuild(events: readonly Event[]): Buffer {
  const parts: Buffer[] = [];
  for (const event of events) {
    const kept = event.unmapped?.envelope ?? {};
    if (kept.opaque !== undefined) {
      parts.push(Buffer.from(kept.base64, 'base64'));
      continue;
    }
    const part = (text: string | undefined, base64: string | undefined): Buffer =>
      base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');
    parts.push(part(kept.before, kept.before_base64));
    parts.push(part(event.raw_data, kept.base64));
    parts.push(part(kept.after ?? '\n', kept.after_base64));
  }
  return Buffer.concat(parts);
}
