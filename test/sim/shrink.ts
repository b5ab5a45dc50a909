import { FAULT_KINDS } from './faults';
import { type Outcome, type Plan, simulate } from './simulate';

/** Tries at most. */
const MOST = 400;

/**
 * Makes a failing seed's world smaller while it breaks the same invariant: without kinds of faults, with fewer
 * records, with fewer runs of sealer and redrive.
 * @returns the smallest plan that was found, and what happens in it
 */
export async function shrink(
  seed: number,
  auditor: boolean,
): Promise<{ readonly plan: Plan; readonly outcome: Outcome }> {
  let plan: Plan = { seed, off: [], auditor };
  let outcome = await simulate(plan);
  const invariant = outcome.violation?.invariant;
  if (invariant === undefined) return { plan, outcome };
  let tries = 0;
  const attempt = async (smaller: Plan): Promise<boolean> => {
    if (tries++ >= MOST) return false;
    const next = await simulate(smaller);
    if (next.violation?.invariant !== invariant) return false;
    plan = smaller;
    outcome = next;
    return true;
  };
  for (let hasShrunk = true; hasShrunk && tries < MOST; ) {
    hasShrunk = false;
    for (const kind of FAULT_KINDS) {
      if (outcome.fired[kind] === undefined || plan.off.includes(kind)) continue;
      if (await attempt({ ...plan, off: [...plan.off, kind] })) hasShrunk = true;
    }
    for (const records of [1, 2, 3, 4, 6, 8, 12, 16, 24]) {
      if (records >= (plan.records ?? 41)) break;
      if (!(await attempt({ ...plan, records }))) continue;
      hasShrunk = true;
      break;
    }
    for (const runs of [0, 1, 2, 3, 5]) {
      if (runs >= (plan.runs ?? 11)) break;
      if (!(await attempt({ ...plan, runs }))) continue;
      hasShrunk = true;
      break;
    }
  }
  return { plan, outcome: await simulate({ ...plan, story: true }) };
}
