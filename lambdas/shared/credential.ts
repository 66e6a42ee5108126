/**
 * Passwords carry 24 random bytes, which is 192 bits: 32 characters of base64url, none of them a colon,
 * so the last colon of a decoded credential always ends the username.
 */
const PASSWORD_BYTES = 24;

/**
 * Longest token that is looked up, in characters. A Cognito user name has at most 128 characters, so a minted
 * token stays below 740; DynamoDB would take partition keys of up to 2,048 bytes.
 */
export const MAX_TOKEN_LENGTH = 1024;

/** Gives `size` bytes from a cryptographically secure source, as `randomBytes` of `node:crypto` does. */
export type RandomBytes = (size: number) => Uint8Array;

/**
 * Mints a credential: the standard base64 of `username:password`, encoded as UTF-8, with a fresh random password.
 * It is what follows `Basic ` in the `Authorization` header (RFC 7617, section 2), and the partition key of the
 * person's item.
 *
 * RFC 7617 rules out a colon in the user-id, Cognito does not. The whole token is compared, never its parts, so a
 * user name with a colon opens nobody else's door: passwords hold no colon.
 */
export function mintCredential(username: string, random: RandomBytes): string {
  const password = Buffer.from(random(PASSWORD_BYTES)).toString('base64url');
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}

/**
 * Takes the token out of the value of an `Authorization` header, or answers `undefined` when the value is not one
 * that {@link mintCredential} could have led to. Nothing is looked up for such a value.
 *
 * The scheme is matched in any case and followed by one or more spaces, and by nothing else that is white
 * (RFC 9110, section 11.4: `auth-scheme 1*SP token68`). The token must be standard base64 with its canonical
 * padding and zero spare bits, so that one credential has one spelling; it must decode to UTF-8 text that holds a
 * colon, and must not exceed {@link MAX_TOKEN_LENGTH}.
 */
export function parseBasicCredential(header: string): string | undefined {
  const token = /^basic +([a-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (token === undefined || token.length > MAX_TOKEN_LENGTH) return undefined;
  const bytes = Buffer.from(token, 'base64');
  if (bytes.toString('base64') !== token) return undefined;
  const text = bytes.toString('utf8');
  // Bytes that are not UTF-8 decode to U+FFFD, and then no longer encode to what was sent.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  return text.includes(':') ? token : undefined;
}
