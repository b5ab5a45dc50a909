import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ObjectLockRetentionMode, S3Client } from '@aws-sdk/client-s3';
import type { Deployment } from '../../adapters/aws/deployment';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { backOff } from '../../adapters/aws/jitter';
import { S3Store } from '../../adapters/aws/s3-store';
import { type S3VerifyInput, verifyS3 } from '../../adapters/aws/verify';
import { deliver, objectKey } from '../../adapters/local/deliver';
import { randomSigner } from '../../adapters/memory/signer';
import { type TransformedBatch, transformBatch } from '../../core/batch/transform';
import { seal } from '../../core/seal/sealer';
import { parseVerifierKey } from '../../core/tlog/note';
import { readAnchor } from '../../core/verify/checkpoints';
import { exitCode } from '../../core/verify/findings';
import type { Verification } from '../../core/verify/verify';
import { normalizer } from '../core/batch/support';
import { newBucket, newLockedBucket, newTable } from './services';

/** A log as the deployed stack keeps one: a locked archive bucket, a state bucket, a table. */
export class ArchiveOnS3 {
  readonly bucket: string;
  readonly archive: S3Store;
  readonly state: S3Store;
  readonly ledger: DynamoLedger;
  readonly signer = randomSigner(`example.com/${randomUUID()}`);
  readonly #table: string;
  #batches = 0;
  /** The newest checkpoint, as somebody outside has kept it. */
  kept: Buffer | undefined;

  private constructor(s3: S3Client, dynamo: DynamoDBClient, bucket: string, state: string, table: string) {
    this.bucket = bucket;
    this.archive = new S3Store({ client: s3, bucket });
    this.state = new S3Store({ client: s3, bucket: state });
    this.ledger = new DynamoLedger({ client: dynamo, table });
    this.#table = table;
  }

  static async create(
    s3: S3Client,
    dynamo: DynamoDBClient,
    mode: ObjectLockRetentionMode = 'COMPLIANCE',
  ): Promise<ArchiveOnS3> {
    return new ArchiveOnS3(
      s3,
      dynamo,
      await newLockedBucket(s3, mode),
      await newBucket(s3, false),
      await newTable(dynamo),
    );
  }

  /** Two batches, sealed; more if asked. */
  async fill(batches = 2): Promise<this> {
    for (let i = 0; i < batches; i++) await this.batch();
    await this.seal();
    return this;
  }

  /** A batch of six events, committed and delivered. Its key and what was delivered. */
  async batch(): Promise<{ key: string; done: TransformedBatch }> {
    const number = this.#batches++;
    const line = (i: number) =>
      `203.0.113.${i} - - [23/Nov/2026:09:00:0${i} +0000] "GET /${number}/${i} HTTP/1.1" 200 5\n`;
    const records = [0, 1, 2].map((i) => ({
      recordId: `${number}-${i}`,
      arrival: Date.now(),
      data: Buffer.from(line(2 * i) + line(2 * i + 1)),
    }));
    const { state, ledger } = this;
    const done = await transformBatch(records, { state, ledger, normalizer, lane: '0', backOff });
    await deliver(this.archive, done.batch.batch, done.answers);
    return { key: objectKey(done.batch.batch), done };
  }

  async seal(): Promise<void> {
    const { archive, state, ledger, signer } = this;
    const { note } = await seal({
      archive,
      state,
      ledger,
      lock: ledger.lock,
      signer,
      clock: { now: Date.now },
      genesis: { lanes: ['0'], retention: null, deliveryLimit: 86_400 },
      heartbeat: 'always',
    });
    this.kept = Buffer.from(note);
  }

  /** From outside: with the public key and the kept checkpoint. */
  async verify(
    changes: Partial<S3VerifyInput> = {},
  ): Promise<Verification & { code: number; kinds: string[] }> {
    const keys = [parseVerifierKey(this.signer.verifierKey)];
    const verification = await verifyS3({
      store: { kind: 's3', bucket: this.bucket, prefix: '' },
      deployment: this.deployment,
      keys,
      anchors: this.kept === undefined ? [] : [readAnchor(this.kept, keys, 'the kept checkpoint')],
      now: Date.now(),
      workers: 1,
      ...changes,
    });
    const { report } = verification;
    return { ...verification, code: exitCode(report), kinds: Object.keys(report.counts.findings).sort() };
  }

  get deployment(): Deployment {
    return {
      qualifier: 'wormtrail',
      origin: this.signer.name,
      region: 'us-east-1',
      archive: this.bucket,
      state: 'not-read',
      ledger: this.#table,
      stream: 'none',
      signingKey: 'none',
      retention: null,
      deliveryLimit: 86_400,
    };
  }
}
