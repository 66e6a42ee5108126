/**
 * Passwords have 24 random bytes (192 bits): 32 characters of base64url, without colons, so the last colon of a decoded credential ends the
 * username.
 */
const PASSWORD_BYTES = 24;

/**
 * Longest token that is looked up, in characters. A Cognito user name has at most 128 characters, so a minted
 * token stays below 740; DynamoDB would take partition keys of up to 2,048 bytes.
 */
export const MAX_TOKEN_LENGTH = 1024;

/** Returns `size` bytes from a cryptographically secure source, like `randomBytes` of `node:crypto`. */
export type RandomBytes = (size: number) => Uint8Array;

/**
 * Mints a credential: the standard base64 of `username:password`, encoded as UTF-8, with a new random password. It is what follows `Basic `
 * in the `Authorization` header (RFC 7617, section 2), and the partition key of the person's item.
 *
 * RFC 7617 forbids a colon in the user-id, Cognito does not. The whole token is compared, never its parts, so a user name with a colon
 * opens nobody else's door: passwords contain no colon.
 */
export function mintCredential(username: string, random: RandomBytes): string {
  const password = Buffer.from(random(PASSWORD_BYTES)).toString('base64url');
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}

/**
 * Reads the token from the value of an `Authorization` header, or returns `undefined` if {@link mintCredential} cannot have made it. Such a
 * value is not looked up.
 *
 * The scheme matches in any case, followed by one or more spaces and no other white space (RFC 9110, section 11.4: `auth-scheme 1*SP
 * token68`). The token must be standard base64 with its canonical padding and zero spare bits, so that a credential has one spelling; it
 * must decode to UTF-8 text with a colon, and must not exceed {@link MAX_TOKEN_LENGTH}.
 */
export function parseBasicCredential(header: string): string | undefined {
  const token = /^basic +([a-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (token === undefined || token.length > MAX_TOKEN_LENGTH) return undefined;
  const bytes = Buffer.from(token, 'base64');
  if (bytes.toString('base64') !== token) return undefined;
  const text = bytes.toString('utf8');
  // Bytes that are not UTF-8 decode to U+FFFD, which does not encode to what was sent.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  return text.includes(':') ? token : undefined;
}
