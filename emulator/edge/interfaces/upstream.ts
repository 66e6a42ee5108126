import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ForeignCall } from '../foreign-call.ts';

/** Another AWS endpoint that has the calls for services which the engine does not have. */
export interface Upstream {
  /** The service that a request is for, where its calls go on; undefined for a call of the engine's own. Cheap: it is asked for every call. */
  claims(request: IncomingMessage): ForeignCall | undefined;
  /** Answers a claimed call, whose body is not read yet. Resolves when the answer is on its way; never throws for what a client or the upstream does. */
  answer(
    call: ForeignCall,
    request: IncomingMessage,
    response: ServerResponse,
    /** Headers that every answer to this client carries. */
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
}

/** A service that an upstream has, as it says itself (`available`, `running` …). */
export interface UpstreamHealth {
  readonly url: string;
  readonly reachable: boolean;
  readonly version: string | undefined;
  /** Services and their states, by LocalStack's names. */
  readonly services: Readonly<Record<string, string>>;
}
