import { WormtrailError } from '../../../core/errors';
import { readAnchor } from '../../../core/verify/checkpoints';
import { Builder, bundle, delivered, leafOf, makeKey, START, signedNote, verifierKey } from './builder';
import { anchorOf, attack, verify } from './harness';

const BUNDLE = 'log/tile/entries/000.p/5';
const TILE = 'log/tile/0/000.p/5';
const other = makeKey('example.com/audit');

/** Leaf 1 is the first batch's entry. */
const edited = (builder: Builder) =>
  builder.leaves.map((leaf, i) =>
    i === 1 ? Buffer.from(leaf.toString().replace('"records":1', '"records":2')) : leaf,
  );

const removeLog = ({ archive }: Builder) => {
  for (const key of archive.keys('log/')) archive.files.delete(key);
};

describe('checkpoints', () => {
  it('no-key: without a key integrity is unknown', () =>
    attack(() => {}, { kinds: ['no-key'], code: 4, integrity: 'unknown' }, { keys: [] }));

  it('wrong-key: names both keys', async () => {
    const { report } = await attack(
      () => {},
      { kinds: ['wrong-key', 'note-damaged'], code: 1 },
      { keys: [verifierKey(other)] },
    );
    const detail = report.findings.find(({ kind }) => kind === 'wrong-key')?.detail ?? '';
    expect(detail.match(/\+[0-9a-f]{8}/g)).toHaveLength(2);
  });

  it('bad-signature: a signature under the key that is wrong', () =>
    attack(
      ({ archive }) => {
        const note = archive.bytes('log/checkpoint').toString();
        const at = note.lastIndexOf(' ') + 20;
        archive.set(
          'log/checkpoint',
          Buffer.from(note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1)),
        );
      },
      { kinds: ['bad-signature'], code: 1 },
    ));

  it('key-origin: a key of another name', () => {
    const key = makeKey('example.com/other');
    return attack(
      (builder) => {
        const note = signedNote(builder.checkpointText(), key);
        builder.archive.set('log/checkpoint', note);
        for (const size of builder.sizes) {
          builder.archive.set(`log/checkpoints/${size}.note`, signedNote(builder.checkpointText(size), key));
        }
      },
      { kinds: ['origin-mismatch'], code: 1 },
      { keys: [verifierKey(key)] },
    );
  });

  it('checkpoint-malformed: junk in its place', () =>
    attack(({ archive }) => archive.set('log/checkpoint', Buffer.from('junk\n')), {
      kinds: ['checkpoint-malformed'],
      code: 1,
    }));

  it('checkpoint-missing: removed, though the log is there', () =>
    attack(({ archive }) => archive.remove('log/checkpoint'), { kinds: ['checkpoint-missing'], code: 3 }));

  it('checkpoint-missing, but for the first checkpoint of a log while it is being published', async () => {
    const remove = ({ archive }: Builder) => archive.remove('log/checkpoint');
    await attack(remove, { kinds: ['checkpoint-missing'], code: 3 }, { publishing: 5 });
    const first = (builder: Builder) => {
      remove(builder);
      builder.archive.remove('log/checkpoints/3.note');
    };
    await attack(first, { kinds: [], code: 0 }, { publishing: 5 });
    await attack(first, { kinds: ['checkpoint-missing'], code: 3 });
  });

  it('no-log: everything under log/ removed', () =>
    attack(
      removeLog,
      { kinds: ['no-log', 'foreign-undecided', 'no-anchor'], code: 4, completeness: 'unknown' },
      { anchors: [] },
    ));

  it('rollback: everything under log/ removed, and an anchor', () =>
    attack(removeLog, {
      kinds: ['rollback', 'no-log', 'foreign-undecided'],
      code: 3,
      integrity: 'unknown',
      completeness: 'fail',
    }));

  it('checkpoint-behind: an older checkpoint put back', async () => {
    const alter = ({ archive }: Builder) =>
      archive.set('log/checkpoint', archive.bytes('log/checkpoints/3.note'));
    await attack(alter, { kinds: ['checkpoint-behind'], code: 3 });
    await attack(alter, { kinds: [], code: 0 }, { publishing: 5 });
  });

  it('rollback: an older checkpoint put back, and the newer one removed', () =>
    attack(
      ({ archive }) => {
        archive.set('log/checkpoint', archive.bytes('log/checkpoints/3.note'));
        archive.remove('log/checkpoints/5.note');
      },
      (builder) => ({
        kinds: ['rollback', 'foreign'],
        code: 1,
        integrity: 'fail',
        completeness: 'fail',
        detail: /5 leaves, the archive 3/,
        batch: builder.batches[2]?.id && undefined,
      }),
      { unsealed: async function* () {} },
    ));

  it('note-missing: the copy of the newest checkpoint', () =>
    attack(({ archive }) => archive.remove('log/checkpoints/5.note'), { kinds: ['note-missing'], code: 3 }));

  it('note-damaged: junk', () =>
    attack(({ archive }) => archive.set('log/checkpoints/3.note', Buffer.from('junk')), {
      kinds: ['note-damaged'],
      code: 1,
    }));

  it('note-size: a checkpoint under the name of another', () =>
    attack(({ archive }) => archive.set('log/checkpoints/3.note', archive.bytes('log/checkpoints/5.note')), {
      kinds: ['note-damaged'],
      code: 1,
      detail: /its size is 5/,
    }));

  it('note-signature: a wrong signature', () =>
    attack(
      ({ archive }) => {
        const five = archive.bytes('log/checkpoints/5.note').toString().split('\n\n')[1];
        const three = archive.bytes('log/checkpoints/3.note').toString().split('\n\n')[0];
        archive.set('log/checkpoints/3.note', Buffer.from(`${three}\n\n${five}`));
      },
      { kinds: ['note-damaged'], code: 1, detail: /signature/ },
    ));

  it('note-key: signed by nobody that is known', () =>
    attack(
      (builder) =>
        builder.archive.set('log/checkpoints/3.note', signedNote(builder.checkpointText(3), other)),
      { kinds: ['note-damaged'], code: 1, detail: /signed by/ },
    ));

  it('note-root: a checkpoint of another history', () =>
    attack(
      (builder) => {
        const root = leafOf('another').toString('base64');
        builder.archive.set(
          'log/checkpoints/3.note',
          signedNote(`${builder.origin}\n3\n${root}\n`, builder.key),
        );
      },
      { kinds: ['note-root'], code: 1, object: 'log/checkpoints/3.note' },
    ));

  it('log-unreadable: a note that cannot be read', () =>
    attack(({ archive }) => archive.unreadable.add('log/checkpoints/3.note'), {
      kinds: ['log-unreadable'],
      code: 4,
      completeness: 'unknown',
    }));
});

