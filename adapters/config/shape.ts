import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import type { ConfigFields } from './config';
import schema from './config.schema.json';
import { type FieldPath, fieldName, type Problem, type Source } from './source';

/** What the schema says about a field, beside its rules. */
interface Annotated {
  readonly 'x-allowed'?: unknown;
}

let compiled: ValidateFunction<ConfigFields> | undefined;

function validator(): ValidateFunction<ConfigFields> {
  if (compiled === undefined) {
    const ajv = new Ajv({ allErrors: true, verbose: true, strictTypes: false });
    ajv.addVocabulary(['x-irreversible', 'x-allowed']);
    compiled = ajv.compile<ConfigFields>(schema);
  }
  return compiled;
}

/**
 * Judges a file's value by config.schema.json.
 * @returns the value as fields, or every place at which it is not as the schema says
 */
export function checkShape(
  source: Source,
): { readonly fields: ConfigFields } | { readonly problems: Problem[] } {
  const validate = validator();
  const { value } = source;
  if (validate(value)) return { fields: value };
  const problems = (validate.errors ?? []).flatMap((error) => problemOf(error, source));
  return { problems };
}

function problemOf(error: ErrorObject, source: Source): Problem[] {
  const path = pathOf(error, source.value);
  const problem = (at: FieldPath, text: string): Problem[] => [
    { line: source.lineOf(at), field: fieldName(at), text },
  ];
  const got = `got ${shown(error.data)}`;
  const { params } = error;
  switch (error.keyword) {
    // `if` only says that its `then` or `else` failed, `propertyNames` that a name did: both are listed themselves.
    case 'if':
    case 'propertyNames':
      return [];
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const known = Object.keys(propertiesOf(error.parentSchema));
      const near = nearest(name, known);
      const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean '${near}'?`;
      return problem([...path, name], `there is no such field; ${hint}`);
    }
    case 'required':
      return problem([...path, String(params.missingProperty)], 'is missing');
    case 'dependentRequired':
      return problem(
        [...path, String(params.property)],
        `needs ${fieldName([...path, String(params.missingProperty)])} beside it`,
      );
    case 'type':
      return problem(path, `${got}; allowed is ${allowed(error) ?? typeName(String(params.type))}`);
    case 'enum': {
      const known = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
      const near = typeof error.data === 'string' ? nearest(error.data, known) : undefined;
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      return problem(path, `${got}; allowed is one of ${known.join(', ')}${hint}`);
    }
    case 'minimum':
    case 'maximum': {
      const { minimum, maximum } = limitsOf(error.parentSchema);
      return problem(path, `${got}; allowed is a whole number from ${minimum} to ${maximum}`);
    }
    case 'uniqueItems':
      return problem([...path, Number(params.i)], `stands twice: also at [${params.j}]`);
    case 'minItems':
      return problem(path, 'the list is empty; allowed is one entry or more');
    default:
      if (error.propertyName !== undefined) {
        const at = [...path, error.propertyName];
        return problem(at, `got the name ${shown(error.data)}; allowed is ${allowed(error)}`);
      }
      return problem(path, `${got}; ${sessionHint(error.data) ?? `allowed is ${allowed(error)}`}`);
  }
}

/** What the schema allows, in words; the rule itself where it has none. */
function allowed(error: ErrorObject): string | undefined {
  const words = (error.parentSchema as Annotated | undefined)?.['x-allowed'];
  if (typeof words === 'string') return words;
  return error.keyword === 'type' ? undefined : (error.message ?? error.keyword);
}

/** People paste what `aws sts get-caller-identity` says, which no policy can name. */
function sessionHint(value: unknown): string | undefined {
  const session =
    typeof value === 'string' ? /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)/.exec(value) : null;
  if (session === null) return undefined;
  const [, partition, account, role] = session;
  return `that is a session of a role; allowed is the role itself, e.g. arn:${partition}:iam::${account}:role/${role}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  array: 'a list',
  object: 'a block of fields',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

/** A value for people: short, on one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of fields';
  if (typeof value !== 'string') return String(value);
  return `'${value.length > 100 ? `${value.slice(0, 100)}…` : value}'`;
}

/** The field an error is about. A list's index is a number, and a name of digits is not. */
function pathOf({ instancePath }: ErrorObject, value: unknown): FieldPath {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  let at: unknown = value;
  return parts.map((part) => {
    const isItem = Array.isArray(at);
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[part];
    return isItem ? Number(part) : part;
  });
}

function propertiesOf(parent: ErrorObject['parentSchema']): object {
  const properties: unknown = parent?.properties;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

function limitsOf(parent: ErrorObject['parentSchema']): { minimum: unknown; maximum: unknown } {
  return { minimum: parent?.minimum, maximum: parent?.maximum };
}

/** The known name that differs least, if it differs by little. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

/** Levenshtein's distance: insertions, removals and changes of one character. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
