/**
 * The values of a line of CSV (RFC 4180): apart by the delimiter, in double quotes where they hold it, a quote in them
 * doubled. Linear in the line.
 * @param count how many they must be
 * @returns undefined if the line is not so
 */
export function csvValues(line: string, delimiter: string, count: number): string[] | undefined {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (line.charCodeAt(at) === 34) {
      let quote = at;
      let isDoubled = false;
      for (;;) {
        quote = line.indexOf('"', quote + 1);
        if (quote < 0) return undefined;
        if (line.charCodeAt(quote + 1) !== 34) break;
        isDoubled = true;
        quote++;
      }
      const value = line.slice(at + 1, quote);
      values.push(isDoubled ? value.replaceAll('""', '"') : value);
      end = quote + 1;
      if (end < line.length && line[end] !== delimiter) return undefined;
    } else {
      end = line.indexOf(delimiter, at);
      if (end < 0) end = line.length;
      values.push(line.slice(at, end));
    }
    if (end >= line.length) return values.length === count ? values : undefined;
    if (values.length === count) return undefined;
    at = end + 1;
  }
}
