import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import standalone from 'ajv/dist/standalone';
import { version } from 'ajv/package.json';

/**
 * The strict JSON Schema of OCSF, compiled. To compile it takes seconds, and every test file would do so anew: the
 * code is kept in `node_modules/.cache`, under the digest of what it was made of.
 */
const FOLDER = join(__dirname, '../../../node_modules/.cache/wormtrail');

interface Schema {
  readonly allOf: readonly {
    readonly if: { readonly properties: { readonly class_uid: { readonly const: number } } };
    readonly then: { readonly $ref: string };
  }[];
}

type Validators = Readonly<Record<string, ValidateFunction | undefined>>;

/** @param file the schema, whose root dispatches on class_uid */
export function strictSchema(file: string): (classUid: number) => ValidateFunction {
  let validators: Validators | undefined;
  return (classUid) => {
    validators ??= load(readFileSync(file, 'utf8'));
    const validate = validators[nameOf(classUid)];
    if (validate === undefined) throw new Error(`the schema has no class ${classUid}`);
    return validate;
  };
}

const nameOf = (classUid: number): string => `class${classUid}`;

function load(text: string): Validators {
  const digest = createHash('sha256').update(version).update(text).digest('hex').slice(0, 32);
  const compiled = join(FOLDER, `ocsf-${digest}.js`);
  if (!existsSync(compiled)) compile(text, compiled);
  return createRequire(__filename)(compiled) as Validators;
}

function compile(text: string, file: string): void {
  const schema = JSON.parse(text) as Schema;
  const ajv = new Ajv({ strict: false, logger: false, code: { source: true } });
  ajv.addSchema(schema, 'ocsf');
  const names: Record<string, string> = {};
  for (const rule of schema.allOf) {
    const name = nameOf(rule.if.properties.class_uid.const);
    ajv.addSchema({ $ref: `ocsf${rule.then.$ref}` }, name);
    names[name] = name;
  }
  mkdirSync(dirname(file), { recursive: true });
  // Another worker may be at it, too: the last one's is as good.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, standalone(ajv, names));
  renameSync(own, file);
}
