import { WormtrailError } from '../../core/errors';
import { Actor, type Role } from './actor';
import { settled } from './scheduler';
import { type Asked, hashOf, type SmallWorld } from './small';
import type { Answer, Op, StoreStates } from './store-states';
import { Violation } from './story';

/** Where an actor can stand: what it was answered so far, and so what it asks for next. */
export interface ActorState {
  readonly id: number;
  /** Calls that it waits for; none: it has ended. */
  readonly pending: readonly Op[];
  readonly ending: 'answered' | 'failed' | undefined;
  /** Answers that lead here, in one order of those in which they may come: [call, answer]. */
  readonly history: readonly (readonly [number, number])[];
  /** By call and answer. */
  readonly next: Map<number, number>;
}

/** What an actor was answered so far. */
interface History {
  /** Hash of what was answered before the calls that it waits for began. */
  readonly past: string;
  /** By the call that began a branch: what was answered in it. */
  readonly branches: ReadonlyMap<number, string>;
  /** The branch of each call that is waited for. */
  readonly branchOf: ReadonlyMap<number, number>;
}

interface Waiting {
  readonly op: Op;
  readonly answer: (answer: Answer) => void;
}

/** Production code at work for one actor: it waits for its calls to be answered. */
interface Run {
  readonly waiting: Map<number, Waiting>;
  ending: 'answered' | 'failed' | undefined;
  violation: unknown;
}

export type Work = (world: SmallWorld, actor: Actor, asked: Asked) => Promise<void>;

/** Actors that are kept where they wait, so as not to be run again from their beginning. */
const MOST_KEPT = 4000;
const MOST_ANSWERS = 2 ** 24;

/**
 * The states of all actors that do the same. Production code is deterministic, so that where an actor stands follows
 * from what it was answered. Calls that it made at once begin branches, whose answers it joins by place and not by time:
 * the order of answers in different branches does not count, and it is checked that it asks for the same after either.
 */
export class ActorStates {
  readonly #states: ActorState[] = [];
  readonly #histories: History[] = [];
  readonly #ids = new Map<string, number>();
  readonly #runs = new Map<number, Run>();
  readonly #stores: StoreStates;
  readonly #role: Role;
  readonly #work: Work;
  readonly #merged: boolean;

  /** @param merged false: the order of all answers counts */
  constructor(stores: StoreStates, role: Role, work: Work, merged: boolean) {
    this.#stores = stores;
    this.#role = role;
    this.#work = work;
    this.#merged = merged;
  }

  /** Where an actor begins. */
  async begin(): Promise<number> {
    const run = await this.#start();
    const branchOf = new Map([...run.waiting.keys()].map((id) => [id, id]));
    return this.#keep(run, { past: '', branches: new Map(), branchOf }, []);
  }

  at(id: number): ActorState {
    return this.#states[id] as ActorState;
  }

  /** Where the answer to a call leads. @throws what the actor has broken */
  async advance(id: number, op: number, answer: number): Promise<number> {
    const from = this.at(id);
    const known = from.next.get(op * MOST_ANSWERS + answer);
    if (known !== undefined) return known;
    const run = await this.#runAt(id);
    await this.#answer(run, op, answer);
    if (run.violation !== undefined) throw run.violation;
    const history = this.#follow(this.#histories[id] as History, run, op, answer);
    const next = this.#keep(run, history, [...from.history, [op, answer]]);
    from.next.set(op * MOST_ANSWERS + answer, next);
    return next;
  }

