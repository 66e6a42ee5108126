import type { Endpoint } from '../../../edge/endpoint.ts';
import type { Cognito } from '../cognito.ts';
import { sendJson } from './inbox-endpoint.ts';

/** The sender of Cognito's own mail. */
const SENDER = 'no-reply@verificationemail.com';

/**
 * `/_aws/ses`, the same mail in LocalStack's form, oldest first: GET takes `id` and `email` (the sender), DELETE takes `id`, or empties it.
 */
export function sesEndpoint({ store }: Pick<Cognito, 'store'>, { region }: { region: string }): Endpoint {
  return {
    name: 'ses',
    matches: (url) => /^\/_aws\/ses\/?(?:\?.*)?$/.test(url),
    handle(request, response) {
      request.resume();
      const query = new URL(request.url ?? '/', 'http://ses').searchParams;
      const id = query.get('id');
      if (request.method === 'DELETE') {
        if (id === null) store.commit.emptyInbox(undefined);
        else store.commit.dropMessage({ id });
        response.writeHead(204).end();
        return;
      }
      if (request.method !== 'GET') {
        response.writeHead(405, { Allow: 'GET, DELETE' }).end();
        return;
      }
      const sender = query.get('email');
      const messages = store.state.messages
        .filter((message) => message.medium === 'EMAIL')
        .filter((message) => (id === null || message.id === id) && (sender === null || sender === SENDER))
        .map((message) => ({
          Id: message.id,
          Region: region,
          Timestamp: new Date(message.at).toISOString().slice(0, 19),
          Destination: { ToAddresses: [message.to] },
          Source: SENDER,
          Subject: message.subject,
          Body: { text_part: message.body, html_part: null },
        }));
      sendJson(response, 200, { messages });
    },
  };
}
