import { accessLog } from './access-log';
import { cloudtrail } from './cloudtrail';
import { CLOUDWATCH } from './cloudwatch';
import type { SourceFormat } from './format';
import { json } from './json';
import { TEXT } from './text';
import { vpcFlow } from './vpc-flow';

/**
 * All source formats, in the order in which they are asked. To add one: its file, its test, its line here.
 * No two may take the same event, for the one that took the last is asked first.
 */
export const FORMATS: readonly SourceFormat[] = [cloudtrail, vpcFlow, accessLog];

/** Takes every JSON object that none of them took. */
export const CATCH_ALL = json;

/** Names for `--source` and `wormtrail formats`: what wraps others, the formats, and what is left of all. */
export const NAMES: readonly { readonly name: string; readonly title: string }[] = [
  { name: CLOUDWATCH, title: 'CloudWatch Logs subscription records; each message in any format' },
  ...[...FORMATS, CATCH_ALL].map(({ name, title }) => ({ name, title })),
  { name: TEXT, title: 'Any text, a line an event' },
];
