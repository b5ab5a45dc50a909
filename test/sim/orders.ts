import { ActorStates, type Work } from './actor-states';
import { type Case, hashOf } from './small';
import { StateTable } from './state-table';
import { type Op, StoreStates } from './store-states';
import { Violation } from './story';

export interface Explored {
  readonly states: number;
  /** Calls carried out, and crashes, out of all states. */
  readonly steps: number;
  /** Ends: nobody has anything left to do. What is stored, who answered, failed, was killed; sorted, each once. */
  readonly ends: readonly string[];
  /** Calls and crashes in the longest order. */
  readonly longest: number;
  /** How many orders there are; undefined: not counted. */
  readonly orders: number | undefined;
  readonly violation: { readonly message: string; readonly path: readonly string[] } | undefined;
}

/** The place of an actor that was killed: what it knew is of no account. */
const DEAD = 0xffffffff;

/** What some of the actors do. Actors of one kind stand next to each other. */
interface Kind {
  readonly role: 'transform' | 'sealer';
  /** What a transform was given. */
  readonly records: readonly string[];
  readonly actors: ActorStates;
  readonly begin: number;
}

/** One step out of a state: the call of one of the actors is carried out, or it is killed. */
interface Edge {
  readonly slot: number;
  readonly op: Op | undefined;
}

interface Frame {
  readonly state: number;
  readonly edges: readonly Edge[];
  /** The state after each step. */
  readonly to: readonly number[];
  /** How many steps of the same effect each stands for. */
  readonly weights: readonly number[];
  at: number;
}

/** A state: the number of what is stored, and where each actor stands. */
type Row = number[];

/**
 * Explores a case to its end: every order in which the calls of its actors can be carried out, with a crash of any one
 * of them anywhere. The search goes over states, a state being what is stored and where each actor stands; so what
 * a call does to a store and what an answer does to an actor is found out once, and the rest is looking up.
 *
 * @param merged false: actors that do the same are told apart, and so are the orders of answers to calls that one actor
 * made at once. There are more states then, as many orders, and the same ends.
 */
export async function exploreOrders(of: Case, merged = true): Promise<Explored> {
  const search = new Search(of, merged);
  await search.begin();
  return search.run();
}

class Search {
  readonly #of: Case;
  readonly #merged: boolean;
  readonly #stores = new StoreStates();
  readonly #slots: Kind[] = [];
  readonly #states: StateTable;
  /** By state, once all that follows is known. */
  readonly #longest: number[] = [];
  readonly #orders: number[] = [];
  readonly #ends = new Set<string>();
  /** Who seals when all have ended. */
  #last: Kind | undefined;
  /** What is stored after that. */
  readonly #healed = new Set<number>();
  #steps = 0;

  constructor(of: Case, merged: boolean) {
    this.#of = of;
    this.#merged = merged;
    this.#states = new StateTable(1 + of.transforms.length + of.sealers);
  }

