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
  const chance = { clock, random };
  return {
    requestId: random.uuid,
    extendedRequestId: () => `${Buffer.from(random.bytes(12)).toString('base64url').slice(0, 15)}=`,
    traceId: config.otlp
      ? (header) => recordedHeader(traceIdOf(header, chance), Buffer.from(random.bytes(8)).toString('hex'))
      : (header) => traceIdOf(header, chance),
  };
}
