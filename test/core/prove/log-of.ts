import type { ObjectStore, Signer } from '../../../core/ports';
import { formatCheckpoint } from '../../../core/tlog/checkpoint';
import { leafHash, rootOfLeafHashes } from '../../../core/tlog/merkle';
import { signNote } from '../../../core/tlog/note';
import { encodeBundle, entriesPath, tilePath, tilesFor } from '../../../core/tlog/tiles';

/** Writes the log of `leaves` and its checkpoint, straight from the leaves: no sealer. */
export async function writeLog(
  store: ObjectStore,
  leaves: readonly Uint8Array[],
  signer: Signer,
): Promise<void> {
  const hashes = Buffer.concat(leaves.map((leaf) => leafHash(leaf)));
  for (const { level, index, width } of tilesFor(0, leaves.length)) {
    const span = 256 ** level;
    const nodes = Array.from({ length: width }, (_, i) => {
      const from = (index * 256 + i) * span;
      return rootOfLeafHashes(hashes.subarray(from * 32), span);
    });
    await store.put(`log/${tilePath(level, index, width)}`, Buffer.concat(nodes));
    if (level === 0) {
      const bundle = encodeBundle(leaves.slice(index * 256, index * 256 + width));
      await store.put(`log/${entriesPath(index, width)}`, bundle);
    }
  }
  const text = formatCheckpoint({
    origin: signer.name,
    size: leaves.length,
    root: rootOfLeafHashes(hashes, leaves.length),
  });
  await store.put('log/checkpoint', Buffer.from(await signNote(text, [signer])));
}
