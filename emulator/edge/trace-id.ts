import type { Clock } from '../store/clock.ts';
import type { Random } from '../store/random.ts';

/**
 * The X-Ray trace header of a request: the client's when it sent a well-formed one, otherwise a new root
 * (`Root=1-<8 hex of epoch seconds>-<24 hex>`, X-Ray developer guide, "Tracing header").
 */
export function traceIdOf(
  header: string | string[] | undefined,
  { clock, random }: { clock: Pick<Clock, 'now'>; random: Pick<Random, 'bytes'> },
): string {
  if (typeof header === 'string' && /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;|$)/.test(header)) return header;
  const seconds = Math.floor(clock.now() / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${Buffer.from(random.bytes(12)).toString('hex')}`;
}

/**
 * The tracing header for what a recorded segment causes: the segment is the parent, and what is not refused is sampled, as where X-Ray
 * is active (X-Ray developer guide, "Tracing header"). `segment` is 16 hex digits.
 */
export function recordedHeader(traceId: string, segment: string): string {
  const [root = ''] = traceId.split(';', 1);
  return `${root};Parent=${segment};Sampled=${/;Sampled=0/.test(traceId) ? 0 : 1}`;
}