describe('checkpoints from outside', () => {
  it('no-anchor: without one completeness is unknown', async () => {
    const { report } = await attack(
      () => {},
      { kinds: ['no-anchor'], code: 4, integrity: 'pass', completeness: 'unknown' },
      { anchored: false },
    );
    expect(report.completeThrough).toBe(0);
  });

  it('completeness passes up to the anchor only', async () => {
    const builder = Builder.sample();
    const { report, code } = await verify(builder, { anchors: [anchorOf(builder, 3)] });
    expect(report).toMatchObject({
      completeness: 'pass',
      completeThrough: 3,
      findings: [{ kind: 'beyond-anchor' }],
    });
    expect(code).toBe(0);
  });

  it('fork: another history under the same key', async () => {
    const before = Builder.sample();
    const forged = new Builder();
    Object.assign(forged, { key: before.key });
    for (let i = 0; i < 4; i++) forged.batch(2);
    forged.seal();
    for (const size of [3, 5]) {
      const result = await verify(forged, { anchors: [anchorOf(before, size)] });
      expect(result).toMatchObject({ kinds: ['fork'], code: 1, remember: undefined });
    }
  });

  it('anchor-origin: a checkpoint of another log', async () => {
    const builder = Builder.sample();
    const stranger = new Builder({}, 'example.com/other').seal();
    const result = await verify(builder, { anchors: [anchorOf(stranger, 1), anchorOf(builder, 5)] });
    expect(result).toMatchObject({ kinds: ['origin-mismatch'], code: 1 });
  });

  it('an anchor must be signed by the keys', () => {
    const builder = Builder.sample();
    const note = signedNote(builder.checkpointText(), other);
    expect(() => readAnchor(note, [verifierKey(builder.key)], 'file')).toThrow(WormtrailError);
  });

  it('what may be remembered is the note that was verified', async () => {
    const builder = Builder.sample();
    expect((await verify(builder)).remember).toEqual(builder.archive.bytes('log/checkpoint'));
    expect((await verify(builder, { keys: [] })).remember).toBeUndefined();
    expect((await verify(builder, { keys: [verifierKey(other)] })).remember).toBeUndefined();
  });
});

