import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { recordedHeader, traceIdOf } from '../../../edge/trace-id.ts';
import type { Clock } from '../../../store/clock.ts';
import type { Random } from '../../../store/random.ts';

/** The identifiers that every request gets. */
export interface RequestIds {
  requestId(): string;
  /** `x-amz-apigw-id`: fifteen characters and a `=`, as AWS's look. */
  extendedRequestId(): string;
  /** The client's X-Ray header if it is well-formed, or a new one; when traces are exported, with its own segment as `Parent`. */
  traceId(header: string | string[] | undefined): string;
}

/** Random bytes are drawn in blocks of this size: drawing for each id was a tenth of a request's time. */
const BLOCK = 4096;

/** Makes the source of identifiers of one gate. */
export function createRequestIds({
  random,
  clock,
  config,
}: {
  random: Random;
  clock: Pick<Clock, 'now'>;
  config: Pick<EngineConfig, 'otlp'>;
}): RequestIds {
  let block = Buffer.alloc(0);
  let used = 0;
  function bytes(count: number): Buffer {
    if (used + count > block.length) {
      block = Buffer.from(random.bytes(BLOCK));
      used = 0;
    }
    used += count;
    return block.subarray(used - count, used);
  }
  const chance = { clock, random: { bytes } };
  return {
    requestId: random.uuid,
    extendedRequestId: () => `${bytes(12).toString('base64url').slice(0, 15)}=`,
    traceId: config.otlp
      ? (header) => recordedHeader(traceIdOf(header, chance), bytes(8).toString('hex'))
      : (header) => traceIdOf(header, chance),
  };
}
