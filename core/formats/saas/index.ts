import type { SourceFormat } from '../format';
import { okta } from './okta';

/** Identity providers, services and clouds other than AWS. */
export const SAAS: readonly SourceFormat[] = [okta];
