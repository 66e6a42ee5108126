import type { Engine } from '../../../engine.ts';

/** Tells of so many runs of a function, each of which becomes a trace: real requests would take minutes, and are sampled. */
export function fillTraces({ context }: Engine, traces: number): void {
  const { events, random, clock } = context;
  for (let index = 0; index < traces; index += 1) {
    const requestId = random.uuid();
    const hex = requestId.replaceAll('-', '');
    const segment = hex.slice(0, 16);
    events.publish({
      type: 'invocation',
      at: clock.now(),
      requestId,
      traceId: `Root=1-${hex.slice(0, 8)}-${hex.slice(8)};Parent=${segment};Sampled=1`,
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:filled-${index}`,
      invokedBy: 'arn:aws:iam::000000000000:user/filler',
      outcome: index % 10 === 0 ? 'error' : 'ok',
      segment,
      coldStart: false,
      durationMs: 1,
      waitedMs: 0,
    });
  }
}
