import { App } from 'aws-cdk-lib';
import { WormtrailStack } from '../lib';

const app = new App();
new WormtrailStack(app, 'Wormtrail');
