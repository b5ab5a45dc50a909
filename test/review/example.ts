import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadConfig } from '../../adapters/config/config';
import { deploy } from '../../bin/deploy';
import type { WormtrailStack } from '../../lib';
import type { JsonObject } from './json';

const ROOT = path.resolve(__dirname, '..', '..');

/** The stack of the example's configuration, in an app of its own that nothing was synthesised from yet. */
export function exampleStack(outdir?: string): { app: App; stack: WormtrailStack } {
  const app = new App(outdir === undefined ? {} : { outdir });
  return { app, stack: deploy(app, loadConfig(path.join(ROOT, 'wormtrail.example.yaml'))) };
}

/** The template of the example, synthesised without the validator. */
export function exampleTemplate(): JsonObject {
  process.env.CDK_VALIDATION = 'false';
  const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-example-'));
  try {
    return Template.fromStack(exampleStack(folder).stack).toJSON();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
