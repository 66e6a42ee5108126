import { hash } from 'node:crypto';

/** RFC 3986: everything but the unreserved characters is escaped, each byte as `%XX` in capitals. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export interface CanonicalParts {
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  signedHeaders: readonly string[];
  payloadHash: string;
  /** S3's form: the path is escaped once, and keeps all its segments, because each is part of a key. */
  pathAsSent?: boolean;
}

/**
 * The request in the canonical form that both sides hash (IAM user guide, "Create a signed AWS API request", step 1). The path is escaped
 * once more than it was sent, for every service but S3; a presigned request's own signature is left out of the query.
 */
export function canonicalRequest({
  method,
  url,
  headers,
  signedHeaders,
  payloadHash,
  pathAsSent = false,
}: CanonicalParts): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark + 1);
  const lines = signedHeaders.map((name) => `${name}:${headerText(headers[name])}\n`);
  return [
    method,
    pathAsSent ? path.split('/').map(escapeOnce).join('/') : canonicalPath(path),
    canonicalQuery(query),
    lines.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** Without empty, `.` and `..` segments (RFC 3986, section 6), a slash at the end kept. */
function canonicalPath(path: string): string {
  if (path === '/' || path === '') return '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(escapeUri(segment));
  }
  const end = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** A segment in its canonical form, however the client has escaped it. */
function escapeOnce(segment: string): string {
  try {
    return escapeUri(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [escapeUri(decode(name)), escapeUri(decode(value.join('=')))] as const;
    })
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}

function headerText(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.includes('  ') ? text.trim().replace(/ {2,}/g, ' ') : text.trim();
}

/** SHA-256 in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
