import type { IncomingMessage, ServerResponse } from 'node:http';

/** Something that answers plain HTTP on the engine's port besides the AWS services' calls: a data plane, a key set, an inbox. */
export interface Endpoint {
  readonly name: string;
  /** What it serves is public on AWS, for pages of every origin. */
  readonly forEveryOrigin?: boolean;
  /** Must be cheap: every request calls it. `url` is as the client sent it, `host` is lower-case with port. */
  matches(url: string, host: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}
