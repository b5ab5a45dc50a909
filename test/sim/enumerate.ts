import { WormtrailError } from '../../core/errors';
import { Actor, type Role } from './actor';
import type { Explored } from './orders';
import { Random } from './random';
import { settled } from './scheduler';
import { type Asked, type Case, hashOf, SmallWorld, textOf } from './small';
import { Violation } from './story';

/**
 * Every order in which the calls of a few actors can be carried out, the plain way: each path is run from its
 * beginning, and left where it meets a state that was met before. A state is what is stored, and each actor's answers
 * so far in their order. It shares no more with the search of orders.ts than the world that both explore, and must
 * come to the same ends.
 */
export async function explorePlainly(of: Case): Promise<Explored> {
  const seen = new Set<string>();
  const ends = new Set<string>();
  let steps = 0;
  let longest = 0;
  // Choices yet to be tried, as the path that leads there.
  const open: number[][] = [[]];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const run = new Run(of);
    const told: string[] = [];
    try {
      await run.begin();
      for (let depth = 0; ; depth++) {
        const choices = run.choices();
        if (depth >= path.length) {
          const state = run.state();
          if (seen.has(state)) break;
          seen.add(state);
          if (choices.length === 0) {
            ends.add(await run.end());
            break;
          }
          for (let other = choices.length - 1; other > 0; other--) open.push([...path, other]);
          path.push(0);
        }
        const choice = choices[path[depth] as number];
        if (choice === undefined)
          throw new Error('a replay went another way: something is not deterministic');
        told.push(choice.name);
        choice.take();
        steps++;
        longest = Math.max(longest, depth + 1);
        await settled();
        if (run.violation !== undefined) throw run.violation;
      }
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return explored({ message, path: told });
    }
  }
  return explored(undefined);

  function explored(violation: Explored['violation']): Explored {
    return { states: seen.size, steps, ends: [...ends].sort(), longest, orders: undefined, violation };
  }
}

/** Orders that are drawn, each run from its beginning: what they come to, a search must have come to. */
export async function walkPlainly(of: Case, orders: number): Promise<Explored> {
  const random = new Random(orders, 'walk');
  const seen = new Set<string>();
  const ends = new Set<string>();
  let steps = 0;
  let longest = 0;
  for (let order = 0; order < orders; order++) {
    const run = new Run(of);
    const told: string[] = [];
    try {
      await run.begin();
      const crash = random.between(0, 2 * Math.max(longest, 10));
      let last: string | undefined;
      for (let choices = run.choices(); choices.length > 0; choices = run.choices()) {
        const calls = choices.filter(({ kills }) => !kills);
        // Whoever is at it goes on for a while: else all would advance side by side.
        const same = calls.filter(({ actor }) => actor === last && random.chance(0.8));
        const killing = told.length === crash && calls.length < choices.length;
        const from = killing ? choices.filter(({ kills }) => kills) : same.length > 0 ? same : calls;
        const choice = random.pick(from);
        told.push(choice.name);
        last = choice.actor;
        choice.take();
        steps++;
        await settled();
        if (run.violation !== undefined) throw run.violation;
        seen.add(run.state());
      }
      longest = Math.max(longest, told.length);
      ends.add(await run.end());
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const violation = { message, path: told };
      return { states: seen.size, steps, ends: [...ends].sort(), longest, orders: order, violation };
    }
  }
  return { states: seen.size, steps, ends: [...ends].sort(), longest, orders, violation: undefined };
}

interface Pending {
  readonly name: string;
  readonly actor: Actor;
  readonly carryOut: () => void;
}

interface Choice {
  readonly name: string;
  readonly actor: string;
  readonly kills: boolean;
  readonly take: () => void;
}

class Run {
  readonly #of: Case;
  readonly #world = new SmallWorld();
  readonly #actors: Actor[] = [];
  readonly #fates = new Map<Actor, 'answered' | 'failed' | 'killed'>();
  /** Hash of the answers that each got. */
  readonly #past = new Map<Actor, string>();
  #broken: unknown;
  #pending: Pending[] = [];
  #mayCrash: boolean;

  constructor(of: Case) {
    this.#of = of;
    this.#mayCrash = of.crash;
  }

  get violation(): unknown {
    return this.#broken ?? this.#world.violation;
  }

  async begin(): Promise<void> {
    await this.#world.begin(this.#of);
    this.#of.transforms.forEach((records, i) => {
      this.#start('transform', `transform-${i + 1}`, async (actor) => {
        await this.#world.transform(actor, records, this.#asked(actor));
        this.#world.checkAnswered(actor.name, records);
      });
    });
    for (let i = 1; i <= this.#of.sealers; i++)
      this.#start('sealer', `sealer-${i}`, (actor) => this.#world.seal(actor, this.#asked(actor)));
    await settled();
  }

  /** What can happen next. */
  choices(): Choice[] {
    const steps: Choice[] = this.#pending.map((pending) => ({
      name: pending.name,
      actor: pending.actor.name,
      kills: false,
      take: () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
        pending.carryOut();
      },
    }));
    if (!this.#mayCrash) return steps;
    const alive = this.#actors.filter((actor) => this.#pending.some((pending) => pending.actor === actor));
    return [
      ...steps,
      ...alive.map((actor) => ({
        name: `${actor.name} is killed`,
        actor: actor.name,
        kills: true,
        take: () => {
          this.#mayCrash = false;
          actor.kill();
          this.#fates.set(actor, 'killed');
          this.#pending = this.#pending.filter((pending) => pending.actor !== actor);
        },
      })),
    ];
  }

  /** What is stored, and what each actor knows. */
  state(): string {
    const knows = this.#actors.map((actor) => `${actor.dead} ${this.#past.get(actor) ?? ''}`);
    return hashOf(this.#world.stored(), ...knows, ...this.#pending.map(({ name }) => name).sort());
  }

  /** Nobody has anything left to do: a sealer that comes later finds all in order and seals it. */
  async end(): Promise<string> {
    const fates = this.#actors.map((actor) => `${actor.role} ${this.#fates.get(actor)}`);
    const end = hashOf(this.#world.stored(), ...fates.sort());
    await this.#world.seal(new Actor('sealer', 'last', 0));
    this.#world.checkEnd();
    return end;
  }

  #start(role: Role, name: string, work: (actor: Actor) => Promise<void>): void {
    const actor = new Actor(role, name, 0);
    this.#actors.push(actor);
    work(actor).then(
      () => this.#fates.set(actor, 'answered'),
      (error: unknown) => {
        this.#fates.set(actor, 'failed');
        if (error instanceof WormtrailError && error.code !== 'halted') return;
        this.#broken ??=
          error instanceof Violation ? error : new Violation('no-crash', `${name}: ${String(error)}`);
      },
    );
  }

  #asked(actor: Actor): Asked {
    return (call, _, perform) =>
      new Promise((resolve, reject) => {
        if (actor.dead) return;
        const name = `${actor.name} ${call.port} ${call.operation} ${call.about}`;
        const carryOut = () => {
          try {
            const value = perform();
            this.#remember(actor, name, textOf(value));
            resolve(value);
          } catch (error) {
            this.#remember(actor, name, String(error));
            reject(error);
          }
        };
        this.#pending.push({ name, actor, carryOut });
      });
  }

  #remember(actor: Actor, name: string, answer: string): void {
    this.#past.set(actor, hashOf(this.#past.get(actor) ?? '', name, answer));
  }
}
