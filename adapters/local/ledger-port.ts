import type { MessagePort } from 'node:worker_threads';
import { type ErrorCode, WormtrailError } from '../../core/errors';
import type { Ledger } from '../../core/ports';

/*
 * Worker threads on the main thread's ledger. A worker's transform sees an ordinary Ledger (`PortLedger`); the
 * main thread answers (`serveLedger`) with the ledger that it holds ready for the batch the worker is at, and
 * lets batches commit in the order in which it gave them out (`Turns`), so that the mark of a source never runs
 * ahead of what is committed:
 *
 *     const turns = new Turns();
 *     const turn = turns.next();                       // in the order of the source
 *     current = turn.ledger(ledger.withMarks(marks));    // for serveLedger(port, () => current)
 *     …post the batch to the worker, await its answer…
 *     turn.end();                                      // or turn.fail(error): none after it may commit
 */

type Method = keyof Ledger;

interface Request {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

type Response =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { code: ErrorCode; message: string; hint: string | undefined } };

/** A Ledger in a worker thread, answered over `port` by `serveLedger`. */
export class PortLedger implements Ledger {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, { resolve(value: never): void; reject(error: unknown): void }>();
  #calls = 0;
  #closed = false;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (response: Response) => {
      const call = this.#waiting.get(response.id);
      this.#waiting.delete(response.id);
      if ('value' in response) call?.resolve(response.value as never);
      else
        call?.reject(
          new WormtrailError(response.error.code, response.error.message, hintOf(response.error.hint)),
        );
    });
    port.on('close', () => {
      this.#closed = true;
      for (const { reject } of this.#waiting.values()) reject(portClosed());
      this.#waiting.clear();
    });
  }

  head: Ledger['head'] = (...args) => this.#call('head', args);
  findBatch: Ledger['findBatch'] = (...args) => this.#call('findBatch', args);
  commit: Ledger['commit'] = (...args) => this.#call('commit', args);
  rows: Ledger['rows'] = (...args) => this.#call('rows', args);
  lanes: Ledger['lanes'] = (...args) => this.#call('lanes', args);
  expire: Ledger['expire'] = (...args) => this.#call('expire', args);

  #call<T>(method: Method, args: readonly unknown[]): Promise<T> {
    if (this.#closed) return Promise.reject(portClosed());
    const id = this.#calls++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port.postMessage({ id, method, args } satisfies Request);
    });
  }
}

/** Answers a `PortLedger` at the other end of `port`, each call with the ledger that `current` gives at the time. */
export function serveLedger(port: MessagePort, current: () => Ledger): void {
  port.on('message', async ({ id, method, args }: Request) => {
    let response: Response;
    try {
      response = { id, value: await callLedger(current(), method, args) };
    } catch (error) {
      response = { id, error: describe(error) };
    }
    port.postMessage(response);
  });
}

/** Lets batches reach the head of a lane one after another, in the order in which they were given out. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** The next batch's turn, which comes when all before it have ended. */
  next(): Turn {
    const turn = new Turn(this.#last);
    this.#last = turn.ended;
    return turn;
  }
}

/** A batch's turn to commit. It ends with the batch's commit, or when it is told so. */
export class Turn {
  readonly #come: Promise<void>;
  /** Resolves when the next batch may commit; rejects if none may any more. */
  readonly ended: Promise<void>;
  /** Takes what `ended` follows; only the first one counts. */
  #settle: (outcome: Promise<void>) => void = () => undefined;

  constructor(before: Promise<void>) {
    this.#come = before;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // `fail`'s caller knows of the failure; batches that wait learn of it by `#come`.
    this.ended.catch(() => undefined);
    // A failure before this turn is one for all after it too.
    before.catch(() => this.#settle(before));
  }

  /**
   * `ledger`, whose `head` and `commit` wait for this turn, and fail if a batch before it failed. A `commit` that
   * answers `committed` ends the turn.
   */
  ledger(ledger: Ledger): Ledger {
    return {
      head: async (lane) => {
        await this.#come;
        return ledger.head(lane);
      },
      commit: async (row, expected) => {
        await this.#come;
        const outcome = await ledger.commit(row, expected);
        if (outcome === 'committed') this.end();
        return outcome;
      },
      findBatch: (digest) => ledger.findBatch(digest),
      rows: (lane, from, limit) => ledger.rows(lane, from, limit),
      lanes: () => ledger.lanes(),
      expire: (rows, time) => ledger.expire(rows, time),
    };
  }

  /** The batch is committed, or was before. */
  end(): void {
    this.#settle(this.#come);
  }

  /** The batch is not committed: no batch after it may be. Without effect once the turn has ended. */
  fail(error: unknown): void {
    const failed = Promise.reject<void>(error);
    // Nobody else takes it once the turn has ended.
    failed.catch(() => undefined);
    this.#settle(failed);
  }
}

function callLedger(ledger: Ledger, method: Method, args: readonly unknown[]): Promise<unknown> {
  const call = ledger[method] as (...args: readonly unknown[]) => Promise<unknown>;
  return call.apply(ledger, [...args]);
}

function describe(error: unknown): { code: ErrorCode; message: string; hint: string | undefined } {
  if (error instanceof WormtrailError) return { code: error.code, message: error.message, hint: error.hint };
  return {
    code: 'unavailable',
    message: error instanceof Error ? error.message : String(error),
    hint: undefined,
  };
}

function hintOf(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function portClosed(): WormtrailError {
  return new WormtrailError('unknown-outcome', 'the ledger went away while a call was under way');
}
