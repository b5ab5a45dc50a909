/** JSON as a template holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as an object. Throws if it is something else: the templates read here are our own. */
export function object(value: Json | undefined, what: string): JsonObject {
  if (!isObject(value)) throw new Error(`${what} should be an object, got ${JSON.stringify(value)}`);
  return value;
}

export function text(value: Json | undefined, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} should be text, got ${JSON.stringify(value)}`);
  return value;
}

/** A list, or a single value as a list of one, as policies write them. */
export function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Json];
}
