import type { SourceFormat } from '../format';
import { alb } from './alb';
import { albConnection } from './alb-connection';
import { apigateway } from './apigateway';
import { apigatewayClf } from './apigateway-clf';
import { classicElb } from './classic-elb';
import { cloudfront } from './cloudfront';
import { cloudfrontJson } from './cloudfront-json';
import { cloudfrontRealtime } from './cloudfront-realtime';
import { networkFirewall } from './network-firewall';
import { nlb } from './nlb';
import { route53Resolver } from './route53-resolver';
import { s3Access } from './s3-access';
import { s3AccessJson } from './s3-access-json';
import { transitGatewayFlow } from './transit-gateway-flow';
import { vpcFlowJson } from './vpc-flow-json';
import { waf } from './waf';

/** Logs of what AWS serves: load balancers, CloudFront, S3, WAF, DNS, flows, API Gateway, firewalls. */
export const AWS_DATA: readonly SourceFormat[] = [
  alb,
  albConnection,
  classicElb,
  nlb,
  cloudfront,
  cloudfrontJson,
  cloudfrontRealtime,
  s3Access,
  s3AccessJson,
  waf,
  route53Resolver,
  vpcFlowJson,
  transitGatewayFlow,
  apigateway,
  apigatewayClf,
  networkFirewall,
];
