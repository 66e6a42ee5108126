import { GetResourcesCommand, type Resource } from '@aws-sdk/client-api-gateway';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';

/** All resources of an API with their methods and integrations, in one read for all who ask. */
export function apiContents(restApiId: string, run: Run): Promise<readonly Resource[]> {
  return run.reads.get(`resources of ${restApiId}`, async () => {
    const resources: Resource[] = [];
    let position: string | undefined;
    try {
      do {
        const page = await run.clients.apigateway.send(
          new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500, position }),
        );
        resources.push(...(page.items ?? []));
        position = page.position;
      } while (position);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return resources;
  });
}
