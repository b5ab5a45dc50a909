import { accessLog } from './access-log';
import { AWS_DATA } from './aws';
import { AWS_CONTROL } from './aws-control';
import { CLOUDWATCH } from './cloudwatch';
import { DATA } from './data';
import type { SourceFormat } from './format';
import { json } from './json';
import type { FormatInfo } from './normalizer';
import { SAAS } from './saas';
import { SYSTEM } from './system';
import { TEXT } from './text';
import { vpcFlow } from './vpc-flow';
import { WEB } from './web';

/**
 * All source formats, in the order in which they are asked. To add one: its file, its test, its line here.
 * No two may take the same event, for the one that took the last is asked first.
 */
export const FORMATS: readonly SourceFormat[] = [
  ...AWS_DATA,
  ...AWS_CONTROL,
  vpcFlow,
  accessLog,
  ...WEB,
  ...DATA,
  ...SAAS,
  ...SYSTEM,
];

/** Takes every JSON object that none of them took. */
export const CATCH_ALL = json;

/** What wraps events of any format. */
export const WRAPPERS: readonly FormatInfo[] = [
  { name: CLOUDWATCH, title: 'CloudWatch Logs subscription records; each message in any format' },
];

/** What is left of all. */
export const REST: readonly FormatInfo[] = [{ name: TEXT, title: 'Any text, a line an event', classes: [0] }];
