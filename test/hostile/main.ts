/**
 * What test/hostile/run.mjs runs in each of its processes:
 *
 *     lines FILE SEED FIRST STEP LINES    records of hostile lines until there were so many lines
 *     growth FIRST STEP TURN SHARE [NAME] every STEPth of one of SHARE texts that grow, of all formats or of one
 *     one FILE SEED CASE                  shows one record and what becomes of it
 *
 * FILE holds lines to begin with, a JSON array. Prints JSON, a line each.
 */
import { existsSync, readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import { normalizeRecord } from '../../core/formats/normalize';
import { FORMATS } from '../../core/formats/registry';
import { noticesQuadratic, ofNormalizer, shapes } from './growth';
import { judge, type Strict } from './judge';
import { type Case, Mutator, recordOf } from './mutate';
import { shrink } from './shrink';

const SCHEMA = '../shared/corpus/ocsf/json-schema/ocsf-1.8.0.strict.schema.json';
/** Each so manieth record is validated by the schema itself. */
const STRICT = 10;
/** Each so manieth is derived again from its lines. */
const THOROUGH = 4;
const MOST_FAULTS = 25;
/** Of strings that no format takes, one of so many is kept. */
const OTHERS = 30;
const CONTEXT = { uidPrefix: 'x-', firstIndex: 0, arrival: 1_764_000_000_000, maxInflated: 64 << 20 };

const [command, ...args] = process.argv.slice(2);
const tell = (value: object): void => console.log(JSON.stringify(value));

/** Lines that formats take, samples as often as all others; few of those that none takes. */
function originals(file: string): string[] {
  const found = (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter(
    (text, at) => isTaken(text) || at % OTHERS === 0,
  );
  const samples = FORMATS.map(({ sample }) => sample);
  const rounds = Math.ceil(found.length / samples.length / 2);
  return [...found, ...Array.from({ length: rounds }, () => samples).flat()];
}

function isTaken(text: string): boolean {
  let isText = false;
  normalizeRecord(Buffer.from(text), CONTEXT, (line) => {
    isText ||= /^.{0,60}"log_format":"(text|json)"/.test(line);
  });
  return !isText;
}

const caseOf = (lines: readonly string[], seed: string, number: number): Case =>
  new Mutator(lines, `${seed}/${number}`).next();

function hostileLines([file = '', seed = '', first = '0', step = '1', most = '1']: string[]): void {
  const lines = originals(file);
  const strict = strictly();
  const sum = { lines: 0, records: 0, events: 0, strict: 0, slowest: 0 };
  const formats = new Map<string, number>();
  const seen = new Set<string>();
  let failed = 0;
  for (let number = Number(first); sum.lines < Number(most); number += Number(step)) {
    const one = caseOf(lines, seed, number);
    const isStrict = strict !== undefined && sum.records % STRICT === 0;
    const isThorough = sum.records % THOROUGH === 0;
    const { events, ms, fault, formats: found } = judge(one, isStrict ? strict : undefined, isThorough);
    sum.records++;
    sum.lines += one.lines.length;
    sum.events += events;
    if (isStrict) sum.strict += events;
    sum.slowest = Math.max(sum.slowest, ms);
    for (const [name, count] of found) formats.set(name, (formats.get(name) ?? 0) + count);
    if (fault === undefined) continue;
    failed += one.lines.length;
    // One of each kind is told.
    if (seen.has(fault.kind) || seen.size >= MOST_FAULTS) continue;
    seen.add(fault.kind);
    const wrong = (smaller: Case): boolean =>
      judge(smaller, isStrict ? strict : undefined, isThorough).fault?.kind === fault.kind;
    // What is done to a prototype stays: everything after it is wrong, too.
    const small = fault.kind === 'prototype' ? one : shrink(one, wrong);
    const what = judge(small, isStrict ? strict : undefined, isThorough).fault?.what ?? fault.what;
    tell({
      seed,
      case: number,
      kind: fault.kind,
      what,
      record: recordOf(small).toString('latin1').slice(0, 3000),
    });
    if (fault.kind === 'prototype') break;
  }
  tell({ sum: { ...sum, failed, formats: Object.fromEntries(formats) } });
}

/** Of the texts of each format one of `share`, another with another `turn`, asked of all formats or of its own alone. */
function growing([first, step, turn, share]: number[], only: string | undefined): void {
  let passed = 0;
  let failed = 0;
  let slowest = { ms: 0, name: '' };
  const texts = shapes()
    .filter(({ format }) => only === undefined || format === only)
    .flatMap((shape) =>
      shape.format === undefined
        ? [{ shape, format: undefined }]
        : [
            { shape, format: undefined },
            { shape, format: shape.format },
          ],
    )
    .filter(({ shape }, at) => shape.format === undefined || (at + (turn ?? 0)) % (share ?? 1) === 0);
  for (let at = first ?? 0; at < texts.length; at += step ?? 1) {
    const { shape, format } = texts[at] as (typeof texts)[number];
    const { ms, fault } = ofNormalizer(shape, format);
    const name = `${shape.format ?? 'any'}${format === undefined ? '' : ', alone'}: ${shape.name}`;
    if (ms > slowest.ms && shape.most === undefined) slowest = { ms, name };
    if (fault === undefined) passed++;
    else {
      failed++;
      tell({ grows: name, what: fault });
    }
  }
  if (!noticesQuadratic()) {
    failed++;
    tell({ grows: 'what is quadratic', what: 'was not noticed' });
  }
  tell({ growth: { passed, failed, slowest } });
}

function showOne([file = '', seed = '', number = '0']: string[]): void {
  const one = caseOf(originals(file), seed, Number(number));
  const record = recordOf(one);
  console.log(record.toString('latin1'));
  normalizeRecord(record, CONTEXT, (line) => console.log(line));
  console.log(judge(one, strictly(), true).fault ?? 'nothing is wrong');
}

function strictly(): Strict | undefined {
  if (!existsSync(SCHEMA)) return undefined;
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {
    allOf: { if: { properties: { class_uid: { const: number } } }; then: { $ref: string } }[];
  };
  const ajv = new Ajv({ strict: false, logger: false });
  ajv.addSchema(schema, 'ocsf');
  const validators = new Map<number, ValidateFunction>();
  return (event) => {
    let validate = validators.get(event.class_uid);
    if (validate === undefined) {
      const rule = schema.allOf.find((one) => one.if.properties.class_uid.const === event.class_uid);
      if (rule === undefined) return `the schema has no class ${event.class_uid}`;
      validate = ajv.compile({ $ref: `ocsf${rule.then.$ref}` });
      validators.set(event.class_uid, validate);
    }
    return validate(event) ? undefined : JSON.stringify(validate.errors?.slice(0, 3));
  };
}

if (command === 'lines') hostileLines(args);
else if (command === 'growth') growing(args.slice(0, 4).map(Number), args[4]);
else if (command === 'one') showOne(args);
else throw new Error(`no command ${command}`);
