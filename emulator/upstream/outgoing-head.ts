import type { IncomingMessage } from 'node:http';

/** Headers of one connection, which are not passed on (RFC 9110, "Connection"), and what this side has answered already. */
const OWN = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** A session's token, which the upstream does not know. */
const TOKEN = 'x-amz-security-token';

/** The key of calls that go upstream: LocalStack takes the account from it, and everything else belongs to `test`. */
const KEY = 'test';

export interface OutgoingHead {
  path: string;
  /** A flat list of names and values, unchanged. */
  headers: string[];
}

/**
 * The head of a call that goes upstream: unchanged, host included, but under the key `test`. The region of the scope stays, and so does the
 * signature, which LocalStack does not check.
 */
export function outgoingHead({
  url = '/',
  rawHeaders,
}: Pick<IncomingMessage, 'url' | 'rawHeaders'>): OutgoingHead {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const lower = name.toLowerCase();
    if (OWN.has(lower) || lower === TOKEN) continue;
    headers.push(name, lower === 'authorization' ? underKey(value) : value);
  }
  return { path: url.includes('?') ? presignedUnderKey(url) : url, headers };
}

function underKey(authorization: string): string {
  return authorization.replace(/(Credential=)[^/,\s]+/, `$1${KEY}`).replace(/^AWS [^:]+:/, `AWS ${KEY}:`);
}

function presignedUnderKey(url: string): string {
  return url
    .replace(/([?&]X-Amz-Credential=)[^%/&]+/, `$1${KEY}`)
    .replace(/([?&]AWSAccessKeyId=)[^&]+/, `$1${KEY}`)
    .replace(/([?&])(?:X-Amz-Security-Token|x-amz-security-token)=[^&]*&?/, '$1')
    .replace(/[?&]$/, '');
}

/** The headers of an upstream's answer for the client; `more` replaces those of the same name. */
export function incomingHead(raw: readonly string[], more: Readonly<Record<string, string>>): string[] {
  const replaced = new Set(Object.keys(more).map((name) => name.toLowerCase()));
  const headers: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const lower = name.toLowerCase();
    if (!OWN.has(lower) && !replaced.has(lower)) headers.push(name, raw[index + 1] ?? '');
  }
  return [...headers, ...Object.entries(more).flat()];
}
