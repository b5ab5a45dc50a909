/** Where something stands in a mapping: keys and list indexes from the top. */
export type MappingPath = readonly (string | number)[];

/** What is wrong with a mapping, where. */
export interface MappingProblem {
  readonly path: MappingPath;
  /** What was got and what is allowed. */
  readonly text: string;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A mapping's value at hand, and where its problems are told. Every reader gives undefined for what it complained of. */
export class Part {
  readonly #problems: MappingProblem[];

  constructor(
    readonly value: unknown,
    readonly path: MappingPath,
    problems: MappingProblem[],
  ) {
    this.#problems = problems;
  }

  /** Says that this is wrong. */
  wrong(text: string): undefined {
    this.#problems.push({ path: this.path, text });
    return undefined;
  }

  /** Says that this is none of what is allowed. */
  refuse(allowed: string): undefined {
    return this.wrong(`got ${shown(this.value)}; allowed is ${allowed}`);
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  /** An object's own key; its value is undefined if it is not there. */
  at(name: string): Part {
    const { value } = this;
    const field =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as { readonly [name: string]: unknown })[name]
        : undefined;
    return new Part(field, [...this.path, name], this.#problems);
  }

  /** The keys of an object and what they hold. @param known complains of any other */
  entries(allowed: string, known?: readonly string[]): [name: string, part: Part][] | undefined {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.isThere ? this.refuse(allowed) : this.wrong('is missing');
    }
    const parts = Object.keys(value).map((name): [string, Part] => [name, this.at(name)]);
    for (const [name, part] of parts) {
      if (known !== undefined && !known.includes(name)) {
        part.wrong(`there is no such key; known are ${known.join(', ')}`);
      }
    }
    return parts;
  }

  /** The items of a list of one or more. */
  items(allowed: string, most: number): Part[] | undefined {
    const { value } = this;
    if (!this.isThere) return this.wrong('is missing');
    if (!Array.isArray(value) || value.length === 0) return this.refuse(allowed);
    if (value.length > most) return this.wrong(`has ${value.length}; allowed are at most ${most}`);
    return value.map((item, at) => new Part(item, [...this.path, at], this.#problems));
  }

  text(allowed: string, form: RegExp): string | undefined {
    const { value } = this;
    if (!this.isThere) return this.wrong('is missing');
    return typeof value === 'string' && form.test(value) ? value : this.refuse(allowed);
  }

  oneOf<Name extends string>(names: readonly Name[]): Name | undefined {
    if (!this.isThere) return this.wrong(`is missing; allowed is one of ${names.join(', ')}`);
    const found = names.find((name) => name === this.value);
    return found ?? this.refuse(`one of ${names.join(', ')}`);
  }
}
