import { corpus, expectValid, normalize, withCorpus } from './support';

/**
 * crowdsec's Teleport parser on the same lines. Both `parser.assert` are empty; what it made of each line stands in
 * `scenario.assert`, the events of an alert in the order of the lines.
 */
withCorpus('agreement with crowdsec on Teleport', () => {
  const LINE = /\.Alert\.Events\[(\d+)\]\.GetMeta\("(\w+)"\) == (".*")$/;

  test.each([
    ['teleport-bf', 'teleport-bf.log', 6],
    ['teleport-impossible-travel', 'teleport-bf.log', 2],
  ])('%s', (folder, log, events) => {
    const metas = new Map<number, Record<string, string>>();
    for (const line of corpus(`crowdsec-hub/${folder}/scenario.assert`).toString().split('\n')) {
      const found = LINE.exec(line);
      if (found === null || !line.startsWith('results[0]')) continue;
      const at = Number(found[1]);
      metas.set(at, { ...metas.get(at), [found[2]!]: JSON.parse(found[3]!) as string });
    }
    expect(metas.size).toBe(events);
    const normalized = normalize(corpus(`crowdsec-hub/${folder}/${log}`));
    expectValid(normalized);
    const ours = normalized.events.map((event) => ({
      http_user_agent: event.http_request.user_agent,
      log_type: event.status_id === 1 ? 'auth_success' : 'auth_failed',
      source_ip: event.src_endpoint.ip,
      sub_type: event.api.operation,
      success: String(event.status_id === 1),
      timestamp: new Date(event.time).toISOString(),
      user: event.user.name,
    }));
    const fields = Object.keys(ours[0] ?? {});
    const theirs = [...metas.values()].map((meta) =>
      Object.fromEntries(fields.map((name) => [name, meta[name]])),
    );
    expect(ours).toEqual(theirs);
  });
});
