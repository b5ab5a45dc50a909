export { WormtrailStack } from './wormtrail-stack';
