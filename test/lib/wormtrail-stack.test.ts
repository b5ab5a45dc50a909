import { App } from 'aws-cdk-lib';
import { WormtrailStack } from '../../lib';

test('the stack synthesises without credentials and cannot be destroyed by mistake', () => {
  const stack = new WormtrailStack(new App(), 'Wormtrail');
  expect(stack.terminationProtection).toBe(true);
});
