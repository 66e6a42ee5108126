/**
 * What a plan knows of a value that only exists after the resource which bears it was made: a token of text, so that it
 * can stand inside an ARN or a policy document as the value itself will, and be found there again. No AWS name or value
 * may hold these brackets, so a token cannot be mistaken for one.
 */
export function unknown(label: string): string {
  return `\u27E6${label}\u27E7`;
}

const TOKEN = /\u27E6[^\u27E7]*\u27E7/g;

/** Whether nothing in the value, however deep, is yet to be known. */
export function isKnown(value: unknown): boolean {
  return !(JSON.stringify(value) ?? '').includes('\u27E6');
}

/** The value with each unknown put as `text`. */
export function fillUnknown(value: string, text: string): string {
  return value.replace(TOKEN, text);
}
