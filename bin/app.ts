import { App } from 'aws-cdk-lib';
import { loadConfig } from '../adapters/config/config';
import { deploy } from './deploy';

/**
 * The CDK app: one stack from one configuration file. Which file: `-c config=FILE`, else WORMTRAIL_CONFIG, else
 * wormtrail.yaml, else wormtrail.example.yaml. What is wrong is one message, without a stack trace, and exit 1.
 */
function main(): void {
  const app = new App();
  const named: unknown = app.node.tryGetContext('config') ?? process.env.WORMTRAIL_CONFIG;
  const file = typeof named === 'string' && named !== '' ? named : undefined;
  deploy(app, loadConfig(file));
  // Here and not at exit, so that what the constructs find while they synthesise is reported the same way.
  app.synth();
}

try {
  main();
} catch (error) {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
  process.stderr.write(`wormtrail: ${[message, hint].filter((text) => text !== '').join('\n  ')}\n`);
  if ((process.env.WORMTRAIL_DEBUG ?? '') !== '') process.stderr.write(`${stack}\n`);
  process.exit(1);
}
