import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Text in Node.js's header form: UTF-8, a character for a byte. For text that came as a header already, see {@link isSendable}. */
export function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII needs no encoding, and that is almost all there is.
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** Whether a name and value make exactly one header: no line break, no control character, no blank name. */
export function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Whether an error says that an answer's head cannot be sent. Nothing of the answer is sent then. */
export function isUnsendable(error: unknown): boolean {
  // By its code: errors of Node.js's own modules may come from another realm.
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return (
    error.code === 'ERR_INVALID_CHAR' ||
    error.code === 'ERR_INVALID_HTTP_TOKEN' ||
    error.code === 'ERR_HTTP_INVALID_STATUS_CODE'
  );
}
