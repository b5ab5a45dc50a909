import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { mustRun, run } from './programs.mjs';

/** The real CDK CLI of the repository, against the stand-in. */
export class Deployer {
  #cli;
  #env;
  #folder;

  /**
   * @param repository its root: the app is what its cdk.json names
   * @param scratch a folder for assemblies, outputs and the CLI's own caches
   * @param env endpoint and credentials
   */
  constructor({ repository, scratch, env }) {
    this.#cli = join(repository, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    this.#folder = scratch;
    // The CLI keeps the account of an access key in its home: another stand-in must not be taken for this one.
    this.#env = { ...env, HOME: scratch, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };
  }

  bootstrap(account, region) {
    return this.#cdk(['bootstrap', `aws://${account}/${region}`], { cwd: this.#folder });
  }

  /** Deploys an app's stacks. Gives the outputs by stack. */
  async deploy({ name, cwd, app, config }) {
    const file = join(this.#folder, `${name}.outputs.json`);
    const args = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', file];
    await this.#cdk([...args, ...this.#of({ name, app })], { cwd, config });
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  /** Deploys what is to be refused. Gives what the CLI printed. */
  async deployRefused({ name, cwd, app, config }) {
    const args = ['deploy', '--all', '--require-approval', 'never', ...this.#of({ name, app })];
    const { code, stdout, stderr } = await run(process.execPath, [this.#cli, ...args], {
      cwd,
      env: this.#with(config),
    });
    if (code === 0) throw new Error('the deployment was not refused');
    return `${stdout}\n${stderr}`;
  }

  destroy({ name, cwd, app, config }) {
    return this.#cdk(['destroy', '--all', '--force', ...this.#of({ name, app })], { cwd, config });
  }

  #of({ name, app }) {
    return ['--output', join(this.#folder, `${name}.out`), ...(app === undefined ? [] : ['--app', app])];
  }

  #with(config) {
    return config === undefined ? this.#env : { ...this.#env, WORMTRAIL_CONFIG: config };
  }

  #cdk(args, { cwd, config }) {
    return mustRun(process.execPath, [this.#cli, ...args], { cwd, env: this.#with(config) });
  }
}

/** Writes the example's configuration, with some fields as the test needs them. Gives the file's path. */
export function writeConfig({ repository, scratch, name, fields }) {
  const example = parse(readFileSync(join(repository, 'wormtrail.example.yaml'), 'utf8'));
  const file = join(scratch, `${name}.yaml`);
  writeFileSync(file, stringify({ ...example, ...fields }));
  return file;
}
