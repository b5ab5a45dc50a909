/** Whether the text is an IP address as OCSF's `ip_t` takes it: IPv4 in four decimal parts, or IPv6 (RFC 4291). */
export function isIp(text: string): boolean {
  const length = text.length;
  if (length < 2 || length > 45) return false;
  return isIpv4(text, 0) || (text.indexOf(':') >= 0 && isIpv6(text));
}

function isIpv4(text: string, from: number): boolean {
  let parts = 0;
  let value = -1;
  for (let at = from; at <= text.length; at++) {
    const digit = at < text.length ? text.charCodeAt(at) - 48 : -2;
    if (digit >= 0 && digit <= 9) {
      // No leading zeros: some readers would take them for octal.
      if (value === 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
    } else if (digit === -2 && value >= 0) {
      parts++;
      value = -1;
    } else return false;
  }
  return parts === 4;
}

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

function isIpv6(text: string): boolean {
  let groups = 0;
  let gap = false;
  let at = 0;
  if (text.charCodeAt(0) === 58 && text.charCodeAt(1) !== 58) return false;
  while (at < text.length) {
    if (text.charCodeAt(at) === 58) {
      if (text.charCodeAt(at + 1) === 58) {
        if (gap) return false;
        gap = true;
        at += 2;
        if (text.charCodeAt(at) === 58) return false;
        continue;
      }
      if (groups === 0) return false;
      at++;
      if (at === text.length) return false;
      if (text.charCodeAt(at) === 58) return false;
    } else if (groups > 0 && text.charCodeAt(at - 1) !== 58) return false;
    const start = at;
    while (at < text.length && isHex(text.charCodeAt(at))) at++;
    if (at < text.length && text.charCodeAt(at) === 46) {
      if (!isIpv4(text, start)) return false;
      groups += 2;
      at = text.length;
    } else {
      if (at === start || at - start > 4) return false;
      groups++;
    }
    if (groups > 8) return false;
  }
  return gap ? groups <= 7 : groups === 8;
}
