import { FORMAT_VERSION, type Genesis, parseControl } from '../batch/control';
import { type RetentionRule, RetentionRules } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { Clock, Ledger, Lock, ObjectStore, Signer } from '../ports';
import { type Growth, growTree, type LogObject, type RightEdge } from '../tlog/growth';
import { EMPTY_ROOT } from '../tlog/merkle';
import { parseBundle, TILE_WIDTH } from '../tlog/tiles';
import { appendControl } from './append-control';
import { ArchiveLog } from './archive-log';
import { EMPTY_LANE, type Intake, type PassLimit, RowReader, SEALER_LANE, type SealFinding } from './intake';
import { hasRowsToLetGo, letGoOfRows } from './row-expiry';
import { decodeStaging, encodeStaging, objectsOf, STAGING_PREFIX, stagedSize } from './staging';
import { type Extent, formatState, parseState, type SealerState } from './state';

export type { SealFinding } from './intake';

export interface SealOptions {
  /** Where the log is published, under `log/`. */
  readonly archive: ObjectStore;
  /** Where the next state is staged, under `staging/`. */
  readonly state: ObjectStore;
  readonly ledger: Ledger;
  readonly lock: Lock;
  readonly signer: Signer;
  readonly clock: Clock;
  /**
   * What the log's first leaf says if there is no log yet; its origin is the signer's name. A retention other than the
   * newest in the log is entered as a change of it.
   */
  readonly genesis: Pick<Genesis, 'lanes' | 'retention' | 'deliveryLimit'>;
  /** When a heartbeat is due: at each seal, or when the newest is this old. */
  readonly heartbeat: 'always' | { readonly everyMs: number };
  /** How much is sealed under one checkpoint at most; default 65,536 rows or 16 MiB of entries. */
  readonly limit?: PassLimit;
}

export interface SealResult {
  /** The newest checkpoint, signed; published. */
  readonly note: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** Leaves that this call entered in the log. */
  readonly appended: number;
  /** Whether all that was in the ledger is under the checkpoint. If not, `findings` say why. */
  readonly drained: boolean;
  readonly findings: readonly SealFinding[];
}

const LIMIT: PassLimit = { rows: 65_536, bytes: 16 << 20 };
const NOTHING: Extent = { size: 0, root: EMPTY_ROOT.toString('hex'), lanes: {} };
/** How often in a row another sealer may be first. */
const ATTEMPTS = 20;

/**
 * Enters everything that the ledger has in the log, in passes of bounded size, and publishes a checkpoint after
 * each; then lets go of rows of the ledger that are not needed any more (`letGoOfRows`). Any number of sealers may run
 * at once, and each may die anywhere: the next one finishes what is begun.
 *
 * @throws WormtrailError `halted` where going on would harm the log: the ledger is older than the archive, the
 * archive holds a checkpoint of ours that our state does not know; `usage` for a key that is not the log's; `conflict` if
 * other sealers are first time and again; what the ports throw
 */
export async function seal(options: SealOptions): Promise<SealResult> {
  return new Sealer(options).run();
}

/** A state, and the token under which the lock holds it; no token: the lock was never set. */
interface Held {
  readonly state: SealerState | undefined;
  readonly token: string | undefined;
}

class Sealer {
  readonly #options: SealOptions;
  readonly #log: ArchiveLog;
  readonly #limit: PassLimit;
  /** By what they say, so that a pass done over says it once. */
  readonly #findings = new Map<string, SealFinding>();
  #appended = 0;
  #started = 0;
  #hasBeaten = false;
  /** Whether the state that this call knows last has rows of the ledger that may go. */
  #mayLetGo = false;
  /** The newest checkpoint that this call published. */
  #published: { readonly size: number; readonly note: string } | undefined;

  constructor(options: SealOptions) {
    this.#options = options;
    this.#log = new ArchiveLog(options.archive, options.signer, (finding) => this.#report(finding));
    this.#limit = options.limit ?? LIMIT;
  }

