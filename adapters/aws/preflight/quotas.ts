import { ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { paginateListServiceQuotas, type ServiceQuota } from '@aws-sdk/client-service-quotas';
import { type Check, failed, look, ok, warning } from './report';
import type { Session } from './session';

/** A function's burst needs more than one; accounts begin with as few as 10 in all. */
const FEW_EXECUTIONS = 50;
/** KMS requests a second below which encryption of a busy stream may be throttled. */
const FEW_KMS_REQUESTS = 1_000;
/** What Firehose allows where Service Quotas does not say. */
const DEFAULT_STREAMS = 5_000;
/** Quotas by name, of the services whose quotas bind. */
export interface Quotas {
  readonly firehose: readonly ServiceQuota[] | undefined;
  readonly kms: readonly ServiceQuota[] | undefined;
  readonly logs: readonly ServiceQuota[] | undefined;
}

/** Reads what Service Quotas says; a service that it does not tell of is a check by itself. */
export async function readQuotas(session: Session): Promise<{ quotas: Quotas; checks: readonly Check[] }> {
  const found = new Map<string, readonly ServiceQuota[]>();
  const checks: Check[] = [];
  for (const service of ['firehose', 'kms', 'logs']) {
    const unseen = await look(`quotas of ${service}`, 'servicequotas:ListServiceQuotas', async () => {
      const quotas: ServiceQuota[] = [];
      const pages = paginateListServiceQuotas({ client: session.quotas }, { ServiceCode: service });
      for await (const page of pages) quotas.push(...(page.Quotas ?? []));
      found.set(service, quotas);
      return [];
    });
    checks.push(...unseen);
  }
  const quotas = { firehose: found.get('firehose'), kms: found.get('kms'), logs: found.get('logs') };
  return { quotas, checks };
}

/** The applied value of the first quota whose name fits. */
export function quotaNamed(quotas: readonly ServiceQuota[] | undefined, name: RegExp): number | undefined {
  return quotas?.find(({ QuotaName }) => QuotaName !== undefined && name.test(QuotaName))?.Value;
}

/** How many subscription filters a log group may have, if Service Quotas says so. */
export function filterQuota({ logs }: Quotas): number | undefined {
  return quotaNamed(logs, /subscription filters? per log group/i);
}

/** Whether a stream more fits. @param deployed the stream is there already */
export function checkStreams(
  { firehose }: Session,
  quotas: Quotas,
  deployed: boolean,
): Promise<readonly Check[]> {
  return look('Firehose streams', 'firehose:ListDeliveryStreams', async () => {
    const quota = quotaNamed(quotas.firehose, /^(delivery|firehose) streams/i);
    let streams = 0;
    let from: string | undefined;
    for (let more = true; more && streams < (quota ?? DEFAULT_STREAMS); ) {
      const page = await firehose.send(
        new ListDeliveryStreamsCommand({
          Limit: 100,
          ...(from && { ExclusiveStartDeliveryStreamName: from }),
        }),
      );
      const names = page.DeliveryStreamNames ?? [];
      streams += names.length;
      from = names.at(-1);
      more = page.HasMoreDeliveryStreams === true && from !== undefined;
    }
    return judgeStreams(streams, quota, deployed);
  });
}

export function judgeStreams(streams: number, quota: number | undefined, deployed: boolean): Check {
  const name = 'Firehose streams';
  const of = quota === undefined ? `${streams} there; the quota could not be read` : `${streams} of ${quota}`;
  if (!deployed && quota !== undefined && streams >= quota) {
    return failed(name, of, 'ask Service Quotas for more streams, or remove one');
  }
  return ok(name, of);
}

/** Whether the functions can run beside what runs already. */
export function checkConcurrency({ lambda }: Session): Promise<readonly Check[]> {
  return look('Lambda concurrency', 'lambda:GetAccountSettings', async () => {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    return judgeConcurrency(AccountLimit?.ConcurrentExecutions, AccountLimit?.UnreservedConcurrentExecutions);
  });
}

export function judgeConcurrency(all: number | undefined, unreserved: number | undefined): Check {
  const name = 'Lambda concurrency';
  if (unreserved === undefined) {
    return { name, state: 'unseen', detail: 'not seen: Lambda did not say what is left' };
  }
  const detail = `${unreserved} of ${all ?? 'unknown'} are not reserved`;
  if (unreserved < 1) return failed(name, detail, 'reserve less for other functions');
  if (unreserved < FEW_EXECUTIONS) {
    return warning(
      name,
      `${detail}: when all are busy the transform is throttled, and after four tries Firehose puts records under failed/`,
      'ask Service Quotas for more (Lambda, Concurrent executions): new accounts begin with 10',
    );
  }
  return ok(name, detail);
}

/** Whether KMS answers often enough. */
export function judgeKms({ kms }: Quotas): readonly Check[] {
  const name = 'KMS requests';
  const symmetric = quotaNamed(kms, /cryptographic operations \(symmetric\)/i);
  const elliptic = quotaNamed(kms, /cryptographic operations \(ecc\)/i);
  // That quotas cannot be read is a check of its own.
  if (symmetric === undefined && elliptic === undefined) return [];
  const detail = `${symmetric ?? 'unknown'} symmetric and ${elliptic ?? 'unknown'} elliptic a second`;
  if (symmetric !== undefined && symmetric < FEW_KMS_REQUESTS) {
    return [
      warning(name, detail, 'ask Service Quotas for more: each PutRecord into the stream takes a request'),
    ];
  }
  return [ok(name, detail)];
}
