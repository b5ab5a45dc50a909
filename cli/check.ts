import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fileError, systemCode } from '../adapters/local/file-errors';
import { WormtrailError } from '../core/errors';
import { checkEventProof, type ProofReport } from '../core/prove/event-proof';
import { parseCheckpoint } from '../core/tlog/checkpoint';
import { formatKeyId, formatVerifierKey, parseNote } from '../core/tlog/note';
import { parseTlogProof } from '../core/tlog/tlog-proof';
import { type CommonOptions, type Context, paint, printable, say, sayJson } from './context';
import { EXIT, type ExitCode, worst } from './exit';
import { outsideKeys } from './keys';

export interface CheckOptions extends CommonOptions {
  readonly key?: readonly string[];
}

const EXIT_OF = { pass: EXIT.ok, fail: EXIT.changed, unknown: EXIT.unknown } as const;
const VERDICTS = { pass: 'PROVEN', fail: 'NOT PROVEN', unknown: 'CANNOT TELL' } as const;
const COLOURS = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;

/** Checks proof files, offline. */
export async function run(
  files: readonly string[],
  { key }: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  const reports: { file: string; report: ProofReport }[] = [];
  for (const file of files) {
    const bytes = file === '-' ? await buffer(context.stdin) : await read(file);
    const { keys } = await outsideKeys(key, originOf(bytes), context);
    reports.push({ file, report: checkEventProof(bytes, keys) });
  }
  for (const { file, report } of reports) say(context, inWords(file, report, context));
  sayJson(context, { proofs: reports.map(({ file, report }) => asJson(file, report)) });
  return worst(reports.map(({ report }) => EXIT_OF[report.verdict]));
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new WormtrailError('usage', `no such file: ${file}`);
    throw fileError(error, 'cannot read', file);
  }
}

/** The origin of the checkpoint in a proof, by which the user's own key is found; undefined if it is unreadable. */
function originOf(bytes: Uint8Array): string | undefined {
  try {
    const { checkpointNote } = parseTlogProof(bytes);
    return parseCheckpoint(parseNote(Buffer.from(checkpointNote)).text).origin;
  } catch {
    return undefined;
  }
}

function inWords(file: string, report: ProofReport, context: Context): string {
  const { verdict, detail, uid, leaf, checkpoint, key, line } = report;
  const out = [`${paint(context, COLOURS[verdict], VERDICTS[verdict])}  ${file}: ${detail}`];
  if (uid !== undefined) out.push(`  event       ${uid}`);
  if (checkpoint !== undefined) {
    out.push(`  log         ${printable(checkpoint.origin)}, leaf ${leaf} of ${checkpoint.size}`);
    out.push(`  root        ${checkpoint.root.toString('hex')}`);
  }
  if (key !== undefined) out.push(`  signed by   ${key.name}+${formatKeyId(key.keyId)}`);
  if (verdict === 'unknown')
    out.push('  next        give the verifier key of the log, got from outside, with --key');
  if (line !== undefined && verdict !== 'fail') out.push(`  line        ${printable(line)}`);
  return out.join('\n');
}

function asJson(file: string, report: ProofReport): Record<string, unknown> {
  const { verdict, detail, uid, leaf, checkpoint, key, line, entry } = report;
  return {
    file,
    verdict,
    detail,
    uid,
    batch: entry?.batch,
    leaf,
    checkpoint: checkpoint && {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: checkpoint.root.toString('hex'),
    },
    key: key && formatVerifierKey(key.name, key.type, key.publicKey),
    line,
  };
}
