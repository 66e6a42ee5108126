import { CreateResourceCommand, DeleteResourceCommand, type Resource } from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import { unknown } from '../reconcile/unknown.ts';
import { apiContents } from './api-contents.ts';
import { apiArn } from './rest-api.ts';

export interface ApiResourceProps {
  readonly apiId: string;
  readonly parentId: string;
  /** `/credential`; '' directly below the root. */
  readonly parentPath: string;
  /** `{proxy+}` */
  readonly pathPart: string;
}

/** A path of a REST API. */
export const apiResource: Kind<ApiResourceProps, Resource, { id: string; path: string }> = {
  type: 'path',
  part: true,
  name: pathOf,
  identity: ({ apiId }) => [apiId],
  async observe(props, run) {
    return (await apiContents(props.apiId, run)).find(({ path }) => path === pathOf(props));
  },
  wanted: () => ({}),
  found: () => ({}),
  predict: (props) => ({ id: unknown(`id of ${pathOf(props)}`), path: pathOf(props) }),
  outputs: ({ id }, props) => ({ id: id ?? unknown(`id of ${pathOf(props)}`), path: pathOf(props) }),
  create: ({ apiId: restApiId, parentId, pathPart }, { clients }) =>
    clients.apigateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart })),
  async remove({ id: resourceId }, { apiId: restApiId }, { clients }) {
    await clients.apigateway.send(new DeleteResourceCommand({ restApiId, resourceId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET'], resources: [`${apiArn(scope)}/*/resources`] },
    { actions: ['apigateway:POST'], resources: [`${apiArn(scope)}/*/resources/*`] },
  ],
};

function pathOf({ parentPath, pathPart }: ApiResourceProps): string {
  return `${parentPath}/${pathPart}`;
}
