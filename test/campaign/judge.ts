import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

/** What `judge.py` says an alteration did. The rules stand at the top of that file. */
export interface Judgement {
  readonly class: 'harmful' | 'benign' | 'neutral';
  readonly reasons: readonly string[];
  readonly neutral: readonly string[];
  readonly must: {
    readonly batches: readonly string[];
    readonly events: readonly string[];
    readonly anyOf: readonly { readonly batches: readonly string[]; readonly objects: readonly string[] }[];
  };
  /** What may be named as changed or missing; null: anything. */
  readonly may: { readonly batches: readonly string[]; readonly events: readonly string[] } | null;
  /** Why no batch can be named. */
  readonly unnamed: string | null;
  readonly what: string;
  readonly changed: readonly string[];
}

export interface Kind {
  readonly name: string;
  /** What most of its cases turn out to be. */
  readonly tends: 'harmful' | 'benign' | 'neutral';
}

export interface Facts {
  readonly objects: number;
  readonly batches: number;
  readonly events: number;
  readonly leaves: number;
  readonly published: readonly number[];
}

/** The judge's process. One request at a time. */
export class Judge {
  readonly #requests: Writable;
  readonly #answers: AsyncIterator<string>;

  /** @param folder where `judge.py` lies */
  constructor(folder: string) {
    const { stdin, stdout } = spawn('python3', [path.join(folder, 'judge.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#requests = stdin;
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  kinds(): Promise<readonly Kind[]> {
    return this.#ask({ op: 'kinds' }) as Promise<readonly Kind[]>;
  }

  /** Reads an archive, and checks that it is whole. */
  open(archive: string): Promise<Facts> {
    return this.#ask({ op: 'open', archive }) as Promise<Facts>;
  }

  /** Alters `work`, a copy of `archive`, and judges it. */
  alter(request: { archive: string; work: string; kind: string; seed: string }): Promise<Judgement> {
    return this.#ask({ op: 'alter', ...request }) as Promise<Judgement>;
  }

  /** Undoes the last alteration. */
  async restore(): Promise<void> {
    await this.#ask({ op: 'restore' });
  }

  /** Paths in which the last altered copy differs from its archive. */
  compare(): Promise<readonly string[]> {
    return this.#ask({ op: 'compare' }) as Promise<readonly string[]>;
  }

  close(): void {
    this.#requests.end();
  }

  async #ask(request: object): Promise<unknown> {
    this.#requests.write(`${JSON.stringify(request)}\n`);
    const answer = await this.#answers.next();
    if (answer.done) throw new Error(`the judge gave up over ${JSON.stringify(request)}`);
    return JSON.parse(answer.value);
  }
}
