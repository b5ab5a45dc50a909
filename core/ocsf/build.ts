import { OCSF_VERSION } from './generated/classes';
import type { MetadataObject } from './generated/types';

/** OCSF severity_id. */
export const SEVERITY = {
  unknown: 0,
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
  fatal: 6,
} as const;

/** OCSF status_id. */
export const STATUS = { unknown: 0, success: 1, failure: 2 } as const;

/** OCSF action_id of the security_control profile. */
export const ACTION = { allowed: 1, denied: 2 } as const;

/** Captions by status_id, as `status` has them. */
export const STATUS_CAPTION = ['Unknown', 'Success', 'Failure'] as const;

/** `metadata.version` of every event. */
export const VERSION = OCSF_VERSION;

/** Stands where OCSF demands a name and the source has none. */
export const UNKNOWN = 'Unknown';

/** type_uid says class and activity in one number. */
export const typeUid = (classUid: number, activityId: number): number => classUid * 100 + activityId;

/**
 * An event's metadata, `uid` first: a verifier finds it at a fixed offset of the line (docs/format.md), and the
 * source format right behind it, where nothing that a source says can come before.
 */
export interface EventMetadata extends MetadataObject {
  readonly uid: string;
  readonly log_format: string;
  readonly logged_time: number;
}
