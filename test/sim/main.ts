import { explorePlainly, walkPlainly } from './enumerate';
import { AUDITOR_KINDS, FAULT_KINDS } from './faults';
import { exploreOrders } from './orders';
import { shrink } from './shrink';
import { type Outcome, simulate } from './simulate';
import { CASES } from './small';

/**
 * The simulator as a program: `sim.js run FIRST STEP SECONDS COUNT` runs COUNT seeds, FIRST and every STEPth after
 * it, for SECONDS at most, and prints a line of JSON for each hundred and for each failure; `sim.js story PLAN` tells
 * one; `sim.js shrink SEED` prints the smallest plan that fails like the seed; `sim.js enumerate|apart|plainly
 * [CASE…]` goes through all orders of small cases, or of those that are named; `sim.js walk CASE ORDERS` through some.
 */
async function main([command, ...args]: readonly string[]): Promise<void> {
  switch (command) {
    case 'run':
      return run(args.map(Number));
    case 'story': {
      const outcome = await simulate({ ...JSON.parse(args[0] as string), story: true });
      print(outcome);
      return;
    }
    case 'shrink':
      print(await shrink(Number(args[0]), args[1] === '1'));
      return;
    case 'enumerate':
    case 'apart':
    case 'plainly':
      for (const of of CASES) {
        if (args.length > 0 && !args.includes(of.name)) continue;
        const { user } = process.cpuUsage();
        const explored = await (command === 'plainly'
          ? explorePlainly(of)
          : exploreOrders(of, command === 'enumerate'));
        print({ case: of.name, seconds: (process.cpuUsage().user - user) / 1e6, ...explored });
      }
      return;
    case 'walk': {
      const of = CASES.find(({ name }) => name === args[0]);
      if (of === undefined) throw new Error(`no case ${args[0]}`);
      const { user } = process.cpuUsage();
      const walked = await walkPlainly(of, Number(args[1]));
      print({ case: of.name, seconds: (process.cpuUsage().user - user) / 1e6, ...walked });
      return;
    }
    default:
      throw new Error(`unknown command ${command}`);
  }
}

async function run([
  first = 1,
  step = 1,
  seconds = 10,
  count = 1e9,
  withAuditor = 0,
]: readonly number[]): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const auditor = withAuditor === 1;
  const kinds = FAULT_KINDS.filter((kind) => auditor || !AUDITOR_KINDS.includes(kind));
  let sum = { passed: 0, steps: 0, records: 0, fired: {} as Record<string, number> };
  const flush = () => {
    const { passed, steps, records, fired } = sum;
    print({ passed, steps, records, fired, kinds });
    sum = { passed: 0, steps: 0, records: 0, fired: {} };
  };
  for (let n = 0; n < count && Date.now() < end; n++) {
    const seed = first + n * step;
    const outcome = await simulate({ seed, off: [], auditor });
    sum.steps += outcome.steps;
    sum.records += outcome.records;
    for (const kind of FAULT_KINDS) {
      if (outcome.fired[kind] !== undefined) sum.fired[kind] = (sum.fired[kind] ?? 0) + 1;
    }
    if (outcome.violation === undefined) sum.passed++;
    else print({ failed: seed, ...outcome.violation });
    if (sum.passed >= 100) flush();
  }
  flush();
}

function print(value: Outcome | object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
});
