// Lines to make hostile ones of: long strings of the tests of formats, and lines of the corpus if it is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const TESTS = 'test/core/formats';
const CORPUS = '../shared/corpus';
/** Shorter strings are names and values, no lines; longer ones cost time. */
const SHORTEST = 24;
const LONGEST = 6000;
/** Lines of one file of the corpus. */
const OF_A_FILE = 6;
const READ = 1 << 17;

/** @returns {string[]} in the same order each time */
export function material() {
  return [...new Set([...testStrings(), ...corpusLines()])];
}

function testStrings() {
  const found = [];
  const keep = (text) => {
    if (text.length >= SHORTEST && text.length <= LONGEST) found.push(text);
  };
  for (const name of readdirSync(TESTS, { recursive: true }).sort()) {
    if (!name.endsWith('.ts')) continue;
    const file = path.join(TESTS, name);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
    const visit = (node) => {
      if (ts.isStringLiteralLike(node)) keep(node.text);
      else if (ts.isTemplateExpression(node))
        keep(node.head.text + node.templateSpans.map((span) => `7${span.literal.text}`).join(''));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function corpusLines() {
  if (!existsSync(CORPUS)) return [];
  const found = [];
  for (const name of readdirSync(path.join(TESTS, 'manifest')).sort()) {
    const manifest = JSON.parse(readFileSync(path.join(TESTS, 'manifest', name), 'utf8'));
    for (const [file, expected] of Object.entries(manifest)) {
      if (expected === 'not a log' || file.endsWith('.gz')) continue;
      const text = readFileSync(path.join(CORPUS, file)).subarray(0, READ).toString();
      if (text.length <= LONGEST) found.push(text);
      const lines = text.split('\n').filter((line) => line.length >= SHORTEST && line.length <= LONGEST);
      const step = Math.max(1, Math.floor(lines.length / OF_A_FILE));
      for (let at = 0; at < lines.length; at += step) found.push(lines[at]);
    }
  }
  return found;
}
