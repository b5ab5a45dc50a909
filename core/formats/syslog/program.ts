import { STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AnyObject,
  AuthenticationEvent,
  DeviceObject,
  NetworkEndpointObject,
  OcsfEvent,
  ProductObject,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { deviceOf, endpoint, HOST, metadataOf, plainEvent, severityOf, unmappedOf, writer } from './events';
import { type Owner, type SyslogHeader, syslogHeader } from './header';

/** What the formats of single programs have in common: a line of theirs that says nothing known is a plain event. */

/** Maps the lines of one owner by what their message says; what it does not know is a Base Event. */
export const byMessage =
  (
    owner: Owner,
    product: ProductObject,
    map: (header: SyslogHeader, context: EventContext) => OcsfEvent | undefined,
  ): LineFormat['begin'] =>
  () =>
  (line, context) => {
    const header = syslogHeader(line, context);
    if (header === undefined || header.owner !== owner) return undefined;
    return map(header, context) ?? plainEvent(header, context, owner, product);
  };

/** For classes that demand a device where the line does not name one. */
export const deviceOrUnknown = (header: SyslogHeader): DeviceObject =>
  deviceOf(header) ?? { name: UNKNOWN, type_id: 0 };

export const namedUser = (name: string | undefined): UserObject => ({
  name: name === undefined || name === '' ? UNKNOWN : name,
});

/** `root(uid=0)`, `root`: a user as PAM modules write one. */
export function userOf(text: string): UserObject {
  const open = text.endsWith(')') ? text.lastIndexOf('(uid=') : -1;
  if (open < 0) return namedUser(text);
  return { name: open === 0 ? undefined : text.slice(0, open), uid: text.slice(open + 5, -1) };
}

export interface Login {
  readonly activity: 1 | 2 | 7;
  readonly status: 0 | 1 | 2;
  readonly user: UserObject;
  /** Who asked for it, if that is another. */
  readonly by?: UserObject | undefined;
  readonly from?: NetworkEndpointObject | undefined;
  readonly terminal?: string | undefined;
  readonly detail?: string | undefined;
  readonly count?: number | undefined;
  readonly more?: AnyObject | undefined;
}

/** Authentication (3002): a login, its end, or a user become another. */
export function authentication(
  header: SyslogHeader,
  context: EventContext,
  format: Owner,
  product: ProductObject,
  service: string,
  said: Login,
  more: AnyObject | undefined = said.more,
): AuthenticationEvent {
  const { activity, status, terminal } = said;
  return {
    metadata: metadataOf(header, context, format, product, HOST),
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3002, activity),
    severity_id: severityOf(header),
    status_id: status,
    status: STATUS_CAPTION[status],
    status_detail: said.detail,
    time: header.time,
    count: header.count ?? said.count,
    account_switch_type_id: activity === 7 ? 1 : undefined,
    user: said.user,
    src_endpoint: said.from,
    dst_endpoint: header.host === undefined || header.host === '' ? undefined : endpoint(header.host),
    service: { name: service },
    session: terminal === undefined ? undefined : { terminal },
    is_remote: said.from === undefined ? undefined : true,
    device: deviceOf(header),
    actor: writer(header, said.by),
    message: header.message,
    raw_data: context.raw,
    unmapped: unmappedOf(header, context, more),
  };
}

export const SUCCESS = STATUS.success;
export const FAILURE = STATUS.failure;
