import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
    const bin = join(repository, 'node_modules', '.bin');
    // The CLI keeps the account of an access key in its home: another stand-in must not be taken for this one.
    this.#env = {
      ...env,
      PATH: `${bin}${delimiter}${env.PATH}`,
      HOME: scratch,
      CI: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    };
  }

  bootstrap(account, region) {
    return this.#cdk(['bootstrap', `aws://${account}/${region}`], { cwd: this.#folder });
  }

  /**
   * Deploys an app's stacks. Gives the outputs by stack.
   * @param name of the assembly and outputs in the scratch folder
   * @param cwd where the app's cdk.json is, or `app` is run; `app` may be an assembly, NAME.out, of before
   * @param config the configuration of bin/app.ts
   */
  async deploy({ name, cwd, app, config }) {
    const file = join(this.#folder, `${name}.outputs.json`);
    const args = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', file];
    await this.#cdk([...args, ...this.#of({ name, app })], { cwd, config });
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  destroy(app) {
    return this.#cdk(this.#destruction(app), app);
  }

  /** Deploys what is to be refused. Gives what the CLI printed. */
  async deployRefused(app) {
    return this.#refused(['deploy', '--all', '--require-approval', 'never', ...this.#of(app)], app);
  }

  /** Destroys what is to stay. Gives what the CLI printed. */
  async destroyRefused(app) {
    return this.#refused(this.#destruction(app), app);
  }

  #destruction(app) {
    return ['destroy', '--all', '--force', ...this.#of(app)];
  }

  async #refused(args, { cwd, config }) {
    const { code, stdout, stderr } = await run(process.execPath, [this.#cli, ...args], {
      cwd,
      env: this.#with(config),
    });
    if (code === 0) throw new Error(`cdk ${args[0]} was not refused`);
    return `${stdout}\n${stderr}`;
  }

  #of({ name, app }) {
    // An assembly that is there is used as it is; anything else is run, and its assembly kept.
    if (app?.endsWith('.out')) return ['--app', join(this.#folder, app)];
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
