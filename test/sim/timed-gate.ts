import { WormtrailError } from '../../core/errors';
import type { Role } from './actor';
import type { Fault, Faults } from './faults';
import type { Call, Gate } from './gate';
import type { Random } from './random';
import type { Scheduler } from './scheduler';
import type { Story } from './story';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface GateContext {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly random: Random;
  readonly story: Story;
  /** Whether the log's key is disabled. */
  readonly keyIsDisabled: () => boolean;
  /** Told of what cannot be: an exception that is no WormtrailError. */
  readonly onStep: () => void;
}

/** What a call is to meet. */
interface Fate {
  /** Until it is carried out, ms. */
  wait: number;
  /** From then to the answer, ms; 0: at once. */
  answer: number;
  /** The actor dies as it is about to be carried out. */
  diesBefore?: Fault;
  diesAfter?: Fault;
  /** It is not carried out and this is answered. */
  refused?: { readonly error: WormtrailError; readonly fault: Fault };
  /** It is carried out `late` ms after that was answered; -1: never. */
  lost?: { readonly late: number; readonly fault: Fault };
  /** It is not carried out, and this is answered instead. */
  instead?: { readonly value: unknown; readonly fault: Fault };
  told?: Fault;
}

/** Calls of ports carried out at virtual times that the seed draws, with the faults that it draws. */
export function timedGate(context: GateContext): Gate {
  const { scheduler, story, onStep } = context;
  return <T>(call: Call, perform: () => T): Promise<T> => {
    const { actor } = call;
    return new Promise<T>((resolve, reject) => {
      if (actor.dead) return;
      const fate = fateOf(call, context);
      const name = `${call.port} ${call.operation} ${call.about}`;
      const tell = (what: string) => story.tell(actor.name, () => `${name} → ${what}`);
      if (fate.told !== undefined) tell(`takes long (${fate.told})`);
      scheduler.after(fate.wait, () => {
        if (actor.dead) return;
        onStep();
        if (fate.diesBefore !== undefined) {
          tell(`not carried out: killed (${fate.diesBefore})`);
          actor.kill();
          return;
        }
        if (fate.refused !== undefined) {
          tell(`${fate.refused.error.code} (${fate.refused.fault})`);
          reject(fate.refused.error);
          return;
        }
        if (fate.instead !== undefined) {
          tell(`${String(fate.instead.value)} (${fate.instead.fault})`);
          resolve(fate.instead.value as T);
          return;
        }
        if (fate.lost !== undefined) {
          const { late, fault } = fate.lost;
          const error = new WormtrailError('unknown-outcome', `simulated: ${fault}`);
          if (late > 0) {
            tell(`unknown, carried out later (${fault})`);
            scheduler.after(late, () => {
              const outcome = attempt(perform);
              tell(`carried out late → ${shown(outcome)}`);
            });
          } else if (late === 0) tell(`${shown(attempt(perform))}, the answer is lost (${fault})`);
          else tell(`unknown, not carried out (${fault})`);
          reject(error);
          return;
        }
        let value: T;
        try {
          value = perform();
        } catch (error) {
          tell(error instanceof Error ? error.message : String(error));
          reject(error);
          return;
        }
        if (fate.diesAfter !== undefined) {
          tell(`${shown(value)}, then killed (${fate.diesAfter})`);
          actor.kill();
          return;
        }
        tell(shown(value));
        if (fate.answer === 0) resolve(value);
        else scheduler.after(fate.answer, () => actor.dead || resolve(value));
      });
    });
  };
}

function attempt(perform: () => unknown): unknown {
  try {
    return perform();
  } catch (error) {
    if (error instanceof WormtrailError) return error.code;
    throw error;
  }
}

/** What kills an actor at any call. */
const KILLED: Partial<Record<Role, Fault>> = {
  sealer: 'sealer-killed',
  redrive: 'redrive-killed',
  auditor: 'auditor-killed',
};

