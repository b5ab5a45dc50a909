import { createHash } from 'node:crypto';
import type { ObjectInfo, ObjectStore } from '../ports';
import type { Findings } from './findings';
import { messageOf, nameOf } from './log-files';

const STEP = 8 << 20;

/** Hex SHA-256 of an object's bytes; `unreadable`, with a finding, if it cannot be read. */
export async function hashOf(
  archive: Pick<ObjectStore, 'read'>,
  info: ObjectInfo,
  findings: Findings,
): Promise<string | 'unreadable'> {
  const hash = createHash('sha256');
  try {
    for (let at = 0; at < info.size; ) {
      const part = await archive.read(info, at, Math.min(STEP, info.size - at));
      if (part.length === 0) throw new Error(`it ends after ${at} of ${info.size} bytes`);
      hash.update(part);
      at += part.length;
    }
  } catch (error) {
    findings.add('object-unreadable', messageOf(error), { object: nameOf(info) }); // check: failed-unreadable | findings.add('object-unreadable', messageOf(error), { object: nameOf(info) }) => void 0
    return 'unreadable';
  }
  return hash.digest('hex');
}
