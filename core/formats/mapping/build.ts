import type { Type } from '../../ocsf/structure';
import type { EventContext } from '../format';
import type { Convert } from './convert';

/** A source's field: how it is read, and whether the event at hand has it in an attribute. */
export interface Field<Source> {
  /** As the mapping writes it. */
  readonly path: string;
  readonly read: (source: Source) => unknown;
  /** In how many attributes it is. */
  taken: number;
}

/** An attribute that one field fills, or a constant. */
export class Leaf<Source> {
  #isUsed = false;

  /** @param otherwise stands where the field gives nothing */
  constructor(
    readonly name: string,
    readonly field: Field<Source> | undefined,
    readonly convert: Convert,
    readonly otherwise: unknown,
  ) {}

  make(source: Source, context: EventContext): unknown {
    const { field } = this;
    this.#isUsed = false;
    if (field === undefined) return this.otherwise;
    const found = field.read(source);
    if (found === undefined || found === null) return this.otherwise;
    const value = this.convert(found, context);
    if (value === undefined) return this.otherwise;
    field.taken++;
    this.#isUsed = true;
    return value;
  }

  /** Takes back what `make` took: its object is left out. */
  release(): void {
    if (this.#isUsed && this.field !== undefined) this.field.taken--;
    this.#isUsed = false;
  }
}

/** An attribute that is a list of objects. */
export class Items<Source> {
  constructor(
    readonly name: string,
    readonly items: readonly Branch<Source>[],
  ) {}

  make(source: Source, context: EventContext): unknown {
    const made: unknown[] = [];
    for (const item of this.items) {
      const value = item.make(source, context);
      if (value !== undefined) made.push(value);
    }
    return made.length === 0 ? undefined : made;
  }

  release(): void {
    for (const item of this.items) item.release();
  }
}

export type Attributes = Record<string, unknown>;

type Made<Source> = Leaf<Source> | Items<Source> | Branch<Source>;

/** An object of the event, made of what fills its attributes. */
export class Branch<Source> {
  readonly #musts: readonly string[];
  readonly #atLeastOne: readonly (readonly string[])[];
  readonly #justOne: readonly (readonly string[])[];

  /**
   * @param parts in the order of the event
   * @param type what OCSF demands of it; undefined: it may hold anything
   * @param given attributes that it gets elsewhere
   */
  constructor(
    readonly name: string,
    readonly parts: readonly Made<Source>[],
    type: Type | undefined,
    given: ReadonlySet<string> = new Set(),
  ) {
    const isOpen = (names: readonly string[]) => !names.some((one) => given.has(one));
    this.#musts =
      type === undefined
        ? []
        : type.musts
            .filter(({ profiles }) => profiles.length === 0)
            .map((must) => must.name)
            .filter((one) => !given.has(one));
    this.#atLeastOne = type?.atLeastOne.filter(isOpen) ?? [];
    this.#justOne = type?.justOne ?? [];
  }

  /** Undefined if not all that OCSF demands of it is there, or nothing: then it takes nothing either. */
  make(source: Source, context: EventContext): Attributes | undefined {
    const made: Attributes = {};
    if (this.fill(made, source, context) > 0 && this.suffices(made)) return made;
    this.release();
    return undefined;
  }

  /** Puts the attributes in an object. @returns how many */
  fill(made: Attributes, source: Source, context: EventContext): number {
    let filled = 0;
    for (const part of this.parts) {
      const value = part.make(source, context);
      if (value === undefined) continue;
      made[part.name] = value;
      filled++;
    }
    return filled;
  }

  release(): void {
    for (const part of this.parts) part.release();
  }

  /** What it could never have, whatever the event: in words, for the mapping's author. */
  lacks(): string | undefined {
    const names = new Set(this.parts.map(({ name }) => name));
    const must = this.#musts.find((name) => !names.has(name));
    if (must !== undefined) return must;
    const one = this.#atLeastOne.find((list) => !list.some((name) => names.has(name)));
    if (one !== undefined) return `one of ${one.join(', ')}`;
    const just = this.#justOne.find((list) => !list.some((name) => names.has(name)));
    return just === undefined ? undefined : `just one of ${just.join(', ')}`;
  }

  /** Whether all is there that OCSF demands. */
  suffices(made: Attributes): boolean {
    const has = (name: string) => made[name] !== undefined;
    for (const name of this.#musts) if (made[name] === undefined) return false;
    for (const names of this.#atLeastOne) if (!names.some(has)) return false;
    for (const names of this.#justOne) if (names.filter(has).length !== 1) return false;
    return true;
  }
}
