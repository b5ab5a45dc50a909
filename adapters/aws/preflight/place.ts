import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { WormtrailError } from '../../../core/errors';
import type { ConfigFields } from '../../config/config';
import { awsError, isFault } from '../errors';
import { defaultThroughput, regionSupport, TABLE_DATE } from './regions';
import { type Check, failed, look, ok, warning } from './report';
import type { Session } from './session';

/** Who looks, and where. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
}

/** @throws WormtrailError `denied` without usable credentials; `usage` without a Region; `unavailable` */
export async function whoAmI({ sts }: Session): Promise<Caller> {
  const doing = 'cannot find out who is calling';
  try {
    const region = await sts.config.region();
    const { Account: account, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
    if (account === undefined || arn === undefined) {
      throw new WormtrailError('unavailable', `${doing}: STS named no account`);
    }
    return { account, arn, region };
  } catch (error) {
    throw awsError(error, doing, '(STS GetCallerIdentity)');
  }
}

/** Whether the credentials point where the configuration says. */
export function checkCaller(caller: Caller, config: Pick<ConfigFields, 'account' | 'region'>): Check {
  const { account, region } = config;
  const here = `${caller.arn} in ${caller.region}`;
  if (account !== undefined && account !== caller.account) {
    return failed(
      'caller',
      `${here}, and the configuration says account ${account}`,
      `use credentials of ${account}`,
    );
  }
  if (region !== undefined && region !== caller.region) {
    return failed(
      'caller',
      `${here}, and the configuration says Region ${region}`,
      `set AWS_REGION=${region}`,
    );
  }
  if (account === undefined || region === undefined) {
    return warning(
      'caller',
      `${here}; the configuration leaves open where the log goes, so it goes there`,
      `set account: '${caller.account}' and region: ${caller.region}: another shell would deploy a second log`,
    );
  }
  return ok('caller', here);
}

/** What the tables know of the Region. */
export function checkRegion(region: string, architecture: 'arm64' | 'x86_64'): readonly Check[] {
  const support = regionSupport(region);
  const throughput = defaultThroughput(region);
  const rate = `${throughput.bytesPerSecond / 1024 / 1024} MiB/s and ${throughput.recordsPerSecond.toLocaleString('en-US')} records/s`;
  return [
    support === undefined
      ? warning(
          'Region',
          `${region} is not in the table of ${TABLE_DATE}`,
          'look up that Firehose, Lambda with Node.js 24, EventBridge Scheduler and KMS keys of ECC_NIST_EDWARDS25519 are there',
        )
      : ok('Region', `${region} has what the stack needs (table of ${TABLE_DATE})`),
    ...(architecture === 'arm64' && support?.arm64 === false
      ? [
          warning(
            'architecture',
            `arm64 functions are not known to run in ${region} (table of ${TABLE_DATE})`,
            'set architecture: x86_64, if the deploy refuses',
          ),
        ]
      : []),
    ok('stream throughput', `a new stream takes ${rate} (table of ${TABLE_DATE}); Service Quotas raises it`),
    ...partitionNotes(region),
  ];
}

/** What is different outside the partition `aws`. */
function partitionNotes(region: string): Check[] {
  if (region.startsWith('cn-')) {
    return [
      warning(
        'partition',
        "aws-cn: KMS encrypts with SM4, and Ed25519 keys are not in China's list of key specs",
        'look the key specs up before you deploy: https://docs.amazonaws.cn/en_us/kms/latest/developerguide/symm-asymm-choose-key-spec.html',
      ),
    ];
  }
  if (region.startsWith('us-gov-')) {
    return [
      warning(
        'partition',
        'aws-us-gov: where FIPS 140 endpoints are demanded, they are for the caller to choose',
        'set AWS_USE_FIPS_ENDPOINT=true for wormtrail and for the functions of app teams that put records',
      ),
    ];
  }
  return [];
}

/** Whether the CDK's own stack is there: without it nothing can be deployed. */
export function checkBootstrap({ ssm }: Session, { account, region }: Caller): Promise<readonly Check[]> {
  const name = 'CDK bootstrap';
  return look(name, 'ssm:GetParameter', async () => {
    try {
      const Name = '/cdk-bootstrap/hnb659fds/version';
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
      return ok(name, `version ${Parameter?.Value}`);
    } catch (error) {
      if (!isFault(error, 'ParameterNotFound')) throw error;
      return warning(
        name,
        'this account and Region are not bootstrapped under the usual name',
        `npx cdk bootstrap aws://${account}/${region}`,
      );
    }
  });
}
