import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { BaseEventEvent } from '../ocsf/generated/types';
import { type EventContext, type LineFormat, wrapped } from './format';
import { lineEnd } from './split';
import { parseIso } from './time';

/**
 * Container logs as the kubelet has them written through the Container Runtime Interface; the content may be of any
 * other format.
 *
 *     2026-11-23T09:00:01.123456789Z stdout F listening on port 8080
 *     2026-11-23T09:00:01.123456789Z stderr P the first part of a long line
 *
 * What the content is of another format gives that format's event, stream, tags and time under `unmapped.cri`; else
 * Base Event (0) with the content as its message. A line of tag `P` (partial) and the lines of its stream right behind
 * it, up to one of tag `F`, are one event; where another stream's line comes between, they are events of their own.
 *
 * Field meanings: Kubernetes design proposal "CRI: Log management for container stdout/stderr streams"; containerd,
 * internal/cri/io/logger.go.
 */
export const cri: LineFormat = {
  name: 'cri',
  title: 'Container logs of the Container Runtime Interface; content in any format',
  kind: 'line',
  classes: [0],
  sample: '2026-11-23T09:00:01.123456789Z stdout F listening on port 8080',
  evidence: 'corpus',
  sources: [
    'Kubernetes design proposals, "CRI: Log management for container stdout/stderr streams"',
    'containerd, internal/cri/io/logger.go',
  ],
  fields: [
    ['timestamp', 'time'],
    ['stream', 'unmapped.cri.stream'],
    ['tags', 'unmapped.cri.tags'],
    ['content', 'message'],
  ],
  extent,
  begin: (inner) => (text, context) => {
    const head = headAt(text, 0);
    if (head === undefined) return undefined;
    const end = lineEnd(text, 0);
    let content = text.slice(head.content, end);
    for (let at = end; at < text.length; ) {
      const next = text.indexOf('\n', at) + 1;
      const more = next === 0 ? undefined : headAt(text, next);
      if (more === undefined) break;
      at = lineEnd(text, next);
      content += text.slice(more.content, at);
    }
    const fields = { time: head.time, stream: head.stream, tags: head.tags };
    if (content !== '') {
      context.outerTime = head.time;
      const event = inner(content, context);
      if (event !== undefined) return wrapped(event, cri.name, fields);
    }
    return own(head, content, context);
  },
};

interface Head {
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  readonly tags: string;
  /** Where the content begins. */
  readonly content: number;
}

/** `TIME stdout|stderr TAG[:TAG…] `, the time of 20 characters or more; content may be missing. */
function headAt(text: string, start: number): Head | undefined {
  if (text.charCodeAt(start + 10) !== 84 || text.charCodeAt(start + 16) !== 58) return undefined;
  let at = start + 19;
  while (at < start + 36 && text.charCodeAt(at) > 32) at++;
  const out = text.startsWith(' stdout ', at);
  if (!out && !text.startsWith(' stderr ', at)) return undefined;
  const tag = text.charCodeAt(at + 8);
  if (tag !== 70 && tag !== 80) return undefined;
  const time = parseIso(text.slice(start, at));
  if (Number.isNaN(time)) return undefined;
  let end = at + 9;
  while (end < at + 64 && text.charCodeAt(end) > 32) end++;
  const code = text.charCodeAt(end);
  if (code > 32 || (end > at + 9 && text.charCodeAt(at + 9) !== 58)) return undefined;
  return {
    time,
    stream: out ? 'stdout' : 'stderr',
    tags: text.slice(at + 8, end),
    content: code === 32 ? end + 1 : end,
  };
}

/** Over the rest of a line that came in parts. */
function extent(text: string, start: number, end: number): number | undefined {
  const head = headAt(text, start);
  if (head === undefined || head.tags.charCodeAt(0) !== 80) return undefined;
  let last = end;
  for (;;) {
    const next = text.indexOf('\n', last) + 1;
    const more = next === 0 ? undefined : headAt(text, next);
    if (more === undefined || more.stream !== head.stream) return last;
    last = lineEnd(text, next);
    if (more.tags.charCodeAt(0) === 70) return last;
  }
}

function own(head: Head, content: string, context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(cri.name, { name: UNKNOWN }, undefined, undefined),
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.unknown,
    time: head.time,
    message: content === '' ? undefined : content,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, head.time, { cri: { stream: head.stream, tags: head.tags } }),
  };
}