  #keep(run: Run, history: History, answers: ActorState['history']): number {
    const key = run.ending ?? hashOf(history.past, ...textsOf(history.branches));
    const pending = [...run.waiting.values()].map(({ op }) => op).sort((a, b) => a.id - b.id);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#states.length;
      this.#ids.set(key, id);
      this.#states.push({ id, pending, ending: run.ending, history: answers, next: new Map() });
      this.#histories.push(history);
    } else {
      const known = this.at(id).pending;
      if (known.length !== pending.length || known.some((op, i) => op !== pending[i]))
        throw new Error('the order of answers to calls made at once matters');
    }
    if (run.ending === undefined && !this.#runs.has(id)) {
      this.#runs.set(id, run);
      if (this.#runs.size > MOST_KEPT) this.#runs.delete(this.#runs.keys().next().value as number);
    }
    return id;
  }

  /** An actor that stands there. */
  async #runAt(id: number): Promise<Run> {
    const kept = this.#runs.get(id);
    if (kept !== undefined) {
      this.#runs.delete(id);
      return kept;
    }
    const run = await this.#start();
    for (const [op, answer] of this.at(id).history) await this.#answer(run, op, answer);
    return run;
  }

  async #start(): Promise<Run> {
    const run: Run = { waiting: new Map(), ending: undefined, violation: undefined };
    const asked: Asked = (call, args, perform) =>
      new Promise((resolve, reject) => {
        const op = this.#stores.op(call, args, perform);
        if (run.waiting.has(op.id)) throw new Error(`${op.name} is asked for twice at once`);
        const answer = ({ error, value }: Answer) =>
          error === undefined ? resolve(copyOf(value) as Awaited<ReturnType<typeof perform>>) : reject(error);
        run.waiting.set(op.id, { op, answer });
      });
    const actor = new Actor(this.#role, `a ${this.#role}`, 0);
    this.#work(this.#stores.world, actor, asked).then(
      () => {
        run.ending = 'answered';
      },
      (error: unknown) => {
        run.ending = 'failed';
        if (error instanceof WormtrailError && error.code !== 'halted') return;
        run.violation =
          error instanceof Violation ? error : new Violation('no-crash', `${actor.name}: ${String(error)}`);
      },
    );
    await settled();
    return run;
  }

  async #answer(run: Run, op: number, answer: number): Promise<void> {
    const waiting = run.waiting.get(op);
    if (waiting === undefined) throw new Error('a replay went another way: something is not deterministic');
    run.waiting.delete(op);
    waiting.answer(this.#stores.answers[answer] as Answer);
    await settled();
    if (run.ending === undefined && run.waiting.size === 0) throw new Error('an actor waits for no port');
  }

  /**
   * The history after one more answer. A call belongs to the branch whose answer it followed, while other branches are
   * open or while it is about the same; once all branches have ended, they are the past.
   */
  #follow({ past, branches, branchOf }: History, { waiting }: Run, op: number, answer: number): History {
    if (!this.#merged) {
      const own = new Map([...waiting.keys()].map((id) => [id, id]));
      return { past: hashOf(past, `${op} ${answer}`), branches, branchOf: own };
    }
    const branch = branchOf.get(op) as number;
    const told = new Map(branches).set(branch, hashOf(branches.get(branch) ?? '', `${op} ${answer}`));
    const fresh = [...waiting.keys()].filter((id) => id === op || !branchOf.has(id));
    const open = new Map([...branchOf].filter(([id]) => id !== op));
    const [first] = fresh;
    const continues =
      fresh.length === 1 && first !== undefined && (open.size > 0 || this.#isAboutTheSame(first, op));
    if (continues) return { past, branches: told, branchOf: open.set(first, branch) };
    if (fresh.length === 0) return { past, branches: told, branchOf: open };
    if (open.size > 0) throw new Error('a branch of calls made at once parts again');
    return {
      past: hashOf(past, ...textsOf(told)),
      branches: new Map(),
      branchOf: new Map(fresh.map((id) => [id, id])),
    };
  }

  #isAboutTheSame(a: number, b: number): boolean {
    const [one, other] = [this.#stores.ops[a] as Op, this.#stores.ops[b] as Op];
    return one.call.port === other.call.port && one.call.about === other.call.about;
  }
}

function textsOf(branches: ReadonlyMap<number, string>): string[] {
  return [...branches].map(([op, text]) => `${op} ${text}`).sort();
}

/** What an actor is given is its own. */
function copyOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}