function fateOf(call: Call, { faults, random, keyIsDisabled }: GateContext): Fate {
  const { actor, port, operation, writes } = call;
  const fate: Fate = { wait: random.between(1, 60), answer: random.chance(0.3) ? random.between(1, 60) : 0 };
  const strikes = (fault: Fault) => faults.strikes(fault);
  const draw = (fault: Fault, least: number, most: number) => faults.stream(fault).scale(least, most);
  const isStage = port === 'state' && operation === 'put' && actor.role === 'transform';
  const isCommit = port === 'ledger' && operation === 'commit';

  if (actor.role === 'transform' && (isStage || isCommit)) {
    const where = isStage ? 'stage' : 'commit';
    if (strikes(`crash-before-${where}`)) fate.diesBefore = `crash-before-${where}`;
    if (strikes(`crash-after-${where}`)) fate.diesAfter = `crash-after-${where}`;
    if (isCommit && strikes('timeout-after-commit')) {
      fate.answer = draw('timeout-after-commit', 6 * MINUTE, 6 * HOUR);
      fate.told = 'timeout-after-commit';
    }
  }
  const killed = KILLED[actor.role];
  if (killed !== undefined && strikes(killed)) {
    if (faults.stream(killed).chance(0.5)) fate.diesBefore = killed;
    else fate.diesAfter = killed;
  }
  if (actor.role === 'sealer' && strikes('old-sealer-back')) {
    const late = draw('old-sealer-back', 10 * MINUTE, 60 * HOUR);
    if (faults.stream('old-sealer-back').chance(0.5)) fate.wait += late;
    else fate.answer += late;
    fate.told = 'old-sealer-back';
  }

  const refuse = (fault: Fault, code: 'unavailable' | 'denied') => {
    fate.refused ??= { fault, error: new WormtrailError(code, `simulated: ${fault}`) };
  };
  const lose = (fault: Fault, late: number) => {
    fate.lost ??= { fault, late };
  };
  if (port === 'archive' || port === 'state') {
    if (strikes('s3-500')) refuse('s3-500', 'unavailable');
    if (strikes('s3-503')) refuse('s3-503', 'unavailable');
    if (strikes('s3-slow')) {
      fate.wait += draw('s3-slow', 1000, 10 * MINUTE);
      fate.told ??= 's3-slow';
    }
    if (writes && strikes('s3-answer-lost')) lose('s3-answer-lost', 0);
    if (writes && strikes('s3-write-late')) lose('s3-write-late', draw('s3-write-late', 1, 10 * MINUTE));
  }
  if (port === 'ledger') {
    if (strikes('ledger-throttled')) refuse('ledger-throttled', 'unavailable');
    if (isCommit) {
      if (strikes('transaction-conflict')) fate.instead = { value: 'moved', fault: 'transaction-conflict' };
      if (strikes('unknown-applied')) lose('unknown-applied', 0);
      if (strikes('unknown-not-applied')) lose('unknown-not-applied', -1);
      if (strikes('unknown-applied-late'))
        lose('unknown-applied-late', draw('unknown-applied-late', 1, HOUR));
    }
  }
  if (port === 'lock' && writes && strikes('lock-unknown')) {
    const how = faults.stream('lock-unknown');
    lose('lock-unknown', how.pick([0, -1, how.between(1, 100_000)]));
  }
  if (port === 'kms') {
    if (strikes('kms-unavailable')) refuse('kms-unavailable', 'unavailable');
    if (keyIsDisabled()) refuse('kms-disabled-day', 'denied');
  }
  if (port === 'stream' && strikes('stream-unknown')) {
    lose('stream-unknown', faults.stream('stream-unknown').chance(0.5) ? 0 : -1);
  }
  return fate;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'boolean') ? value.join(' ') : `${value.length}`;
  if (typeof value === 'object' && value !== null && 'seq' in value) return `seq ${String(value.seq)}`;
  return 'ok';
}
