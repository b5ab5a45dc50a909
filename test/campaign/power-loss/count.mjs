import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Looks for each line of the sources in an archive's objects, by its raw text, by no code of the project's.
 * @returns what is wrong: a line that is not there once, or one that is in no source; and the number of lines
 */
export function count(archive, sources) {
  const wanted = new Map();
  for (const source of sources) {
    for (const line of readFileSync(source, 'utf8').trimEnd().split('\n')) wanted.set(line, 0);
  }
  const events = path.join(archive, 'events');
  for (const name of readdirSync(events, { recursive: true })) {
    if (!name.endsWith('.gz')) continue;
    for (const line of gunzipSync(readFileSync(path.join(events, name)))
      .toString()
      .split('\n')) {
      if (!line.startsWith('{"metadata"')) continue;
      const { raw_data: raw } = JSON.parse(line);
      const times = wanted.get(raw);
      if (times === undefined)
        return { wrong: `in the archive and in no source: ${String(raw).slice(0, 80)}` };
      wanted.set(raw, times + 1);
    }
  }
  const odd = [...wanted].find(([, times]) => times !== 1);
  const wrong = odd && `${odd[1]} times in the archive: ${odd[0].slice(0, 80)}`;
  return { wrong, lines: wanted.size };
}
