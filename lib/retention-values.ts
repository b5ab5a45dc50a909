import { Token } from 'aws-cdk-lib';

/** S3 accepts at most 100 years of default retention. */
const MAX_DAYS = 36500;

/** @throws unless `days` is a whole number from 1 to 36500, known at synth */
export function wholeDays(field: string, days: number): void {
  if (Token.isUnresolved(days)) throw new Error(`'${field}' should be known at synth, got a token`);
  if (!Number.isInteger(days)) throw new Error(`'${field}' should be a whole number of days, got '${days}'`);
  if (days < 1) throw new Error(`'${field}' should be at least 1, got '${days}'`);
  if (days > MAX_DAYS) {
    throw new Error(`'${field}' should be at most ${MAX_DAYS}, the 100 years that S3 accepts, got '${days}'`);
  }
}

/** The text itself. @throws if it is a token or no text */
export function plainText(field: string, text: string): string {
  if (Token.isUnresolved(text)) throw new Error(`'${field}' should be known at synth, got a token`);
  if (typeof text !== 'string') throw new Error(`'${field}' should be a text, got '${text}'`);
  return text;
}

/** @throws unless `arn` is that of a bucket, known at synth */
export function bucketArn(field: string, arn: string): void {
  if (!/^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(plainText(field, arn))) {
    throw new Error(
      `'${field}' should be the ARN of a bucket, such as arn:<partition>:s3:::<name>, got '${arn}'`,
    );
  }
}

/** For messages: what came, in quotes, or the word none. */
export function quoted(text: string | undefined): string {
  return text === undefined ? 'none' : `'${text}'`;
}
