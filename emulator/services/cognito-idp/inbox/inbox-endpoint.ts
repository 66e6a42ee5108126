import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint } from '../../../edge/endpoint.ts';
import type { Cognito } from '../cognito.ts';
import type { Message } from '../state/state.ts';

/** Seconds that a request may wait for a message. */
const LONGEST_WAIT = 30;

/**
 * `/_gatehouse/inbox`: what would have been sent, newest first. GET takes `to`, `userPoolId`, `username`, and, to wait for the next message, `wait`
 * (seconds, 30 at most) with `after` (the id of the newest known message; a deleted one counts as older than all). It answers as soon as
 * there is a message, and with `[]` when the time is up. DELETE empties it.
 */
export function inboxEndpoint({
  store,
  clock,
  events,
}: Pick<Cognito, 'store' | 'clock' | 'events'>): Endpoint {
  return {
    name: 'inbox',
    matches: (url) => url === '/_gatehouse/inbox' || url.startsWith('/_gatehouse/inbox?'),
    async handle(request, response) {
      request.resume();
      if (request.method === 'DELETE') {
        store.commit.emptyInbox(undefined);
        response.writeHead(204).end();
        return;
      }
      if (request.method !== 'GET') {
        response.writeHead(405, { Allow: 'GET, DELETE' }).end();
        return;
      }
      const query = new URL(request.url ?? '/', 'http://inbox').searchParams;
      const wait = Number(query.get('wait') ?? 0);
      if (!(wait >= 0 && wait <= LONGEST_WAIT)) {
        sendJson(response, 400, { message: `wait must be a number of seconds from 0 to ${LONGEST_WAIT}` });
        return;
      }
      const matching = () => select(store.state.messages, query);
      if (wait > 0 && matching().length === 0) {
        await arrival({ clock, events }, request, wait * 1000, () => matching().length > 0);
      }
      if (!response.destroyed) sendJson(response, 200, matching());
    },
  };
}

/** The messages that a query matches, newest first. */
function select(messages: readonly Message[], query: URLSearchParams): Message[] {
  const to = query.get('to')?.toLowerCase();
  const userPoolId = query.get('userPoolId');
  const username = query.get('username');
  const after = query.get('after');
  const selected: Message[] = [];
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.id === after) break;
    if (to !== undefined && message.to.toLowerCase() !== to) continue;
    if (userPoolId !== null && message.userPoolId !== userPoolId) continue;
    if (username !== null && message.username !== username) continue;
    selected.push(message);
  }
  return selected;
}

/** Resolves when a mail makes `arrived` true, when the time is up, or when the client hangs up. */
function arrival(
  { clock, events }: Pick<Cognito, 'clock' | 'events'>,
  request: IncomingMessage,
  ms: number,
  arrived: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      alarm.cancel();
      subscription[Symbol.dispose]();
      request.socket.off('close', end);
      resolve();
    };
    const alarm = clock.after(ms, end);
    const subscription = events.subscribe('mail', () => {
      if (arrived()) end();
    });
    request.socket.once('close', end);
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text);
}
