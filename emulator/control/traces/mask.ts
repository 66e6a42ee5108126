/** What replaces a hidden secret. */
const MASKED = '••••';

/** How a trace's content is shown: with secrets, or without. */
export interface Mask {
  header(name: string, value: string): string;
  /** A query, without its question mark. */
  query(query: string): string;
  /** A URL, or a path with a query. */
  url(url: string): string;
  /** A body or a line of a log. */
  text(text: string): string;
  /** base64 of binary content. */
  binary(text: string): string;
}

const SECRET =
  '[\\w.-]{0,60}(?:password|passwd|secret|token|credential|signature|authorization|authentication|api[_-]?key|private[_-]?key)[\\w.-]{0,60}';
/** A code by its whole name: many others are no secrets, such as status codes. */
const CODE =
  '(?:confirmation|verification|user|mfa|otp|totp|sms|email|auth|authorization|software[_-]?token)?[_-]?(?:mfa[_-]?)?code|otp';
const SECRET_NAME = new RegExp(`^(?:${SECRET}|${CODE})$`, 'i');
const SECRET_HEADER =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|secret|token|credential|password|api-key|signature/i;

// Lengths are bounded in all of them, so that time is proportional to the text.
/** `"password": "…"`, in JSON and in JSON as text within JSON; also in cut text. */
const MEMBER = new RegExp(
  `(\\\\{0,7}")(${SECRET}|${CODE})\\1(\\s{0,9}:\\s{0,9})(?:(\\\\{0,7}")(?:(?!(?<!\\\\)\\4)[^])*(?:\\4|$)|-?\\d[\\d.]*)`,
  'gi',
);
/** `password=…`, `password: '…'` of forms and of objects as Node.js prints them. */
const FIELD = new RegExp(
  `(^|[?&\\s,{;'])(${SECRET}|${CODE})('?\\s{0,9}[=:]\\s{0,9})(?:'[^']*'?|"[^"]*"?|[^\\s&,;}"']+)`,
  'gi',
);
/** A challenge (`Basic realm=…`) is no secret. */
const SCHEME = /\b(Basic|Bearer)\s{1,9}(?!(?:realm|scope|error)\b)[A-Za-z0-9+/=._~-]{4,}/gi;
const JWT = /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g;

/** Shows everything. */
export const revealed: Mask = {
  header: (_name, value) => value,
  query: (query) => query,
  url: (url) => url,
  text: (text) => text,
  binary: (text) => text,
};

/** Hides secrets: in headers and queries by their names, in text by the names of members, and anything that looks like a credential. */
export const masked: Mask = {
  header(name, value) {
    if (!SECRET_HEADER.test(name)) return maskText(value);
    const scheme = /authorization$/i.test(name) ? /^([\w-]+) /.exec(value)?.[1] : undefined;
    return scheme ? `${scheme} ${MASKED}` : MASKED;
  },
  query: maskQuery,
  url(url) {
    const mark = url.indexOf('?');
    return mark < 0 ? url : `${url.slice(0, mark)}?${maskQuery(url.slice(mark + 1))}`;
  },
  text: maskText,
  binary: () => MASKED,
};

function maskQuery(query: string): string {
  return query
    .split('&')
    .map((part) => {
      const [name = ''] = part.split('=', 1);
      return SECRET_NAME.test(decoded(name)) ? `${name}=${MASKED}` : part;
    })
    .join('&');
}

function maskText(text: string): string {
  return text
    .replace(
      MEMBER,
      (_whole, quote: string, name: string, colon: string) =>
        `${quote}${name}${quote}${colon}${quote}${MASKED}${quote}`,
    )
    .replace(
      FIELD,
      (_whole, before: string, name: string, between: string) => `${before}${name}${between}${MASKED}`,
    )
    .replace(SCHEME, `$1 ${MASKED}`)
    .replace(JWT, MASKED);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
