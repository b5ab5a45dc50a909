import { type RedeliverPorts, type Redelivery, redeliver } from './redeliver';

/**
 * Fills holes: delivers committed batches of which nothing is in the archive, from their stages, whatever their age. A
 * batch whose stage is lost or does not give the root that was entered stays a hole, and the answer says so.
 * @param batches ids
 * @throws WormtrailError `malformed` for what is no batch id; what the ports throw
 */
export async function redriveHoles(
  ports: RedeliverPorts,
  batches: Iterable<string>,
  onBatch?: (done: Redelivery) => void,
): Promise<Redelivery[]> {
  const results: Redelivery[] = [];
  for (const batch of new Set(batches)) {
    const done = await redeliver(ports, batch);
    onBatch?.(done);
    results.push(done);
  }
  return results;
}
