import { isUtf8 } from 'node:buffer';
import type { HeldBody } from '../../edge/interfaces/gate-recorder.ts';
import type { TracedBody, TracedMessage } from '../../edge/interfaces/trace.ts';
import type { Mask } from './mask.ts';
import { MOST_OF_A_BODY } from './packed-request.ts';

/** A request or an answer for display. */
export function tracedMessage(
  headers: readonly string[] | Readonly<Record<string, string>>,
  body: HeldBody | undefined,
  mask: Mask,
): TracedMessage {
  const flat = Array.isArray(headers) ? (headers as readonly string[]) : Object.entries(headers).flat();
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < flat.length; index += 2) {
    const name = flat[index] ?? '';
    pairs.push([name, mask.header(name, flat[index + 1] ?? '')]);
  }
  const traced = body && tracedBody(body, mask);
  return { headers: pairs, ...(traced && { body: traced }) };
}

function tracedBody({ content, encoding, length }: HeldBody, mask: Mask): TracedBody | undefined {
  const bytes = typeof content === 'string' ? Buffer.from(content, encoding) : content;
  const whole = length ?? bytes.length;
  if (whole === 0) return undefined;
  const kept = bytes.subarray(0, MOST_OF_A_BODY);
  const cut = whole > kept.length;
  // A cut may fall in the middle of a character.
  const text = [0, 1, 2, 3]
    .map((less) => kept.subarray(0, kept.length - (cut ? less : 0)))
    .find((part) => isUtf8(part));
  return text
    ? { text: mask.text(text.toString('utf8')), encoding: 'utf8', length: whole, cut }
    : { text: mask.binary(kept.toString('base64')), encoding: 'base64', length: whole, cut };
}
