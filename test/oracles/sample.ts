import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatControl } from '../../core/batch/control';
import { formatEntry, NO_PREVIOUS } from '../../core/batch/entry';
import { batchId, eventUid } from '../../core/batch/ids';
import { formatIndexLine } from '../../core/batch/index-line';
import { formatCheckpoint } from '../../core/tlog/checkpoint';
import { EMPTY_EDGE, growTree } from '../../core/tlog/growth';
import { EMPTY_ROOT, leafHash, rootOfLeafHashes, sha256, sha256Hex } from '../../core/tlog/merkle';
import { signNote } from '../../core/tlog/note';
import { proveInclusion } from '../../core/tlog/proof';
import { ed25519Signer } from '../../core/tlog/signing-key';
import { TileReader } from '../../core/tlog/tile-reader';
import { formatTlogProof } from '../../core/tlog/tlog-proof';

/**
 * Writes a small archive into the folder named by the first argument, out of core/tlog and core/batch alone:
 * a log of 700 leaves with a checkpoint at each of several sizes, the events of 699 batches, and tlog-proof
 * files. Prints the verifier key, then the path of each proof, a line each.
 */

const ORIGIN = 'oracles.example/audit';
const CHECKPOINTS = [1, 2, 255, 256, 300, 512, 700];
const PROVED = [0, 255, 256, 511, 699];
const START = Date.UTC(2026, 10, 23, 9);
const BATCHES_PER_OBJECT = 100;

async function main(archive: string): Promise<void> {
  const signer = ed25519Signer(ORIGIN, sha256(Buffer.from('the key of a sample, known to everybody')));
  const time = new Date(START).toISOString();
  const genesis = formatControl({
    lane: 'sealer',
    seq: 1,
    prev: NO_PREVIOUS,
    time,
    kind: 'genesis',
    format: 1,
    origin: ORIGIN,
    lanes: ['0'],
    retention: null,
    deliveryLimit: null,
  });
  const leaves: Uint8Array[] = [Buffer.from(genesis)];
  const size = CHECKPOINTS[CHECKPOINTS.length - 1] as number;
  let members: Buffer[] = [];
  for (let seq = 1; seq < size; seq++) {
    const { entry, delivered } = batch(
      seq,
      seq === 1 ? NO_PREVIOUS : leafHash(leaves[seq - 1] as Uint8Array).toString('hex'),
    );
    leaves.push(entry);
    members.push(...delivered);
    if (seq % BATCHES_PER_OBJECT === 0 || seq === size - 1) {
      write(archive, `events/date=2026-11-23/hour=09/sample-${seq}.jsonl.gz`, Buffer.concat(members));
      members = [];
    }
  }

  let edge = EMPTY_EDGE;
  let note = '';
  let root = EMPTY_ROOT;
  for (const published of CHECKPOINTS) {
    const growth = growTree(edge, leaves.slice(edge.size, published));
    for (const { path: name, bytes } of growth.objects) write(archive, `log/${name}`, bytes);
    ({ edge, root } = growth);
    note = await signNote(formatCheckpoint({ origin: ORIGIN, size: published, root }), [signer]);
    write(archive, `log/checkpoints/${published}.note`, Buffer.from(note));
  }
  write(archive, 'log/checkpoint', Buffer.from(note));

  console.log(signer.verifierKey);
  const files = {
    get: async (key: string) => {
      const file = path.join(archive, key);
      return fs.existsSync(file) ? { bytes: fs.readFileSync(file) } : undefined;
    },
  };
  const reader = new TileReader(files, { size, root }, 'log/');
  for (const index of PROVED) {
    const proof = await proveInclusion(reader, index, size);
    const extra = { extra: Buffer.from(`leaf ${index}`) };
    const text = formatTlogProof({ ...(index > 0 && extra), index, proof, checkpointNote: note });
    console.log(write(archive, `${index}.tlog-proof`, Buffer.from(text)));
  }
}

/** A batch of one to five events: its entry, and the gzip members in which it is delivered. */
function batch(seq: number, prev: string): { entry: Buffer; delivered: Buffer[] } {
  const digest = sha256(Buffer.from(`batch ${seq}`));
  const id = batchId(START + seq, digest);
  const lines = Array.from({ length: 1 + (seq % 5) }, (_, i) => {
    const raw = `{"eventName":"Get\u00e9 \\"${seq}\\"","n":${i}}`;
    return JSON.stringify({
      metadata: { uid: eventUid(id, i), version: '1.8.0' },
      class_uid: 0,
      time: START + seq,
      raw_data: raw,
    });
  });
  const hashes = Buffer.concat(lines.map((line) => leafHash(Buffer.from(line))));
  const index = formatIndexLine(id, hashes, lines.length);
  const entry = formatEntry({
    batch: id,
    lane: '0',
    seq,
    prev,
    root: rootOfLeafHashes(hashes, lines.length).toString('hex'),
    events: lines.length,
    records: 1,
    digest: digest.toString('hex'),
    index: sha256Hex(Buffer.from(index)),
    normalizer: `wormtrail/0.0.0 sha256:${'0'.repeat(64)}`,
  });
  const delivered = [gzipSync(`${lines.join('\n')}\n`), gzipSync(`${index}\n${entry}\n`)];
  return { entry: Buffer.from(entry), delivered };
}

function write(archive: string, name: string, bytes: Uint8Array): string {
  const file = path.join(archive, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return file;
}

main(process.argv[2] as string).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
