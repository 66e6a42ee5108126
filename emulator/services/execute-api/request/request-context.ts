import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../../edge/principal.ts';
import type { Relayed } from '../integrate/answer-relay.ts';
import type { EndpointRequest } from '../integrate/pass-on.ts';

/** One request through a gate: what REST and HTTP APIs both know of it. Variables, events and conditions of policies are made of this. */
export interface RequestContext extends Relayed {
  readonly request: IncomingMessage;
  readonly stage: {
    readonly apiId: string;
    readonly stageName: string;
    readonly region: string;
    readonly accountId: string;
    readonly arn: string;
  };
  readonly requestId: string;
  /** The X-Ray header: the client's, or a new one. */
  readonly traceId: string;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  /** By the process's monotonic clock, for durations. */
  readonly started: number;
  /** Below the stage. */
  readonly path: string;
  readonly query: string | undefined;
  /** As the client encoded them. */
  pathParameters: Readonly<Record<string, string>>;
  /** Who signed the request, for AWS_IAM. */
  caller: Principal | undefined;
  /** The body, if it had to be read before the integration. */
  body: Buffer | undefined;
  /** For the trace: the time of the decision, in milliseconds, and the endpoint's request. */
  admittedMs: number | undefined;
  sent: EndpointRequest | undefined;
}

/** A request and its body, if that was already read. */
export type RequestWithBody = Pick<RequestContext, 'request' | 'body'>;
