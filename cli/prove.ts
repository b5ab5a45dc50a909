import { mkdir, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { fileError } from '../adapters/local/file-errors';
import { parseUid } from '../core/batch/ids';
import { WormtrailError } from '../core/errors';
import { type EventLookup, findEvent } from '../core/prove/find-event';
import { openArchive } from './archive';
import { type CommonOptions, type Context, note, sayJson } from './context';
import { EXIT, type ExitCode, worst } from './exit';

export interface ProveOptions extends CommonOptions {
  readonly archive: string;
  readonly out?: string;
}

/** Writes a tlog-proof for each event. */
export async function run(
  uids: readonly string[],
  { archive, out }: ProveOptions,
  context: Context,
): Promise<ExitCode> {
  for (const uid of uids) parseUid(uid);
  const { store } = await openArchive(archive);
  if (uids.length > 1 && out === undefined && !context.json) {
    throw new WormtrailError('usage', 'several proofs go into a folder', { hint: 'name it with --out' });
  }
  const codes: ExitCode[] = [];
  const results: unknown[] = [];
  for (const uid of uids) {
    const lookup = await findEvent(store, uid);
    if (lookup.state !== 'sealed') {
      const { code, why } = unproven(uid, lookup);
      codes.push(code);
      results.push({ uid, state: lookup.state, detail: why });
      if (!context.json) context.stderr.write(`wormtrail: ${why}\n`);
      continue;
    }
    const { proof, place } = lookup;
    const file = out === undefined ? undefined : await target(out, uid, uids.length);
    if (file !== undefined) {
      await write(file, proof);
      note(context, `${file}: ${uid} is in ${place.checkpoint.origin} at size ${place.checkpoint.size}`);
      results.push({ uid, state: 'sealed', file });
    } else {
      if (!context.json) context.stdout.write(proof);
      results.push({ uid, state: 'sealed', proof });
    }
  }
  sayJson(context, { proofs: results });
  return worst(codes);
}

/** Why there is no proof, and the exit code that says so. */
export function unproven(
  uid: string,
  lookup: Exclude<EventLookup, { state: 'sealed' }>,
): {
  readonly code: ExitCode;
  readonly why: string;
} {
  switch (lookup.state) {
    case 'altered': {
      const { batch } = lookup.place.entry;
      return {
        code: EXIT.changed,
        why: `${uid}: what lies in the archive of batch ${batch} is not what was entered`,
      };
    }
    case 'unproven': {
      const { batch } = lookup.place.entry;
      return {
        code: EXIT.missing,
        why: `${uid} cannot be proven: other events of its batch ${batch} are missing`,
      };
    }
    case 'missing':
      return { code: EXIT.missing, why: `${uid} was entered in the log, and is not in the archive any more` };
    case 'unsealed':
      return { code: EXIT.unknown, why: `${uid} is under no checkpoint yet: run wormtrail seal` };
    case 'absent':
      return { code: EXIT.usage, why: `there is no event ${uid} in this archive` };
  }
}

async function target(out: string, uid: string, events: number): Promise<string> {
  const isFolder = (await stat(out).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder && events === 1 && !/[/\\]$/.test(out)) return out;
  return path.join(out, `${uid}.tlog-proof`);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw fileError(error, 'cannot write', file);
  }
}
