import {
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  type PatchOperation,
  type RestApi,
  TagResourceCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { isOwn, type Scope, stackTags } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';
import { theOne } from './the-one.ts';

export interface RestApiProps {
  readonly name: string;
  /** Whether the authorizer names the API key of a request; else the header x-api-key does. */
  readonly metered: boolean;
}

export interface RestApiOutputs {
  readonly id: string;
  /** The resource `/`, which comes with the API. */
  readonly rootId: string;
}

/** A REST API: regional, because only one edge-optimised API can be made in 30 seconds. */
export const restApi: Kind<RestApiProps, RestApi, RestApiOutputs> = {
  type: 'REST API',
  namesRepeat: true,
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, run) {
    const hinted = run.hints.apiId ? await getApi(run.hints.apiId, run) : undefined;
    if (hinted?.name === name && isOwn(hinted.tags ?? {}, run.scope)) return hinted;
    const named: RestApi[] = [];
    let position: string | undefined;
    do {
      const page = await run.clients.apigateway.send(new GetRestApisCommand({ limit: 500, position }));
      for (const item of (page.items ?? []).filter((item) => item.name === name)) {
        // A list may still show a deleted one.
        const found = item.id ? await getApi(item.id, run) : undefined;
        if (found) named.push(found);
      }
      position = page.position;
    } while (position);
    return theOne(
      'REST API',
      named,
      ({ id }) => id,
      ({ tags }) => tags,
      run.scope,
    );
  },
  wanted: (props) => ({ endpoint: ['REGIONAL'], reachable: true, keySource: sourceOf(props) }),
  found: ({ endpointConfiguration, disableExecuteApiEndpoint, apiKeySource, policy }) => ({
    endpoint: asSet(endpointConfiguration?.types),
    reachable: !disableExecuteApiEndpoint,
    keySource: apiKeySource ?? 'HEADER',
    ...(policy ? { policy } : {}),
  }),
  tags: ({ tags }) => tags ?? {},
  predict: ({ name }) => ({ id: unknown(`id of ${name}`), rootId: unknown(`root of ${name}`) }),
  outputs: ({ id, rootResourceId }, { name }) => ({
    id: id ?? unknown(`id of ${name}`),
    rootId: rootResourceId ?? unknown(`root of ${name}`),
  }),
  create: ({ name, metered }, { clients, scope }) =>
    clients.apigateway.send(
      new CreateRestApiCommand({
        name,
        endpointConfiguration: { types: ['REGIONAL'] },
        apiKeySource: sourceOf({ metered }),
        tags: stackTags(scope),
      }),
    ),
  async update(props, state, changed, { clients, scope }) {
    if (changed.has('tags')) {
      const resourceArn = `${apiArn(scope)}/${state.id}`;
      await clients.apigateway.send(new TagResourceCommand({ resourceArn, tags: stackTags(scope) }));
    }
    const patchOperations: PatchOperation[] = [];
    if (changed.has('endpoint')) {
      const type = state.endpointConfiguration?.types?.[0] ?? 'EDGE';
      patchOperations.push({
        op: 'replace',
        path: `/endpointConfiguration/types/${type}`,
        value: 'REGIONAL',
      });
    }
    if (changed.has('reachable')) {
      patchOperations.push({ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'false' });
    }
    if (changed.has('keySource'))
      patchOperations.push({ op: 'replace', path: '/apiKeySource', value: sourceOf(props) });
    if (changed.has('policy')) patchOperations.push({ op: 'replace', path: '/policy', value: '' });
    if (patchOperations.length > 0) {
      await clients.apigateway.send(new UpdateRestApiCommand({ restApiId: state.id, patchOperations }));
    }
  },
  async remove({ id }, _props, { clients }) {
    await clients.apigateway.send(new DeleteRestApiCommand({ restApiId: id })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [apiArn(scope)] },
    {
      actions: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH'],
      resources: [`${apiArn(scope)}/*`],
    },
    {
      actions: ['apigateway:PUT'],
      resources: [`arn:${scope.partition}:apigateway:${scope.region}::/tags/*`],
    },
  ],
};

function sourceOf({ metered }: Pick<RestApiProps, 'metered'>): 'AUTHORIZER' | 'HEADER' {
  return metered ? 'AUTHORIZER' : 'HEADER';
}

async function getApi(restApiId: string, { clients }: Run): Promise<RestApi | undefined> {
  try {
    return await clients.apigateway.send(new GetRestApiCommand({ restApiId }));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The ARN above all REST APIs of a region; it has no account (API Gateway guide, "ARN reference"). */
export function apiArn(scope: Scope): string {
  return `arn:${scope.partition}:apigateway:${scope.region}::/restapis`;
}
