import { AwsError } from '../../../edge/aws-error.ts';
import { limits } from '../limits.ts';

/**
 * Reads the `ClientContext` of a call, base64 of a JSON object of at most 3,583 bytes (API reference, Invoke), and returns it as JSON
 * text in ASCII on one line: it reaches the function's runtime in a header. Throws `InvalidRequestContentException`.
 */
export function clientContextOf(given: string | undefined): string | undefined {
  if (!given) return undefined;
  const text = Buffer.from(given, 'base64').toString('utf8');
  if (given.length > limits.clientContextBytes || !isObject(text)) {
    throw new AwsError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
    );
  }
  // Line ends are only between the tokens of a JSON text, and other characters than ASCII only inside its strings.
  return text
    .replace(/[\t\r\n]/g, ' ')
    .replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
