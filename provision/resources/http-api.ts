import {
  type Api,
  CreateApiCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetApisCommand,
  TagResourceCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Fields } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { isOwn, type Scope, stackTags } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';
import { theOne } from './the-one.ts';

export interface HttpApiProps {
  readonly name: string;
}

/** An HTTP API. Its list shows the tags too, so one read finds it. */
export const httpApi: Kind<HttpApiProps, Partial<Api>, { id: string }> = {
  type: 'HTTP API',
  namesRepeat: true,
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, run) {
    const hinted = run.hints.httpApiId ? await getApi(run.hints.httpApiId, run) : undefined;
    if (hinted?.Name === name && isOwn(hinted.Tags ?? {}, run.scope)) return hinted;
    const named: Partial<Api>[] = [];
    let NextToken: string | undefined;
    do {
      const page = await run.clients.apigatewayv2.send(new GetApisCommand({ MaxResults: '100', NextToken }));
      for (const item of page.Items ?? []) {
        if (item.Name !== name || item.ProtocolType !== 'HTTP') continue;
        // A list may still show a deleted one.
        const found = item.ApiId ? await getApi(item.ApiId, run) : undefined;
        if (found) named.push(found);
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return theOne(
      'HTTP API',
      named,
      ({ ApiId }) => ApiId,
      ({ Tags }) => Tags,
      run.scope,
    );
  },
  wanted: () => ({ reachable: true }),
  found: ({ DisableExecuteApiEndpoint, CorsConfiguration }): Fields => ({
    reachable: !DisableExecuteApiEndpoint,
    // With it the API answers preflight requests itself, and ignores the origin's own CORS headers.
    ...(CorsConfiguration ? { cors: JSON.stringify(CorsConfiguration) } : {}),
  }),
  tags: ({ Tags }) => Tags ?? {},
  predict: ({ name }) => ({ id: unknown(`id of HTTP API ${name}`) }),
  outputs: ({ ApiId }, { name }) => ({ id: ApiId ?? unknown(`id of HTTP API ${name}`) }),
  create: ({ name }, { clients, scope }) =>
    clients.apigatewayv2.send(
      new CreateApiCommand({ Name: name, ProtocolType: 'HTTP', Tags: stackTags(scope) }),
    ),
  async update(_props, { ApiId }, changed, { clients, scope }) {
    if (changed.has('tags')) {
      const ResourceArn = `${httpApiArn(scope)}/${ApiId}`;
      await clients.apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: stackTags(scope) }));
    }
    if (changed.has('reachable'))
      await clients.apigatewayv2.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: false }));
    if (changed.has('cors')) await clients.apigatewayv2.send(new DeleteCorsConfigurationCommand({ ApiId }));
  },
  async remove({ ApiId }, _props, { clients }) {
    await clients.apigatewayv2.send(new DeleteApiCommand({ ApiId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [httpApiArn(scope)] },
    {
      actions: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
      resources: [`${httpApiArn(scope)}/*`],
    },
    {
      actions: ['apigateway:POST'],
      resources: [`arn:${scope.partition}:apigateway:${scope.region}::/tags/*`],
    },
  ],
};

async function getApi(ApiId: string, { clients }: Run): Promise<Partial<Api> | undefined> {
  try {
    return await clients.apigatewayv2.send(new GetApiCommand({ ApiId }));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The ARN above all HTTP APIs of a region; it has no account (API Gateway guide, "ARN reference"). */
export function httpApiArn(scope: Scope): string {
  return `arn:${scope.partition}:apigateway:${scope.region}::/apis`;
}
