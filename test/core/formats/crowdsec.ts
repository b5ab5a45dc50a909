import { corpus } from './support';

/** One line as crowdsec's parsers took it apart, and the time that its enricher read. */
export interface Assertion {
  readonly folder: string;
  /** The line itself: some parsers put a part of it into `Parsed.message`. */
  line?: string | undefined;
  Parsed?: Record<string, string>;
  Meta?: Record<string, string>;
  /** RFC 3339. */
  timestamp?: string | undefined;
}

/** The successful results of the parse stage, as `parser.assert` spells them out line by line. */
export function assertions(folder: string): Assertion[] {
  const parsed = new Map<string, Assertion & { ok?: boolean }>();
  const raw = new Map<string, string>();
  const dated = new Map<string, { message?: string; timestamp?: string }>();
  for (const line of corpus(`crowdsec-hub/${folder}/parser.assert`).toString().split('\n')) {
    const place =
      /^(?:basename\()?results\["(s00-raw|s01-parse|s02-enrich)"\]\["([^"]+)"\]\[(\d+)\]\.(.*)$/.exec(line);
    if (place === null) continue;
    const key = `${place[2]} ${place[3]}`;
    const field = /^Evt\.(Parsed|Meta)\["([^"]+)"\]\)? == (".*")$/.exec(place[4] ?? '');
    let value: string | undefined;
    try {
      if (field !== null) value = JSON.parse(field[3]!);
    } catch {
      // Go's escapes that JSON has not: such a field is not compared.
    }
    if (place[1] === 's00-raw') {
      if (field?.[2] === 'message' && value !== undefined) raw.set(place[3]!, value);
      continue;
    }
    if (place[1] === 's02-enrich') {
      if (!place[2]?.endsWith('/dateparse-enrich') || value === undefined) continue;
      const one = dated.get(key) ?? {};
      dated.set(key, one);
      if (field?.[2] === 'message') one.message = value;
      if (field?.[2] === 'timestamp') one.timestamp = value;
      continue;
    }
    const result = parsed.get(key) ?? { folder, line: raw.get(place[3]!) };
    parsed.set(key, result);
    if (place[4] === 'Success == true') result.ok = true;
    if (field === null || value === undefined) continue;
    const kind = field[1] as 'Parsed' | 'Meta';
    const fields = result[kind] ?? {};
    result[kind] = fields;
    fields[field[2]!] = value;
  }
  const times = [...dated.values()];
  return [...parsed.values()]
    .filter((result) => result.ok === true)
    .map((result) => ({
      ...result,
      line: result.line?.includes(result.Parsed?.message ?? '') ? result.line : result.Parsed?.message,
      timestamp: times.find((one) => one.message === result.Parsed?.message)?.timestamp,
    }));
}

/** What the alerts of `scenario.assert` say of the events that they were raised for. */
export function alertedEvents(folder: string): Record<string, string>[] {
  const events = new Map<string, Record<string, string>>();
  for (const line of corpus(`crowdsec-hub/${folder}/scenario.assert`).toString().split('\n')) {
    const place = /^results\[(\d+)\]\.Overflow\.Alert\.Events\[(\d+)\]\.GetMeta\("([^"]+)"\) == (".*")$/.exec(
      line,
    );
    if (place === null) continue;
    const key = `${place[1]} ${place[2]}`;
    const event = events.get(key) ?? {};
    events.set(key, event);
    try {
      event[place[3]!] = JSON.parse(place[4]!);
    } catch {
      // Go's escapes that JSON has not: such a field is not compared.
    }
  }
  return [...events.values()];
}
