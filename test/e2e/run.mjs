/**
 * The deployed stack, end to end: `node test/e2e/run.mjs`.
 *
 * The real CDK CLI deploys the example onto MiniStack (test/e2e/standin), and every check reads from outside what
 * came of it. README.md beside this file says what the stand-in cannot show. Prints a line a check and
 * `N passed, N failed`; exits with 1 if one failed, and then leaves its scratch folder.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as auditing from './auditing.mjs';
import { Checks, Ended, holds } from './checks.mjs';
import * as packed from './packed.mjs';
import { ministackPython, run } from './programs.mjs';
import * as stack from './stack.mjs';
import { openWorld } from './world.mjs';

// The SDK's notice about the age of this Node is none of the checks.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const start = Date.now();
const print = (line) => console.log(line);
const checks = new Checks(print);
const repository = resolve(import.meta.dirname, '..', '..');

const world = await openWorld(checks);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => world.close().finally(() => process.exit(1)));
}
try {
  // Builds what is deployed, too.
  await checks.must('npm pack builds the package', () => packed.pack(world));
  await lockChecks();
  await stack.deployed(world);
  await auditing.limits(world);
  await stack.arrives(world);
  await stack.fails(world);
  // While the first seal is waited for; a failure is a check's, later.
  const installed = packed.install(world);
  installed.catch(() => undefined);
  await stack.leavesNoDebris(world);
  await stack.sealed(world);
  await stack.refuses(world);
  await stack.controls(world);
  await stack.redrives(world);
  await auditing.audits(world);
  await auditing.deletes(world);
  await auditing.alters(world);
  await auditing.loses(world);
  // While the delivery limit goes by.
  await stack.smokes(world);
  await auditing.reportsHole(world);
  await stack.verifies(world, 'after redrive');
  await stack.survives(world);
  await packed.subscribes(world, installed);
  await auditing.reportsDay(world);
  await stack.verifies(world, 'after adoption');
} catch (error) {
  if (!(error instanceof Ended)) throw error;
  print(error.message);
} finally {
  if (!checks.ok) for (const line of await world.functionLogs()) print(line);
  await world.close();
}
if (!checks.ok) print(`left for a look: ${world.scratch}`);
print(`${checks.summary()} (${Math.round((Date.now() - start) / 1000)} s)`);
process.exitCode = checks.ok ? 0 : 1;

/** The stand-in's own lock behaviour, by the shared table of checks: read in place, skipped where it is not there. */
async function lockChecks() {
  const name = 'the stand-in keeps the rules of Object Lock (object_lock_checks.py)';
  const script = join(repository, '..', 'shared', 'tools', 'object_lock_checks.py');
  if (!existsSync(script)) {
    checks.skip(name, 'no ../shared/tools/object_lock_checks.py');
    return;
  }
  await checks.must(name, async () => {
    const { stdout, stderr } = await run(await ministackPython(), ['-B', script, world.endpoint], {
      env: world.env,
    });
    const [, passed, all] = /: (\d+)\/(\d+) ok/.exec(stdout) ?? [];
    holds(passed !== undefined && passed === all, `${stdout}\n${stderr}`);
  });
}
