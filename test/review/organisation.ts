import type { JsonObject } from './json';
import { PLACE } from './resolve';

/**
 * A sample of what an organisation can do and the account cannot: everything of the log is closed to all but the log's
 * own roles. A real one would also let the deployer in while a change is approved. It binds no management account.
 */
export function sampleOrganisationPolicy(
  qualifier: string,
  keyArns: readonly string[],
): readonly JsonObject[] {
  const regional = (service: string, resource: string) =>
    `arn:${PLACE.partition}:${service}:*:${PLACE.account}:${resource}`;
  return [
    {
      Effect: 'Deny',
      Action: '*',
      Resource: [
        `arn:${PLACE.partition}:s3:::${qualifier}-*`,
        `arn:${PLACE.partition}:iam::${PLACE.account}:role/${qualifier}-*`,
        regional('dynamodb', `table/${qualifier}-*`),
        regional('firehose', `deliverystream/${qualifier}-*`),
        regional('lambda', `function:${qualifier}-*`),
        regional('scheduler', `schedule/${qualifier}/*`),
        regional('cloudwatch', `alarm:${qualifier}-*`),
        regional('events', `rule/${qualifier}-*`),
        regional('sns', `${qualifier}-*`),
        regional('logs', `log-group:/wormtrail/${qualifier}/*`),
        regional('ssm', `parameter/wormtrail/*`),
        ...keyArns,
      ],
      Condition: {
        ArnNotLike: {
          'aws:PrincipalArn': `arn:${PLACE.partition}:iam::${PLACE.account}:role/${qualifier}-*`,
        },
      },
    },
  ];
}
