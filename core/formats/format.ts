import { type EventMetadata, VERSION } from '../ocsf/build';
import type { AnyObject, OcsfEvent, ProductObject } from '../ocsf/generated/types';
import type { JsonObject } from './values';

/**
 * A source format: one file, one line in the registry. `begin` is called once for each record of the stream, when
 * the format is first asked, and gives the function that maps its events, so that what one event says about the next
 * (a header) stays in the record.
 *
 * The function returns undefined for what is not of its format, quickly: it is asked about every event that no
 * other format took before, and no two formats may take the same event. It builds the event as one literal in its
 * final order, metadata first, and takes `raw_data` and `unmapped.envelope` from the context. If it throws, the event
 * is kept as plain text.
 */
export type SourceFormat = LineFormat | JsonFormat;

/** What `wormtrail formats` and docs/formats.md say of a format. */
export interface Described {
  /** As `--source` and `metadata.log_format` have it. */
  readonly name: string;
  readonly title: string;
  /** OCSF classes (`class_uid`) that it yields. */
  readonly classes: readonly number[];
  /** An event as it stands in a source: it is normalised to one event of the first of `classes`. */
  readonly sample: string;
  /**
   * What it was tried against: lines of real logs, or lines written from its vendor's field table. `mapping`: it is a
   * team's own.
   */
  readonly evidence: 'corpus' | 'published' | 'mapping';
  /** The documents that its field meanings come from. */
  readonly sources: readonly string[];
  /** The source's field, and the OCSF attributes it fills (dotted, `[]` for each of a list). */
  readonly fields: readonly (readonly [field: string, attributes: string])[];
}

/** Maps texts: a line, or a message of several. */
export interface LineFormat extends Described {
  readonly kind: 'line';
  begin(inner: Inner): (line: string, context: EventContext) => OcsfEvent | undefined;
  /**
   * Where an event ends that begins with the line from `start` to `end` (its terminator left out), if it runs over
   * several lines, or says how long it is; undefined: the line is not the beginning of one of this format. The end is
   * behind `start`: a line's end, or where the next event begins.
   */
  extent?(text: string, start: number, end: number): number | undefined;
}

/** Maps JSON objects, parsed once by whoever found them. */
export interface JsonFormat extends Described {
  readonly kind: 'json';
  begin(inner: Inner): (value: JsonObject, context: EventContext) => OcsfEvent | undefined;
}

/**
 * Maps a text within an event (the message of a syslog line, the line in a container's JSON) by all formats, `json`
 * and `text` aside; the context's raw text stays the whole. What wraps sets `context.outerTime` meanwhile.
 */
export type Inner = (text: string, context: EventContext) => OcsfEvent | undefined;

/**
 * The event that an inner text gave, with what its wrapper says under `unmapped.<wrapper>`. It is set in place: a copy
 * of a whole event costs as much as its JSON.
 */
export function wrapped<Event extends OcsfEvent>(event: Event, wrapper: string, fields: AnyObject): Event {
  const unmapped = { [wrapper]: fields, ...event.unmapped };
  return Object.assign(event, { unmapped });
}

/** What `unmapped.envelope` keeps of the way the text came, so that nothing of the source is lost. */
export interface Envelope extends AnyObject {
  /** Text of the record before `raw_data` (at its first event only); absent: none. */
  readonly before?: string | undefined;
  /** Text from `raw_data` to the next event's, or to the end of the record; absent: one "\n". */
  readonly after?: string | undefined;
  /** The exact bytes in base64 of what is not UTF-8, and so is only approximate as text. */
  readonly base64?: string | undefined;
  readonly before_base64?: string | undefined;
  readonly after_base64?: string | undefined;
  /** The CloudWatch Logs payload's fields around the message. */
  readonly cloudwatch?: AnyObject | undefined;
  /** Why the record is kept as it came, with its bytes in `base64` and no `raw_data`. */
  readonly opaque?: string | undefined;
}

/** What the envelope of a message says, the same for all its messages. */
export interface CloudWatchPayload {
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
  /** Absent for DATA_MESSAGE. */
  readonly messageType: string | undefined;
  /** Fields that the format gained later (`policyLevel`). */
  readonly payload: AnyObject | undefined;
}

/** An event's surroundings. One object serves a whole record; its fields move on from event to event. */
export class EventContext {
  uid = '';
  raw = '';
  before: string | undefined;
  after: string | undefined;
  base64: string | undefined;
  beforeBase64: string | undefined;
  afterBase64: string | undefined;
  cloudwatch: CloudWatchPayload | undefined;
  /** The id and time that CloudWatch Logs gave the message, and fields beside them. */
  messageId: string | undefined;
  messageTime = 0;
  messageFields: AnyObject | undefined;
  /** When it happened by what wraps it, ms since 1970. */
  outerTime: number | undefined;

  /** @param arrival when the stream took the record, ms since 1970 */
  constructor(readonly arrival: number) {}

  /** When it happened as far as the envelope tells, for events that do not say. */
  get time(): number {
    return this.outerTime ?? (this.cloudwatch === undefined ? this.arrival : this.messageTime);
  }

  /**
   * @param format the source format's name
   * @param ownUid the id that the source itself gave the event
   */
  metadata(
    format: string,
    product: ProductObject,
    profiles: readonly string[] | undefined,
    ownUid: string | undefined,
  ): EventMetadata {
    const cloudwatch = this.cloudwatch;
    return {
      uid: this.uid,
      log_format: format,
      version: VERSION,
      product,
      profiles,
      log_provider: cloudwatch === undefined ? undefined : 'CloudWatch Logs',
      log_name: cloudwatch?.logGroup,
      log_source: cloudwatch?.logStream,
      logged_time: this.arrival,
      original_event_uid: ownUid ?? this.messageId,
    };
  }

  /**
   * @param ownUid as given to `metadata`
   * @param time the event's: what it repeats of the envelope is left out there
   */
  envelope(ownUid: string | undefined, time: number): Envelope | undefined {
    const cloudwatch = this.cloudwatch;
    if (
      cloudwatch === undefined &&
      this.after === undefined &&
      this.before === undefined &&
      this.base64 === undefined &&
      this.beforeBase64 === undefined &&
      this.afterBase64 === undefined
    )
      return undefined;
    return {
      before: this.before,
      after: this.after,
      base64: this.base64,
      before_base64: this.beforeBase64,
      after_base64: this.afterBase64,
      cloudwatch:
        cloudwatch === undefined
          ? undefined
          : {
              owner: cloudwatch.owner,
              subscriptionFilters: cloudwatch.subscriptionFilters,
              messageType: cloudwatch.messageType,
              payload: cloudwatch.payload,
              id: ownUid === undefined ? undefined : this.messageId,
              timestamp: this.messageTime === time ? undefined : this.messageTime,
              event: this.messageFields,
            },
    };
  }

  /** @param more what else has no place in OCSF, by its own name (`rest`) */
  unmapped(ownUid: string | undefined, time: number, more?: AnyObject): AnyObject | undefined {
    const envelope = this.envelope(ownUid, time);
    if (more === undefined) return envelope === undefined ? undefined : { envelope };
    return envelope === undefined ? more : { ...more, envelope };
  }
}
