import {
  type Authorizer,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';

interface Page<Item> {
  readonly Items?: Item[];
  readonly NextToken?: string;
}

const MaxResults = '100';

/** All routes of an HTTP API, in one read for all callers. */
export function httpRoutes(ApiId: string, run: Run): Promise<readonly Route[]> {
  return listed(`routes of ${ApiId}`, run, (NextToken) =>
    run.clients.apigatewayv2.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken })),
  );
}

/** All integrations of an HTTP API. */
export function httpIntegrations(ApiId: string, run: Run): Promise<readonly Integration[]> {
  return listed(`integrations of ${ApiId}`, run, (NextToken) =>
    run.clients.apigatewayv2.send(new GetIntegrationsCommand({ ApiId, MaxResults, NextToken })),
  );
}

/** All authorizers of an HTTP API. */
export function httpAuthorizers(ApiId: string, run: Run): Promise<readonly Authorizer[]> {
  return listed(`authorizers of ${ApiId}`, run, (NextToken) =>
    run.clients.apigatewayv2.send(new GetAuthorizersCommand({ ApiId, MaxResults, NextToken })),
  );
}

/** Every page of a list; nothing for an API that is gone. */
function listed<Item>(
  what: string,
  run: Run,
  read: (position: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  return run.reads.get(what, async () => {
    const items: Item[] = [];
    let position: string | undefined;
    try {
      do {
        const page = await read(position);
        items.push(...(page.Items ?? []));
        position = page.NextToken;
      } while (position);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return items;
  });
}
