import { loadNormalizer } from '../adapters/local/normalizer';
import { WormtrailError } from '../core/errors';
import { checkEventProof } from '../core/prove/event-proof';
import { type EventLookup, type EventPlace, findEvent } from '../core/prove/find-event';
import { formatKeyId } from '../core/tlog/note';
import { openArchive } from './archive';
import { type CommonOptions, type Context, paint, printable, say, sayJson } from './context';
import { EXIT, type ExitCode } from './exit';
import { outsideKeys } from './keys';
import { unproven } from './prove';

export interface ShowOptions extends CommonOptions {
  readonly archive: string;
  readonly key?: readonly string[];
}

/** Shows one event: as it was normalised, as it came, and where it stands in the log. */
export async function run(
  [uid = '']: readonly string[],
  { archive, key }: ShowOptions,
  context: Context,
): Promise<ExitCode> {
  const { store } = await openArchive(archive);
  const lookup = await findEvent(store, uid);
  if (lookup.state === 'absent') throw new WormtrailError('usage', unproven(uid, lookup).why);
  const place = 'place' in lookup ? lookup.place : undefined;
  const { keys } = await outsideKeys(key, place?.checkpoint.origin, context);
  const judged = judge(lookup, uid, keys);

  for (const { line, object } of linesOf(lookup)) say(context, eventInWords(line, object, context));
  say(context, placeInWords(place, judged.detail, context));
  sayJson(context, {
    uid,
    state: lookup.state,
    verdict: judged.verdict,
    detail: judged.detail,
    events: linesOf(lookup).map(({ line, object }) => ({
      object,
      ...parts(line),
      line: line.toString('utf8'),
    })),
    place: place && {
      batch: place.entry.batch,
      index: place.index,
      events: place.entry.events,
      leaf: place.leaf,
      origin: place.checkpoint.origin,
      size: place.checkpoint.size,
      root: place.checkpoint.root.toString('hex'),
      normalizer: place.entry.normalizer,
    },
  });
  return judged.exit;
}

interface Judged {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly detail: string;
  readonly exit: ExitCode;
}

function judge(lookup: EventLookup, uid: string, keys: Parameters<typeof checkEventProof>[1]): Judged {
  if (lookup.state !== 'sealed') {
    const { code, why } = unproven(uid, lookup);
    return {
      verdict: code === EXIT.changed || code === EXIT.missing ? 'fail' : 'unknown',
      detail: why,
      exit: code,
    };
  }
  const { verdict, detail } = checkEventProof(Buffer.from(lookup.proof), keys);
  return { verdict, detail, exit: { pass: EXIT.ok, fail: EXIT.changed, unknown: EXIT.unknown }[verdict] };
}

function linesOf(lookup: EventLookup): readonly { readonly line: Buffer; readonly object: string }[] {
  if (lookup.state === 'sealed') return [lookup];
  return 'found' in lookup ? lookup.found : [];
}

interface EventParts {
  /** The event as it was normalised; null if the line is no JSON. */
  readonly event: unknown;
  /** Its raw text; null if it has none. */
  readonly raw: string | null;
  /** Base64 of the record as it came, where it was kept whole. */
  readonly record: string | null;
}

function parts(line: Buffer): EventParts {
  const text = line.toString('utf8');
  let event: unknown = null;
  try {
    event = JSON.parse(text);
  } catch {
    return { event, raw: null, record: null };
  }
  const raw = (event as { raw_data?: unknown } | null)?.raw_data;
  const opaque = loadNormalizer().expandOpaque(text);
  return {
    event,
    raw: typeof raw === 'string' ? raw : null,
    record: opaque === undefined ? null : Buffer.from(opaque).toString('base64'),
  };
}

function eventInWords(line: Buffer, object: string, context: Context): string {
  const { event, raw, record } = parts(line);
  const title = (text: string) => paint(context, 'bold', text);
  if (event === null) return `${title('Line')} (no JSON) in ${object}\n${printable(line.toString('utf8'))}`;
  const { raw_data: _, ...rest } = event as Record<string, unknown>;
  const out = [title('Event'), printableJson(rest)];
  if (raw !== null) out.push('', title('Raw'), printable(raw));
  if (record !== null) {
    out.push('', title('Record as it came'), printable(Buffer.from(record, 'base64').toString('utf8')));
  }
  out.push('', `${title('In')} ${printable(object)}`);
  return out.join('\n');
}

/** Indented JSON whose strings cannot steer a terminal: JSON escapes C0 itself, the rest is spelled out here. */
function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n');
}

function placeInWords(place: EventPlace | undefined, detail: string, context: Context): string {
  const title = paint(context, 'bold', 'Place');
  if (place === undefined) return `\n${title}\n${detail}`;
  const { entry, index, leaf, checkpoint, note } = place;
  const signers = note.signatures.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`);
  return [
    '',
    title,
    `  event ${index + 1} of ${entry.events} in batch ${entry.batch}`,
    `  the batch's entry is leaf ${leaf} of the log ${printable(checkpoint.origin)} (lane ${entry.lane}, seq ${entry.seq})`,
    `  under the checkpoint of ${checkpoint.size} leaves with root ${checkpoint.root.toString('hex')}`,
    `  which is signed by ${printable(signers.join(', '))}`,
    `  normalised by ${printable(entry.normalizer)}`,
    `  ${detail}`,
  ].join('\n');
}
