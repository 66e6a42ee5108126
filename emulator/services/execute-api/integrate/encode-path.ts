/** What needs no encoding in a path: unreserved, sub-delimiters, `:`, `@`, and the slash (RFC 3986, section 3.3). */
const UNSAFE = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/;
const EVERY_UNSAFE = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu;

/** Encodes a path again, and keeps slashes. */
export function encodePath(value: string): string {
  if (!UNSAFE.test(value)) return value;
  return value.replaceAll(EVERY_UNSAFE, (character) =>
    // A lone surrogate cannot be encoded; it can only come from a mapped value.
    /\p{Cs}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
}
