/** Numbers from 0 to below 1 that a seed repeats: mulberry32 over an FNV-1a hash of the seed. */
export function randomFrom(seed) {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`. */
export function int(random, least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

export function pick(random, from) {
  return from[int(random, 0, from.length - 1)];
}
