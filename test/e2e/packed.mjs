import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { ACCOUNT, REGION } from './account.mjs';
import { equal, holds } from './checks.mjs';
import { mustRun } from './programs.mjs';
import { allThere, marks } from './stack.mjs';

const GROUP = '/app/team';

/** An app team's project: nothing of the repository but the packed tarball. */
const APP = `
import { App, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { AuditLog, Retention } from 'wormtrail';

const app = new App();

const team = new Stack(app, 'Team');
const group = new logs.LogGroup(team, 'Group', { logGroupName: '${GROUP}' });
AuditLog.fromPublished(team, 'AuditLog').subscribe(group);

const second = new Stack(app, 'Second');
new AuditLog(second, 'AuditLog', {
  origin: 'example.com/second',
  retention: Retention.REHEARSAL,
  qualifier: 'second',
});
`;

/** Builds and packs the package, by its own scripts, as a release is. */
export async function pack({ repository, scratch }) {
  await mustRun('npm', ['pack', '--pack-destination', scratch], { cwd: repository, timeout: 120_000 });
}

/** Installs what was packed, with its peers, into a project of its own. Slow: wait for it meanwhile. */
export async function install({ repository, scratch }) {
  const project = join(scratch, 'project');
  mkdirSync(project);
  const tarball = readdirSync(scratch).find((name) => /^wormtrail-.*\.tgz$/.test(name));
  const peers = ['aws-cdk-lib', 'constructs', 'typescript'].map((name) => {
    const { version } = JSON.parse(
      readFileSync(join(repository, 'node_modules', name, 'package.json'), 'utf8'),
    );
    return `${name}@${version}`;
  });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'team', private: true }));
  const options = { cwd: project, timeout: 300_000 };
  const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
  await mustRun('npm', ['install', ...flags, join(scratch, tarball), ...peers], options);
  writeFileSync(join(project, 'app.ts'), APP);
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    skipLibCheck: true,
    types: [],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  return project;
}

/** The project compiles against the package's types, synthesises and deploys; its log group's events arrive. */
export async function subscribes(world, installed) {
  const { checks, deployer, s3 } = world;
  const project = await checks.check('npm pack installs into a project of its own', () => installed);
  if (project === undefined) return;
  const compiled = await checks.check('a project compiles against the types of the package', async () => {
    await mustRun(process.execPath, [join(project, 'node_modules', 'typescript', 'bin', 'tsc')], {
      cwd: project,
    });
    return true;
  });
  if (!compiled) return;
  const deployed = await checks.check(
    'it deploys a subscription from another app, and a log of its own',
    async () => {
      await deployer.deploy({ name: 'team', cwd: project, app: 'node app.js' });
      return true;
    },
  );
  if (!deployed) return;
  await checks.check('events of a log group of the other app arrive in the archive', async () => {
    await world.logStream(GROUP);
    await world.putEvents(GROUP, marks('team', 5));
    await allThere(world, marks('team', 5));
  });
  await checks.check('its own log has an archive of its own, locked', async () => {
    const Bucket = `second-archive-${ACCOUNT}-${REGION}`;
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    equal(ObjectLockConfiguration.ObjectLockEnabled, 'Enabled', 'lock');
    holds(ObjectLockConfiguration.Rule?.DefaultRetention?.Days === 1, 'no retention of one day');
  });
}
