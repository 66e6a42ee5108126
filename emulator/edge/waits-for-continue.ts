import type { IncomingMessage } from 'node:http';

/** Whether the client holds its body back until it is asked for it (RFC 9110, "Expect"). */
export function waitsForContinue({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}
