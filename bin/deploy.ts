import { aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Config, DEFAULT_QUALIFIER } from '../adapters/config/config';
import { type AuditLogProps, WormtrailStack } from '../lib';
import { retentionOf } from './retention';

/**
 * The stack that a configuration describes, with its subscriptions.
 * @throws ConfigError for what contradicts itself; whatever the constructs throw
 */
export function deploy(scope: Construct, config: Config): WormtrailStack {
  const { account, region, qualifier, subscribe = [] } = config;
  // Without a Region or account the stack goes where the credentials point.
  const env = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  const name = qualifier === DEFAULT_QUALIFIER ? 'Wormtrail' : `Wormtrail-${qualifier}`;
  const stack = new WormtrailStack(scope, name, {
    env,
    ...(config.tags === undefined ? {} : { tags: { ...config.tags } }),
    log: logProps(config),
  });
  for (const group of subscribe) {
    stack.log.subscribe(logs.LogGroup.fromLogGroupName(stack, `LogGroup ${group}`, group));
  }
  return stack;
}

function logProps(config: Config): AuditLogProps {
  const { origin, qualifier, rolePath, permissionsBoundary, streamQuota, adopt, mapping } = config;
  const list = (field: 'auditors' | 'excludedLogGroups' | 'alarmTargets') =>
    config[field] === undefined ? {} : { [field]: [...config[field]] };
  return {
    origin,
    qualifier,
    retention: retentionOf(config),
    exempt: {
      ...(config.deployers === undefined ? {} : { deployers: [...config.deployers] }),
      ...(config.breakGlass === undefined ? {} : { breakGlass: [...config.breakGlass] }),
      ...(config.keyAdmins === undefined ? {} : { keyAdmins: [...config.keyAdmins] }),
    },
    architecture: config.architecture === 'x86_64' ? lambda.Architecture.X86_64 : lambda.Architecture.ARM_64,
    ...list('auditors'),
    ...list('excludedLogGroups'),
    ...list('alarmTargets'),
    ...(rolePath === undefined ? {} : { rolePath }),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    ...(streamQuota === undefined ? {} : { streamQuota }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(mapping === undefined ? {} : { mapping }),
  };
}
