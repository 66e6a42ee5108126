import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ForeignCall } from '../foreign-call.ts';

/** Another AWS endpoint for services that the engine does not have. */
export interface Upstream {
  /** The service that a request is for, if its calls go upstream; undefined for the engine's own. Cheap: every call asks it. */
  claims(request: IncomingMessage): ForeignCall | undefined;
  /**
   * Answers a claimed call, whose body is not read yet. Resolves when the answer is on its way; never throws for what a client or the
   * upstream does.
   */
  answer(
    call: ForeignCall,
    request: IncomingMessage,
    response: ServerResponse,
    /** Headers that every answer to this client carries. */
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
}

/** An upstream's service state, in its own words (`available`, `running` …). */
export interface UpstreamHealth {
  readonly url: string;
  readonly reachable: boolean;
  readonly version: string | undefined;
  /** Services and their states, by LocalStack's names. */
  readonly services: Readonly<Record<string, string>>;
}