describe('bundles and tiles', () => {
  it('entry-changed: an edited bundle beside an intact tile', () =>
    attack(
      (builder) => builder.archive.set(BUNDLE, bundle(edited(builder))),
      (builder) => ({
        kinds: ['entry-changed'],
        code: 1,
        batch: builder.batches[0]?.id,
        detail: /leaf 1 /,
      }),
    ));

  it('root-mismatch: an entry edited in bundles and tiles', () =>
    attack(
      (builder) => {
        const leaves = edited(builder);
        for (const width of [3, 5]) {
          builder.archive.set(`log/tile/entries/000.p/${width}`, bundle(leaves.slice(0, width)));
          builder.archive.set(`log/tile/0/000.p/${width}`, Buffer.concat(leaves.slice(0, width).map(leafOf)));
        }
      },
      (builder) => ({
        kinds: ['root-mismatch', 'entry-copy-changed', 'lane-prev'],
        code: 1,
        batch: builder.batches[0]?.id,
      }),
    ));

  it('root-mismatch: a whole branch forged, all hashes recomputed', async () => {
    const builder = Builder.sample();
    const forged = new Builder();
    Object.assign(forged, { key: other });
    forged.batch(5);
    forged.batch(2);
    forged.batch(8);
    forged.heartbeat();
    forged.seal({ key: other });
    forged.archive.set('log/checkpoint', builder.archive.bytes('log/checkpoint'));
    forged.archive.set('log/checkpoints/5.note', builder.archive.bytes('log/checkpoints/5.note'));
    const result = await verify(builder, {}, forged.archive);
    expect(result).toMatchObject({ kinds: ['root-mismatch'], code: 1 });
  });

  it('bundle-missing: a bundle removed', () =>
    attack(({ archive }) => archive.remove(BUNDLE), {
      kinds: ['bundle-missing', 'foreign-undecided'],
      code: 3,
      integrity: 'unknown',
      completeness: 'fail',
      object: BUNDLE,
    }));

  it('bundle-cut: a bundle that ends early', () =>
    attack(({ archive }) => archive.set(BUNDLE, archive.bytes(BUNDLE).subarray(0, -10)), {
      kinds: ['bundle-damaged'],
      code: 1,
      object: BUNDLE,
    }));

  it('bundle-trailing: bytes after the last leaf', () =>
    attack(({ archive }) => archive.set(BUNDLE, Buffer.concat([archive.bytes(BUNDLE), Buffer.of(0)])), {
      kinds: ['bundle-damaged'],
      code: 1,
      object: BUNDLE,
      detail: /1 bytes/,
    }));

  it('bundle-other-width: an edited bundle of an older checkpoint', () =>
    attack(
      (builder) => builder.archive.set('log/tile/entries/000.p/3', bundle(edited(builder).slice(0, 3))),
      {
        kinds: ['bundle-damaged'],
        code: 1,
        object: 'log/tile/entries/000.p/3',
      },
    ));

  it('bundle-other-width: an edited noncurrent version', () =>
    attack((builder) => builder.archive.addVersion(BUNDLE, 'v1', bundle(edited(builder))), {
      kinds: ['bundle-damaged'],
      code: 1,
      object: `${BUNDLE}@version=v1`,
    }));

  it('tile-leaves: an edited tile of leaf hashes', () =>
    attack(
      ({ archive }) => {
        const tile = Buffer.from(archive.bytes(TILE));
        tile[40] = (tile[40] as number) ^ 1;
        archive.set(TILE, tile);
      },
      { kinds: ['tile-changed'], code: 1, object: TILE },
    ));

  it('tile-changed: an edited tile of an older checkpoint, a short one, one of a higher level', async () => {
    const flip = (archive: Builder['archive'], key: string) => {
      const tile = Buffer.from(archive.bytes(key));
      tile[0] = (tile[0] as number) ^ 1;
      archive.set(key, tile);
    };
    const old = 'log/tile/0/000.p/3';
    await attack(({ archive }) => flip(archive, old), { kinds: ['tile-changed'], code: 1, object: old });
    await attack(({ archive }) => archive.set(TILE, archive.bytes(TILE).subarray(1)), {
      kinds: ['tile-changed'],
      code: 1,
    });
    const builder = new Builder();
    for (let i = 0; i < 300; i++) builder.batch(1);
    builder.seal();
    const upper = 'log/tile/1/000.p/1';
    await attack(
      ({ archive }) => flip(archive, upper),
      { kinds: ['tile-changed'], code: 1, object: upper },
      { now: START + 1e9 },
      builder,
    );
  });

  it('tile-missing: a tile removed', () =>
    attack(({ archive }) => archive.remove(TILE), { kinds: ['tile-missing'], code: 3, object: TILE }));

  it('entry-changed: in any of several groups, with a tile edited elsewhere', () => {
    const builder = new Builder();
    for (let i = 0; i < 600; i++) builder.batch(1);
    builder.seal();
    return attack(
      ({ archive, leaves }) => {
        const key = 'log/tile/entries/001';
        const bytes = Buffer.from(archive.bytes(key));
        const at = bytes.indexOf('"records":1');
        bytes.write('"records":3', at);
        archive.set(key, bytes);
        const tile = Buffer.from(archive.bytes('log/tile/0/000'));
        leafOf(leaves[9] as Buffer).copy(tile);
        archive.set('log/tile/0/000', tile);
      },
      ({ batches }) => ({
        kinds: ['entry-changed', 'tile-changed'],
        code: 1,
        batch: batches[255]?.id,
        detail: /leaf 256/,
      }),
      { now: START + 1e9 },
      builder,
    );
  });
});

