/**
 * What a plan knows of a value that exists only after its resource was made: a text token that can stand inside an ARN or a policy document
 * like the value, and be found there again. No AWS name or value contains these brackets, so a token cannot be mistaken for one.
 */
export function unknown(label: string): string {
  return `\u27E6${label}\u27E7`;
}

const TOKEN = /\u27E6[^\u27E7]*\u27E7/g;

/** Whether the value contains nothing unknown, however deep. */
export function isKnown(value: unknown): boolean {
  return !(JSON.stringify(value) ?? '').includes('\u27E6');
}

/** The value with each unknown replaced by `text`. */
export function fillUnknown(value: string, text: string): string {
  return value.replace(TOKEN, text);
}