  async run(): Promise<SealResult> {
    this.#started = this.#options.clock.now();
    for (let failures = 0; ; ) {
      try {
        const result = await this.#pass();
        if (result !== undefined) {
          if (this.#mayLetGo) await letGoOfRows(this.#options, this.#limit.rows);
          return result;
        }
        failures = 0;
      } catch (error) {
        // Another sealer was first, or an answer was lost: what holds now is read again.
        const isPassing =
          error instanceof WormtrailError && (error.code === 'conflict' || error.code === 'unknown-outcome');
        if (!isPassing || ++failures >= ATTEMPTS) throw error;
      }
    }
  }

  /** Seals once; undefined if more is to be done. */
  async #pass(): Promise<SealResult | undefined> {
    // Before the lock: what is published afterwards is never larger than what the lock holds.
    const published = await this.#log.checkpoint();
    const held = await this.#held();
    const { state, token } = held;
    this.#mayLetGo = hasRowsToLetGo(state);
    if (state === undefined) {
      await this.#begin();
    } else {
      this.#checkKey(state);
      if (published !== undefined) await this.#checkPublished(published, state);
      if (!state.published) {
        await this.#finish(state, token);
        return undefined;
      }
      if (published?.size !== state.size) await this.#restoreCheckpoint(state);
    }

    const extent = state ?? NOTHING;
    const edge = await this.#edge(state);
    const { ledger, clock, genesis } = this.#options;
    const retention = new RetentionRules(state === undefined ? [] : await this.#retentionOf(state));
    const intake = await new RowReader(ledger, clock, extent, retention, this.#limit).read({
      isBeatDue: (read, newest) => this.#isBeatDue(read, newest, state),
      retention: genesis.retention,
    });
    if (intake.leaves.length === 0) return this.#result(extent, intake);

    const growth = growTree(edge, intake.leaves);
    const next: SealerState = {
      key: this.#options.signer.verifierKey,
      size: growth.edge.size,
      root: growth.root.toString('hex'),
      lanes: intake.lanes,
      heartbeat: intake.heartbeat ?? state?.heartbeat ?? null,
      retention: intake.retention.rules,
      ...expiryWith(state, intake),
      staging: await this.#stage(edge, growth),
      published: false,
      previous: { size: extent.size, root: extent.root, lanes: extent.lanes },
    };
    if (!(await this.#options.lock.swap(token, formatState(next)))) {
      throw new WormtrailError('conflict', 'another sealer is at work');
    }
    this.#mayLetGo = hasRowsToLetGo(next);
    this.#appended += intake.leaves.length;
    this.#hasBeaten ||= this.#isOfThisCall(intake.heartbeat);
    const now = await this.#held();
    // If it is published already, another sealer did it.
    if (now.state !== undefined && !now.state.published) await this.#finish(now.state, now.token);
    return this.#result(next, intake);
  }

  async #held(): Promise<Held> {
    const kept = await this.#options.lock.read();
    return kept === undefined
      ? { state: undefined, token: undefined }
      : { state: parseState(kept.value), token: kept.token };
  }

  /** The log's first row is the genesis, which must be of this log. */
  async #begin(): Promise<void> {
    const { ledger, clock, signer, genesis } = this.#options;
    // The lock is set before anything is published: a log without a state is another ledger's.
    if (await this.#log.exists()) {
      if ((await this.#options.lock.read()) !== undefined)
        throw new WormtrailError('conflict', 'another sealer began');
      throw new WormtrailError('halted', 'the archive has a log, and this ledger knows nothing of it', {
        hint: 'bring back the ledger that belongs to the archive, or use an empty archive',
      });
    }
    let [row] = await ledger.rows(SEALER_LANE, 1, 1);
    row ??= await appendControl(ledger, clock, EMPTY_LANE, {
      kind: 'genesis',
      format: FORMAT_VERSION,
      origin: signer.name,
      ...genesis,
    });
    const first = parseControl(row.entry);
    if (first.kind !== 'genesis')
      throw new WormtrailError('halted', 'the ledger does not begin with a genesis entry');
    if (first.origin !== signer.name) throw wrongKey(first.origin, signer.verifierKey);
  }

  /** A state that does not say is of a time when only the genesis did. */
  async #retentionOf(state: SealerState): Promise<readonly RetentionRule[]> {
    if (state.retention !== undefined) return state.retention;
    const [row] = await this.#options.ledger.rows(SEALER_LANE, 1, 1);
    const genesis = row === undefined ? undefined : parseControl(row.entry);
    if (genesis?.kind !== 'genesis') return [];
    return [{ days: genesis.retention, from: 0, place: 0, time: Date.parse(genesis.time) }];
  }