describe('leaves and chains', () => {
  it('genesis-missing: leaf 0 is an entry', () => {
    const builder = new Builder({ skip: true });
    builder.batch(2);
    return attack((b) => b.seal(), { kinds: ['genesis-wrong'], code: 1 }, {}, builder);
  });

  it('genesis-again: a second genesis', () =>
    attack(
      (builder) => {
        builder.control('genesis', {
          format: 1,
          origin: builder.origin,
          lanes: ['0'],
          retention: 1,
          deliveryLimit: 86400,
        });
        builder.seal();
      },
      { kinds: ['genesis-wrong'], code: 1, detail: /leaf 5/ },
    ));

  it('genesis-origin: the genesis of another log', () =>
    attack(
      (b) => b.seal(),
      { kinds: ['origin-mismatch'], code: 1 },
      {},
      new Builder({ origin: 'example.com/other' }),
    ));

  it('a newer format is not judged', async () => {
    const builder = new Builder({ format: 2 }).seal();
    await expect(verify(builder)).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('entry-malformed: a leaf that is no canonical entry', () =>
    attack(
      (builder) => {
        const batch = builder.make(2);
        builder.addLeaf(`{ "batch":"${batch.id}"}`);
        builder.seal();
      },
      ({ leaves }) => ({
        kinds: ['entry-malformed'],
        code: 1,
        batch: /"([0-9A-Z]{26})"/.exec(String(leaves[5]))?.[1],
      }),
    ));

  it('lane-gap: a seq left out', () =>
    attack(
      (builder) => {
        const batch = builder.enter(builder.make(2), { seq: 9 });
        builder.archive.set('events/x', delivered(batch));
        builder.seal();
      },
      ({ batches }) => ({ kinds: ['lane-gap'], code: 1, batch: batches[3]?.id }),
    ));

  it('lane-prev: a link to another entry', () =>
    attack(
      (builder) => {
        const batch = builder.enter(builder.make(2), { prev: '1'.repeat(64) });
        builder.archive.set('events/x', delivered(batch));
        builder.seal();
      },
      ({ batches }) => ({ kinds: ['lane-prev'], code: 1, batch: batches[3]?.id }),
    ));

  it('lane-gap and lane-prev: two entries swapped, the tree made anew', () =>
    attack(
      (builder) => {
        const [a, b] = [builder.leaves[1] as Buffer, builder.leaves[2] as Buffer];
        builder.leaves[1] = b;
        builder.leaves[2] = a;
        builder.seal({ size: 3 }).seal();
      },
      ({ batches }) => ({ kinds: ['lane-gap', 'lane-prev'], code: 1, batch: batches[1]?.id }),
    ));

  it('lane-break: what the sealer said of a lane', () =>
    attack(
      (builder) => {
        builder.control('lane-break', { broken: '0', at: 4, expected: '2'.repeat(64) });
        const batch = builder.enter(builder.make(2), { prev: '1'.repeat(64) });
        builder.archive.set('events/x', delivered(batch));
        builder.seal();
      },
      { kinds: ['lane-break'], code: 1 },
    ));

  it('batch-twice: two entries of one batch', () =>
    attack(
      (builder) => {
        const [batch] = builder.batches;
        if (batch) builder.enter({ ...batch });
        builder.seal();
      },
      ({ batches }) => ({ kinds: ['batch-twice'], code: 1, batch: batches[0]?.id }),
    ));

  it('heartbeat-ahead: entries that the log lacks', () =>
    attack(
      (builder) => {
        builder.heartbeat(START, { '0': 7 });
        builder.seal();
      },
      { kinds: ['heartbeat-ahead'], code: 3 },
    ));
});
