import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The stack of one log: one account, one Region. It is bare in this release; the archive, the pipeline and the
 * sealer come with the next one.
 */
export class WormtrailStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Wormtrail: an access log that nobody can change unnoticed',
      terminationProtection: true,
      ...props,
    });
  }
}
