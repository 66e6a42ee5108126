import {
  DeleteMethodCommand,
  type Method,
  type PatchOperation,
  PutMethodCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import { apiContents } from './api-contents.ts';
import { openMethodWarning } from './open-method-warning.ts';
import { apiArn } from './rest-api.ts';

export interface ApiMethodProps {
  readonly apiId: string;
  readonly resourceId: string;
  readonly path: string;
  readonly httpMethod: string;
  /** Who judges: a function about a credential, or API Gateway about a user pool's token. */
  readonly authorization: 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly authorizerId: string;
  /** Of a user pool's access token, which must have one of them. */
  readonly scopes: readonly string[];
  /** Parameters that a request may or must have: `method.request.path.proxy`, and whether it must. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Whether a request counts for a usage plan, and is rejected without a plan's key. */
  readonly metered: boolean;
  /** Models of bodies by content type, and what checks them; none: any body. */
  readonly checked?: { readonly validatorId: string; readonly models: Readonly<Record<string, string>> };
}

type Key = Pick<ApiMethodProps, 'apiId' | 'resourceId' | 'httpMethod'>;

/** A method that only accepts requests that the authorizer allowed. */
export const apiMethod: Kind<ApiMethodProps, Method, Key> = {
  type: 'method',
  part: true,
  name: ({ httpMethod, path }) => `${httpMethod} ${path}`,
  identity: ({ apiId, resourceId }) => [apiId, resourceId],
  async observe({ apiId, resourceId, httpMethod }, run) {
    const resource = (await apiContents(apiId, run)).find(({ id }) => id === resourceId);
    return resource?.resourceMethods?.[httpMethod];
  },
  wanted: ({ authorization, authorizerId, scopes, requestParameters, metered, checked }) => ({
    authorization,
    authorizer: authorizerId,
    scopes: asSet(scopes),
    apiKeyRequired: metered,
    requestParameters,
    ...(checked ? { validator: checked.validatorId, models: checked.models } : {}),
  }),
  found: (method) => ({
    authorization: method.authorizationType,
    authorizer: method.authorizerId,
    scopes: asSet(method.authorizationScopes),
    apiKeyRequired: method.apiKeyRequired ?? false,
    requestParameters: method.requestParameters ?? {},
    ...(method.requestValidatorId ? { validator: method.requestValidatorId } : {}),
    ...(Object.keys(method.requestModels ?? {}).length > 0 ? { models: method.requestModels } : {}),
  }),
  warnings: ({ authorizationType = 'NONE' }, { httpMethod, path }) =>
    authorizationType === 'NONE' ? [openMethodWarning(`${httpMethod} ${path}`, path)] : [],
  predict: keyOf,
  outputs: (_state, props) => keyOf(props),
  create: ({ apiId, authorization, requestParameters, scopes, ...props }, { clients }) =>
    clients.apigateway.send(
      new PutMethodCommand({
        restApiId: apiId,
        resourceId: props.resourceId,
        httpMethod: props.httpMethod,
        authorizationType: authorization,
        authorizerId: props.authorizerId,
        ...(scopes.length > 0 ? { authorizationScopes: [...scopes] } : {}),
        requestParameters: { ...requestParameters },
        apiKeyRequired: props.metered,
        ...(props.checked
          ? { requestValidatorId: props.checked.validatorId, requestModels: { ...props.checked.models } }
          : {}),
      }),
    ),
  async update(props, state, changed, { clients }) {
    const { apiId, resourceId, httpMethod, requestParameters } = props;
    const patchOperations: PatchOperation[] = [];
    if (changed.has('authorization') || changed.has('authorizer')) {
      patchOperations.push({ op: 'replace', path: '/authorizationType', value: props.authorization });
      patchOperations.push({ op: 'replace', path: '/authorizerId', value: props.authorizerId });
    }
    if (changed.has('scopes')) {
      const there = state.authorizationScopes ?? [];
      const patch = (op: 'add' | 'remove') => (value: string) =>
        void patchOperations.push({ op, path: '/authorizationScopes', value });
      there.filter((scope) => !props.scopes.includes(scope)).forEach(patch('remove'));
      props.scopes.filter((scope) => !there.includes(scope)).forEach(patch('add'));
    }
    if (changed.has('apiKeyRequired'))
      patchOperations.push({ op: 'replace', path: '/apiKeyRequired', value: String(props.metered) });
    if (changed.has('validator'))
      patchOperations.push({
        op: 'replace',
        path: '/requestValidatorId',
        value: props.checked?.validatorId ?? '',
      });
    if (changed.has('models')) patchOperations.push(...modelPatches(props, state));
    if (changed.has('requestParameters')) {
      const there = state.requestParameters ?? {};
      for (const name of Object.keys(there).filter((name) => !(name in requestParameters))) {
        patchOperations.push({ op: 'remove', path: `/requestParameters/${name}` });
      }
      for (const [name, required] of Object.entries(requestParameters)) {
        const op = name in there ? 'replace' : 'add';
        if (there[name] !== required)
          patchOperations.push({ op, path: `/requestParameters/${name}`, value: String(required) });
      }
    }
    await clients.apigateway.send(
      new UpdateMethodCommand({ restApiId: apiId, resourceId, httpMethod, patchOperations }),
    );
  },
  async remove(_state, { apiId, resourceId, httpMethod }, { clients }) {
    await clients.apigateway
      .send(new DeleteMethodCommand({ restApiId: apiId, resourceId, httpMethod }))
      .catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET'], resources: [`${apiArn(scope)}/*/resources`] },
    {
      actions: ['apigateway:PATCH', 'apigateway:PUT'],
      resources: [`${apiArn(scope)}/*/resources/*/methods/*`],
    },
  ],
};

/** In a path of a patch, `/` is written `~1` (RFC 6901). */
function modelPatches({ checked }: ApiMethodProps, { requestModels = {} }: Method): PatchOperation[] {
  const path = (type: string) => `/requestModels/${type.replaceAll('/', '~1')}`;
  const wanted = checked?.models ?? {};
  return [
    ...Object.keys(requestModels)
      .filter((type) => wanted[type] !== requestModels[type])
      .map((type): PatchOperation => ({ op: 'remove', path: path(type) })),
    ...Object.entries(wanted)
      .filter(([type, model]) => requestModels[type] !== model)
      .map(([type, value]): PatchOperation => ({ op: 'add', path: path(type), value })),
  ];
}

function keyOf({ apiId, resourceId, httpMethod }: ApiMethodProps): Key {
  return { apiId, resourceId, httpMethod };
}
