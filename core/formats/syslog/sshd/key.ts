import type { AnyObject, CertificateObject } from '../../../ocsf/generated/types';

export interface Key {
  readonly fingerprint: string;
  readonly certificate: CertificateObject | undefined;
  readonly more: AnyObject;
}

/** `ED25519 SHA256:…`, or `ED25519-CERT SHA256:… ID alice (serial 7) CA RSA SHA256:…`; else the method's own words. */
export function keyOf(
  extra: string,
): Key | { fingerprint: undefined; certificate: undefined; more: AnyObject } {
  const space = extra.indexOf(' ');
  const type = extra.slice(0, space);
  const next = extra.indexOf(' ', space + 1);
  let fingerprint = space < 0 ? '' : extra.slice(space + 1, next < 0 ? extra.length : next);
  if (!fingerprint.includes(':') || type.length > 32)
    return { fingerprint: undefined, certificate: undefined, more: { method_info: extra } };
  let info = next < 0 ? '' : extra.slice(next + 1);
  if (fingerprint.endsWith(',')) fingerprint = fingerprint.slice(0, -1);
  let certificate: CertificateObject | undefined;
  let authority: string | undefined;
  const serial = info.startsWith('ID ') ? info.lastIndexOf(' (serial ') : -1;
  const close = serial < 0 ? -1 : info.indexOf(') CA ', serial);
  if (close > 0) {
    const comma = info.indexOf(', ', close);
    const issuer = info.slice(close + 5, comma < 0 ? info.length : comma);
    const at = issuer.indexOf(' ');
    authority = at < 0 ? undefined : issuer.slice(0, at);
    certificate = {
      issuer: issuer.slice(at + 1),
      serial_number: info.slice(serial + 9, close),
      uid: info.slice(3, serial),
      fingerprints: [{ ...algorithmOf(fingerprint), value: fingerprint }],
    };
    info = comma < 0 ? '' : info.slice(comma + 2);
  }
  return {
    fingerprint,
    certificate,
    more: { key_type: type, ca_type: authority, method_info: info === '' ? undefined : info },
  };
}

const algorithmOf = (fingerprint: string) =>
  fingerprint.startsWith('SHA256:')
    ? ({ algorithm_id: 3, algorithm: 'SHA-256' } as const)
    : ({ algorithm_id: 1, algorithm: 'MD5' } as const);
