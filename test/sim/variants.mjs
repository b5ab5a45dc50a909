// Production code broken on purpose, a promise each: [file, text, other text] as in bundle.mjs. The simulator must
// notice every one of them; seeds.json has a world in which it does.
export const VARIANTS = [
  {
    name: 'stage-after-commit',
    promise: 'a committed batch has a stage',
    replace: [
      [
        'core/batch/transform.ts',
        `  const staged = await stage(fresh, dependencies);
  const row = await commit(staged, dependencies);`,
        `  const row = await commit(fresh, dependencies);
  const staged = await stage(fresh, dependencies);`,
      ],
    ],
  },
  {
    name: 'stage-overwritten',
    promise: 'a retry under another normaliser gives the same bytes',
    replace: [
      [
        'core/batch/transform.ts',
        "if ((await state.put(key, bytes, { ifAbsent: true })) === 'stored') return fresh;",
        "if ((await state.put(key, bytes)) === 'stored') return fresh;",
      ],
    ],
  },
  {
    name: 'earlier-stage-ignored',
    promise: 'what an attempt before this one staged is the batch',
    replace: [
      [
        'core/batch/transform.ts',
        'if (earlier !== undefined) return earlier;',
        'if (earlier !== undefined) return fresh;',
      ],
    ],
  },
  {
    name: 'unknown-taken-for-committed',
    promise: 'what is answered is in the ledger',
    replace: [['core/batch/transform.ts', "outcome = 'unknown';", "outcome = 'committed';"]],
  },
  {
    name: 'moved-taken-for-committed',
    promise: 'a lane has one next entry',
    replace: [
      [
        'core/batch/transform.ts',
        "if (outcome === 'committed') return row;",
        "if (outcome === 'committed' || outcome === 'moved') return row;",
      ],
    ],
  },
  {
    name: 'failed-record-answered-ok',
    promise: 'what cannot be processed lies under failed/',
    replace: [
      [
        'core/batch/firehose.ts',
        ': { recordId, result },',
        ": { recordId, result: 'Ok' as const, data: '' },",
      ],
    ],
  },
  {
    name: 'swap-forced',
    promise: 'of two sealers one is first',
    replace: [
      [
        'core/seal/sealer.ts',
        'await this.#options.lock.swap(token, formatState(next))',
        'await this.#options.lock.swap((await this.#options.lock.read())?.token, formatState(next))',
      ],
    ],
  },
  {
    name: 'publishes-before-swap',
    promise: 'nothing is published that the lock does not hold',
    replace: [
      [
        'core/seal/sealer.ts',
        'if (!(await this.#options.lock.swap(token, formatState(next)))) {',
        `await this.#log.putObjects(objectsOf(growth));
         await this.#log.putCheckpoint(next);
         if (!(await this.#options.lock.swap(token, formatState(next)))) {`,
      ],
    ],
  },
  {
    name: 'checkpoint-before-tiles',
    promise: 'what a checkpoint stands for is there before it',
    replace: [
      [
        'core/seal/sealer.ts',
        'await this.#log.putObjects(await this.#staged(state));\n    this.#published = { size: state.size, note: await this.#log.putCheckpoint(state) };',
        'this.#published = { size: state.size, note: await this.#log.putCheckpoint(state) };\n    await this.#log.putObjects(await this.#staged(state));',
      ],
    ],
  },
  {
    name: 'smaller-over-larger',
    promise: 'log/checkpoint never goes back',
    replace: [['core/seal/archive-log.ts', 'known.size >= size', 'known.size === size']],
  },
  {
    name: 'checkpoint-written-blindly',
    promise: 'log/checkpoint never goes back, with two sealers either',
    replace: [
      [
        'core/seal/archive-log.ts',
        'this.#archive.put(CHECKPOINT, Buffer.from(note), condition)',
        'this.#archive.put(CHECKPOINT, Buffer.from(note), condition && undefined)',
      ],
    ],
  },
  {
    name: 'read-back-dropped',
    promise: 'a bit that flips in the staging is not published',
    replace: [
      [
        'core/seal/sealer.ts',
        'if (again === undefined || !again.root.equals(growth.root) || !isSame(objectsOf(again), objects)) {',
        'if (again === null) {',
      ],
      ['core/seal/sealer.ts', 'objects && growTree(edge, newLeaves(edge, objects))', 'undefined'],
      ['core/seal/staging.ts', 'if (!key.endsWith(', 'if (key === String('],
    ],
  },
  {
    name: 'heartbeat-taken-early',
    promise: 'a heartbeat comes after the rows that it names',
    replace: [
      ['core/seal/intake.ts', 'await this.#takeOwn();', 'this.#take((await this.#ownRows()).splice(0));'],
    ],
  },
  {
    name: 'heartbeat-without-draining',
    promise: 'a heartbeat says that every row before it is in the log',
    replace: [
      [
        'core/seal/intake.ts',
        'heads: this.#seqs(others),',
        'heads: Object.fromEntries([...heads].map(([lane, head]) => [lane, head.seq])),',
      ],
      ['core/seal/intake.ts', 'const drained = !this.#more && !this.#waits;', 'const drained = true;'],
    ],
  },
  {
    name: 'retention-shortened-back',
    promise: 'retention is never loosened for what is sealed',
    replace: [['core/seal/intake.ts', 'from: isLonger(days, now.days) ? now.from : place', 'from: now.from']],
  },
  {
    name: 'redrive-sends-committed',
    promise: 'a record that a committed batch has is not sent again',
    replace: [
      [
        'core/redrive/redrive.ts',
        'if (staged === undefined || use === undefined || used.has(use)) {',
        'if (staged === undefined || use === undefined || used.has(use) || number >= 0) {',
      ],
    ],
  },
  {
    name: 'redrive-trusts-stages',
    promise: 'a record of a batch that was never committed is sent',
    replace: [
      ['core/redrive/committed-records.ts', '.then((row) => row !== undefined)', '.then(() => true)'],
      [
        'core/redrive/redrive.ts',
        "if (outcome === 'delivered' || outcome === 'present') {",
        "if (outcome !== 'stage-damaged') {",
      ],
    ],
  },
  {
    name: 'refused-taken-for-sent',
    promise: 'a record that the stream refused is sent later',
    replace: [
      [
        'core/redrive/redrive.ts',
        'const refused = sending.filter((_, i) => taken[i] !== true);',
        'const refused: number[] = [];',
      ],
    ],
  },
  {
    name: 'hole-called-tampering',
    promise: 'what is missing is not called changed',
    replace: [['core/verify/findings.ts', 'hole: { ...MISSING,', 'hole: { ...CHANGED,']],
  },
  {
    name: 'hole-ignored',
    promise: 'what is missing and overdue fails completeness',
    replace: [['core/verify/findings.ts', 'hole: { ...MISSING,', 'hole: {']],
  },
  {
    name: 'foreign-ignored',
    promise: 'lines that no leaf covers fail integrity',
    replace: [['core/verify/findings.ts', 'foreign: { ...CHANGED,', 'foreign: {']],
  },
  {
    name: 'passes-without-anchor',
    promise: 'completeness passes only up to a size from outside',
    replace: [['core/verify/findings.ts', "'no-anchor': {\n    completeness: 'unknown',", "'no-anchor': {"]],
  },
  {
    name: 'rollback-unseen',
    promise: 'a log that was cut is seen by a checkpoint from outside',
    replace: [['core/verify/findings.ts', 'rollback: { ...MISSING,', 'rollback: {']],
  },
  {
    name: 'fork-unseen',
    promise: 'a log with another history is seen by a checkpoint from outside',
    replace: [['core/verify/findings.ts', 'fork: {\n    ...CHANGED,', 'fork: {']],
  },
  {
    name: 'lock-token-reused',
    promise: 'what the lock holds is read again after each swap',
    replace: [
      [
        'core/seal/sealer.ts',
        '    const kept = await this.#options.lock.read();\n',
        '    this.#kept ??= await this.#options.lock.read();\n    const kept = this.#kept;\n',
      ],
      [
        'core/seal/sealer.ts',
        '  #hasBeaten = false;\n',
        "  #hasBeaten = false;\n  #kept: Awaited<ReturnType<Lock['read']>>;\n",
      ],
    ],
  },
  {
    name: 'row-expires-at-commit',
    promise: 'a row is there until it is sealed and its batch was seen delivered, however long that takes',
    replace: [
      [
        'core/batch/transform.ts',
        "    if (outcome === 'committed') return row;",
        `    if (outcome === 'committed') {
           const first = Math.min(...staged.records.map(({ arrival }) => arrival));
           await ledger.expire([row], first + 70 * 86_400_000).catch(() => undefined);
           return row;
         }`,
      ],
    ],
  },
  {
    name: 'row-expires-unseen',
    auditor: true,
    promise: 'a row is there until its batch was seen delivered',
    replace: [['core/seal/row-expiry.ts', 'Math.min(through, state.size,', 'Math.min(state.size,']],
  },
  {
    name: 'row-expires-with-stage',
    auditor: true,
    promise: 'a row outlives its stage',
    replace: [['core/seal/row-expiry.ts', 'clock.now() + ROW_DAYS * DAY_MS', 'clock.now() + DAY_MS']],
  },
  {
    name: 'stage-expires-unseen',
    auditor: true,
    promise: 'the stage of a hole stays',
    replace: [
      [
        'core/audit/stages.ts',
        'if (needed.has(digest)) return true;',
        'if (needed.has(lanes.toString())) return true;',
      ],
    ],
  },
  {
    name: 'stage-expires-unsealed',
    auditor: true,
    promise: 'the stage of a batch that no leaf covers yet stays',
    replace: [
      ['core/audit/stages.ts', ' || row.seq > (lanes.get(row.lane)?.seq ?? 0)', " || lanes.has('none')"],
    ],
  },
  {
    name: 'stage-expires-before-redrive',
    auditor: true,
    promise: 'redrive can tell what a committed batch already has',
    replace: [
      ['core/audit/stages.ts', 'Math.min(old, unsettled - FAILED_DAYS * DAY_MS)', 'Math.min(old, now)'],
    ],
  },
  {
    name: 'quarantine-excuses',
    auditor: true,
    promise: 'a quarantine hides nothing that is missing',
    replace: [
      [
        'core/verify/absent.ts',
        "        findings.add('hole', detail, { batch });",
        "        if (history.quarantined.length === 0) findings.add('hole', detail, { batch });",
      ],
    ],
  },
  {
    name: 'quarantine-by-name',
    auditor: true,
    promise: 'a quarantine is of bytes, not of a name',
    replace: [
      [
        'core/verify/quarantine.ts',
        'hashes.get(await hashOf(archive, info, new Findings()))',
        '(await hashOf(archive, info, new Findings())) && hashes.values().next().value',
      ],
    ],
  },
];