  async begin(): Promise<void> {
    const { transforms, sealers } = this.#of;
    await this.#stores.world.begin(this.#of);
    const store = this.#stores.keep();
    const kinds = new Map<string, Kind>();
    for (const records of transforms) {
      const known = kinds.get(records.join());
      const kind = known ?? (await this.#kind('transform', records));
      kinds.set(records.join(), kind);
      this.#slots.push(this.#merged ? kind : { ...kind });
    }
    this.#last = await this.#kind('sealer', []);
    for (let i = 0; i < sealers; i++) this.#slots.push(this.#merged ? this.#last : { ...this.#last });
    this.#states.add([store, ...this.#slots.map(({ begin }) => begin)]);
  }

  async #kind(role: Kind['role'], records: readonly string[]): Promise<Kind> {
    const work: Work = (world, actor, asked) =>
      role === 'sealer' ? world.seal(actor, asked) : world.transform(actor, records, asked);
    const actors = new ActorStates(this.#stores, role, work, this.#merged);
    return { role, records, actors, begin: await actors.begin() };
  }

  async run(): Promise<Explored> {
    const path: Frame[] = [];
    let step: Edge | undefined;
    try {
      path.push(
        await this.#frame(0, (edge) => {
          step = edge;
        }),
      );
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const next = top.to[top.at];
        if (next === undefined) {
          this.#leave(top);
          path.pop();
        } else if (this.#orders[next] !== undefined) {
          top.at++;
        } else {
          step = undefined;
          path.push(
            await this.#frame(next, (edge) => {
              step = edge;
            }),
          );
        }
      }
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return this.#explored({ message, path: await this.#tell(path, step) });
    }
    return this.#explored(undefined);
  }

  #explored(violation: Explored['violation']): Explored {
    return {
      states: this.#states.size,
      steps: this.#steps,
      ends: [...this.#ends].sort(),
      longest: this.#longest[0] ?? 0,
      orders: this.#orders[0],
      violation,
    };
  }

  /** All that can happen next. @param trying told of each step before it is taken */
  async #frame(state: number, trying: (edge: Edge) => void): Promise<Frame> {
    const row = this.#states.at(state);
    const edges: Edge[] = [];
    const to: number[] = [];
    const weights: number[] = [];
    const mayCrash = this.#of.crash && !row.includes(DEAD, 1);
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const pending = this.#pending(row, slot);
      if (pending.length === 0) continue;
      // Two of a kind that stand in one place: what one of them does the other might have done.
      if (this.#isAsBefore(row, slot)) continue;
      let weight = 1;
      while (this.#isAsBefore(row, slot + weight)) weight++;
      for (const op of mayCrash ? [...pending, undefined] : pending) {
        const edge = { slot, op };
        trying(edge);
        const next = [...row];
        await this.#take(next, edge);
        edges.push(edge);
        to.push(this.#states.add(this.#sorted(next)));
        weights.push(weight);
        this.#steps++;
      }
    }
    if (edges.length === 0) await this.#end(row);
    return { state, edges, to, weights, at: 0 };
  }

  #pending(row: Row, slot: number): readonly Op[] {
    const at = row[slot + 1] as number;
    return at === DEAD ? [] : (this.#slots[slot] as Kind).actors.at(at).pending;
  }

  #isAsBefore(row: Row, slot: number): boolean {
    return slot > 0 && this.#slots[slot] === this.#slots[slot - 1] && row[slot + 1] === row[slot];
  }

  /** @throws what the step has broken */
  async #take(row: Row, { slot, op }: Edge): Promise<void> {
    if (op === undefined) {
      row[slot + 1] = DEAD;
      return;
    }
    const { actors, records } = this.#slots[slot] as Kind;
    const done = this.#stores.apply(row[0] as number, op);
    const at = await actors.advance(row[slot + 1] as number, op.id, done.answer);
    row[0] = done.store;
    row[slot + 1] = at;
    if (records.length === 0 || actors.at(at).ending !== 'answered') return;
    this.#stores.load(done.store);
    this.#stores.world.checkAnswered(`transform of ${records.join()}`, records);
  }

  /** Those of a kind in one order, whichever of them it is. @param names sorted with them */
  #sorted(row: Row, names: string[] = []): Row {
    for (let from = 1; from < this.#slots.length; from++) {
      for (let slot = from; slot > 0 && this.#slots[slot] === this.#slots[slot - 1]; slot--) {
        if ((row[slot] as number) <= (row[slot + 1] as number)) break;
        swap(row, slot);
        swap(names, slot - 1);
      }
    }
    return row;
  }

  /** All that follows a state is known. */
  #leave({ state, to, weights }: Frame): void {
    let longest = 0;
    let orders = to.length === 0 ? 1 : 0;
    to.forEach((next, i) => {
      longest = Math.max(longest, 1 + (this.#longest[next] as number));
      orders += (weights[i] as number) * (this.#orders[next] as number);
    });
    this.#longest[state] = longest;
    this.#orders[state] = orders;
  }

  /** Nobody has anything left to do: a sealer that comes later finds all in order and seals it. */
  async #end(row: Row): Promise<void> {
    const fates = this.#slots.map(({ role, actors }, slot) => {
      const at = row[slot + 1] as number;
      return `${role} ${at === DEAD ? 'killed' : actors.at(at).ending}`;
    });
    let store = row[0] as number;
    this.#stores.load(store);
    this.#ends.add(hashOf(this.#stores.world.stored(), ...fates.sort()));
    if (this.#healed.has(store)) return;
    this.#healed.add(store);
    const { actors, begin } = this.#last as Kind;
    let at = begin;
    for (let op = actors.at(at).pending[0]; op !== undefined; op = actors.at(at).pending[0]) {
      const done = this.#stores.apply(store, op);
      store = done.store;
      at = await actors.advance(at, op.id, done.answer);
    }
    if (actors.at(at).ending !== 'answered') throw new Violation('recovers', 'a later sealer fails');
    this.#stores.load(store);
    this.#stores.world.checkEnd();
  }

  /** The steps of a path, and one more. */
  async #tell(path: readonly Frame[], last: Edge | undefined): Promise<string[]> {
    const names = this.#slots.map(({ role }, slot) => {
      const first = this.#slots.findIndex((one) => one.role === role);
      return `${role}-${slot - first + 1}`;
    });
    const told: string[] = [];
    const tell = ({ slot, op }: Edge) => told.push(`${names[slot]} ${op?.name ?? 'is killed'}`);
    for (const { state, edges, at } of path) {
      const edge = edges[at] as Edge;
      tell(edge);
      const row = this.#states.at(state);
      await this.#take(row, edge);
      this.#sorted(row, names);
    }
    if (last !== undefined) tell(last);
    return told;
  }
}

function swap(list: unknown[], at: number): void {
  const one = list[at];
  list[at] = list[at + 1];
  list[at + 1] = one;
}
