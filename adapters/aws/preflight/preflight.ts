import type { Config } from '../../config/config';
import type { ClientSettings } from '../clients';
import { checkKeys } from './keys';
import { checkNames, isDeployed } from './names';
import { checkBootstrap, checkCaller, checkRegion, whoAmI } from './place';
import { checkConcurrency, checkStreams, filterQuota, judgeKms, readQuotas } from './quotas';
import { type Check, unseen } from './report';
import { openSession, type Place, type Session } from './session';
import { checkRecursion, checkTarget } from './subscriptions';

/**
 * Looks, before a deploy, at everything it could fail on or break, and writes nothing.
 * @param onCheck told each check as it is made
 * @throws WormtrailError if nobody can be found out to be calling: without that nothing can be looked at
 */
export async function preflight(
  config: Config,
  settings: ClientSettings,
  onCheck: (check: Check) => void = () => undefined,
): Promise<readonly Check[]> {
  const region = settings.region ?? config.region;
  const session = openSession({ ...settings, ...(region === undefined ? {} : { region }) });
  const checks: Check[] = [];
  const add = (found: Check | readonly Check[]) => {
    for (const check of [found].flat()) {
      checks.push(check);
      onCheck(check);
    }
  };
  const caller = await whoAmI(session);
  const called = checkCaller(caller, config);
  add(called);
  add(checkRegion(caller.region, config.architecture ?? 'arm64'));
  // What lies in another account or Region says nothing about this deploy.
  if (called.state === 'failed') return checks;
  add(await checkBootstrap(session, caller));

  const place: Place = { account: caller.account, region: caller.region, qualifier: config.qualifier };
  const deployed = await isDeployed(place).catch((error: unknown) => {
    add(unseen('names', 'ssm:GetParameter', error));
    return undefined;
  });
  // Without knowing whether the log is deployed, its own resources would be taken for leftovers.
  if (deployed !== undefined) add(await checkNames(session, place, deployed, config.adopt));
  add(await checkKeys(session, place, deployed === true, config.adopt));
  await checkService(session, place, config.subscribe ?? [], deployed === true, add);
  return checks;
}

async function checkService(
  session: Session,
  place: Place,
  targets: readonly string[],
  deployed: boolean,
  add: (found: readonly Check[]) => void,
): Promise<void> {
  const { quotas, checks } = await readQuotas(session);
  add(checks);
  add(await checkStreams(session, quotas, deployed));
  add(await checkConcurrency(session));
  add(judgeKms(quotas));
  for (const target of targets) add(await checkTarget(session, place, target, filterQuota(quotas)));
  add(await checkRecursion(session, place, targets));
}
