import {
  type Authorizer,
  GetAuthorizersCommand,
  GetResourcesCommand,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';

interface Page<Item> {
  readonly items?: Item[];
  readonly position?: string;
}

/** All resources of an API with their methods and integrations, in one read for all callers. */
export function apiContents(restApiId: string, run: Run): Promise<readonly Resource[]> {
  return listed(`resources of ${restApiId}`, run, (position) =>
    run.clients.apigateway.send(
      new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500, position }),
    ),
  );
}

/** All authorizers of an API. */
export function apiAuthorizers(restApiId: string, run: Run): Promise<readonly Authorizer[]> {
  return listed(`authorizers of ${restApiId}`, run, (position) =>
    run.clients.apigateway.send(new GetAuthorizersCommand({ restApiId, limit: 500, position })),
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
        items.push(...(page.items ?? []));
        position = page.position;
      } while (position);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return items;
  });
}
