import type { SourceFormat } from '../format';
import { alb } from './alb';
import { albConnection } from './alb-connection';
import { classicElb } from './classic-elb';
import { cloudfront } from './cloudfront';
import { cloudfrontJson } from './cloudfront-json';
import { cloudfrontRealtime } from './cloudfront-realtime';
import { nlb } from './nlb';

/** Logs of what AWS serves: load balancers, CloudFront, S3, WAF, DNS, flows, API Gateway, firewalls. */
export const AWS_DATA: readonly SourceFormat[] = [
  alb,
  albConnection,
  classicElb,
  nlb,
  cloudfront,
  cloudfrontJson,
  cloudfrontRealtime,
];