  #checkKey(state: SealerState): void {
    const { verifierKey } = this.#options.signer;
    if (state.key !== verifierKey) throw wrongKey(state.key, verifierKey);
  }

  /** The archive may be behind us, never before us or beside us. */
  async #checkPublished(
    published: { readonly origin: string; readonly size: number; readonly root: Buffer },
    state: SealerState,
  ): Promise<void> {
    const settled = state.published ? state : state.previous;
    const root = published.root.toString('hex');
    const known = [state, settled].find(({ size }) => size === published.size);
    const isOurs =
      known !== undefined
        ? known.root === root
        : published.size < settled.size && (await this.#log.isConsistent(published, settled));
    if (isOurs) return;
    throw new WormtrailError(
      'halted',
      `the archive holds a checkpoint of size ${published.size} under our key that our state, at ${state.size}, does not know`,
      {
        hint: 'was the ledger restored from a backup? A log must not be sealed on from an older state of it',
      },
    );
  }

  async #restoreCheckpoint(state: SealerState): Promise<void> {
    // Another sealer may have published it since it was read.
    if (((await this.#log.checkpoint())?.size ?? 0) >= state.size) return;
    await this.#log.putCheckpoint(state);
    this.#report({
      kind: 'checkpoint-replaced',
      object: 'log/checkpoint',
      detail: `it was not the newest checkpoint, of size ${state.size}`,
    });
  }

  /** Publishes a state that the lock holds, and says so in the lock. */
  async #finish(state: SealerState, token: string | undefined): Promise<void> {
    await this.#log.putObjects(await this.#staged(state));
    this.#published = { size: state.size, note: await this.#log.putCheckpoint(state) };
    // False: another sealer said so first.
    if (await this.#options.lock.swap(token, formatState({ ...state, published: true }))) {
      await this.#sweep(state);
    }
  }

  /** The edge to grow from, out of the archive, or restored from the staging if it is not what was sealed. */
  async #edge(state: SealerState | undefined): Promise<RightEdge> {
    if (state === undefined) return this.#log.readEdge(NOTHING);
    try {
      return await this.#log.readEdge(state);
    } catch (error) {
      if (!(error instanceof WormtrailError && ['malformed', 'unavailable'].includes(error.code)))
        throw error;
      await this.#log.putObjects(await this.#staged(state));
      this.#report({ kind: 'edge-repaired', detail: error.message });
      return this.#log.readEdge(state);
    }
  }

  /**
   * Stages what the tree has grown by, reads it back, and grows the tree again from what was read: nothing is
   * signed that a flipped bit, on the way or in the store, could have reached.
   */
  async #stage(edge: RightEdge, growth: Growth): Promise<string> {
    const { key, bytes } = encodeStaging(growth.edge.size, objectsOf(growth));
    // Whatever lies there under the name of this content is of no use to anybody.
    await this.#options.state.put(key, bytes);
    const objects = await this.#readStaging(key);
    const again = objects && growTree(edge, newLeaves(edge, objects));
    if (again === undefined || !again.root.equals(growth.root) || !isSame(objectsOf(again), objects)) {
      throw new WormtrailError('unavailable', `${key} did not come back as it was stored`);
    }
    return key;
  }

  /** What was staged for a state; taken in again from the ledger if the staging is gone or was altered. */
  async #staged(state: SealerState): Promise<readonly LogObject[]> {
    const objects = await this.#readStaging(state.staging);
    if (objects !== undefined) return objects;
    const now = await this.#held();
    if (now.state?.staging !== state.staging) throw new WormtrailError('conflict', 'another sealer went on');

    const { ledger, clock } = this.#options;
    const edge = await this.#log.readEdge(state.previous);
    const rules = new RetentionRules();
    const reader = new RowReader(ledger, clock, state.previous, rules, this.#limit, state.lanes);
    const intake = await reader.read(undefined);
    const growth = growTree(edge, intake.leaves);
    if (growth.root.toString('hex') !== state.root || growth.edge.size !== state.size) {
      throw new WormtrailError('halted', `the ledger does not give the tree of ${state.size} leaves again`, {
        hint: 'rows of the ledger were changed or lost after they were sealed',
      });
    }
    const again = objectsOf(growth);
    await this.#options.state.put(state.staging, encodeStaging(growth.edge.size, again).bytes);
    return again;
  }

  /** What is staged under the key; undefined if it is gone or is not what the key names. */
  async #readStaging(key: string): Promise<readonly LogObject[] | undefined> {
    const object = await this.#options.state.get(key);
    if (object === undefined) return undefined;
    try {
      return decodeStaging({ key, bytes: Buffer.from(object.bytes) });
    } catch (error) {
      if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
      throw error;
    }
  }

  /** Removes what was staged for this size and smaller ones, but this state's own: the next pass may need it. */
  async #sweep({ size, staging }: SealerState): Promise<void> {
    const { state } = this.#options;
    const old: string[] = [];
    for await (const { key } of state.list(STAGING_PREFIX)) {
      const of = stagedSize(key);
      if (of !== undefined && of <= size && key !== staging) old.push(key);
    }
    for (const key of old) await state.remove(key);
  }

  #isBeatDue(read: number, newest: number | undefined, state: SealerState | undefined): boolean {
    const { heartbeat } = this.#options;
    // A heartbeat of this call may be among the rows already, from a pass that came second.
    if (heartbeat === 'always') return !this.#hasBeaten && !this.#isOfThisCall(newest);
    const last = newest ?? state?.heartbeat ?? null;
    return last === null || read - last >= heartbeat.everyMs;
  }

  #isOfThisCall(heartbeat: number | undefined): boolean {
    return heartbeat !== undefined && heartbeat >= this.#started;
  }

  /** What to answer after a pass; undefined if another one is needed. */
  async #result({ size, root, lanes }: Extent, intake: Intake): Promise<SealResult | undefined> {
    for (const finding of intake.findings) this.#report(finding);
    if (intake.more) return undefined;
    const note =
      this.#published?.size === size
        ? this.#published.note
        : await this.#log.putCheckpoint({ size, root, lanes });
    const findings = [...this.#findings.values()];
    return { note, size, root, appended: this.#appended, drained: intake.drained, findings };
  }

  #report(finding: SealFinding): void {
    this.#findings.set(JSON.stringify(finding), finding);
  }
}

/** What may be let go of the ledger once the intake is in the log. */
function expiryWith(state: SealerState | undefined, { audited }: Intake): Pick<SealerState, 'expiry'> {
  const through = audited ?? state?.expiry?.through;
  return through === undefined ? {} : { expiry: { through, done: state?.expiry?.done ?? 0 } };
}

/** The leaves in the staged bundles that the tree did not have before. */
function newLeaves(edge: RightEdge, objects: readonly LogObject[]): Buffer[] {
  const bundles = objects.filter(({ path }) => path.startsWith('tile/entries/'));
  return bundles.flatMap(({ bytes }) => parseBundle(bytes)).slice(edge.size % TILE_WIDTH);
}

function isSame(a: readonly LogObject[], b: readonly LogObject[] | undefined): boolean {
  return (
    a.length === b?.length && a.every(({ path, bytes }, i) => path === b[i]?.path && bytes.equals(b[i].bytes))
  );
}

function wrongKey(of: string, signer: string): WormtrailError {
  return new WormtrailError('usage', `the log belongs to ${of}, and the key given is ${signer}`, {
    hint: 'seal with the key of the log',
  });
}
