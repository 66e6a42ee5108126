import type { RestApi, UpdateRestApiRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, plainWording, textRule } from '../../control/patch.ts';
import type { RestApiRecord } from '../../state/records.ts';
import { checkAddressType } from './address-type.ts';
import { compressionSize } from './compression-size.ts';
import { describeRestApi } from './describe-rest-api.ts';

/** What AWS can patch and this engine does not support. */
const REFUSED = [/^\/(policy|securityPolicy|endpointAccessMode)$/];

const rules: readonly PatchRule<RestApiRecord>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(api, { value }) {
      if (value === '') throw badRequest('Name is required');
      return { ...api, name: value };
    },
  },
  {
    path: '/description',
    ops: ['replace', 'remove'],
    apply: (api, { value }) => ({ ...api, description: value === '' ? undefined : value }),
  },
  textRule('version'),
  {
    path: '/minimumCompressionSize',
    ops: ['replace'],
    // Without a value, compression is off.
    apply: (api, { value }) => ({
      ...api,
      minimumCompressionSize: value === '' || value === 'null' ? undefined : compressionSize(value),
    }),
  },
  {
    path: '/apiKeySource',
    ops: ['replace'],
    apply(api, { value }) {
      if (value !== 'HEADER' && value !== 'AUTHORIZER')
        throw badRequest('Invalid API key source specified. Must be one of: [AUTHORIZER, HEADER]');
      return { ...api, apiKeySource: value };
    },
  },
  {
    path: '/disableExecuteApiEndpoint',
    ops: ['replace'],
    apply: (api, { value }) => ({ ...api, disableExecuteApiEndpoint: value === 'true' }),
  },
  {
    path: '/binaryMediaTypes/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(api, { op, key, value }) {
      const others = api.binaryMediaTypes.filter((type) => type !== key);
      if (op === 'remove') return { ...api, binaryMediaTypes: others };
      const added = op === 'replace' ? value || key : key;
      return { ...api, binaryMediaTypes: [...others.filter((type) => type !== added), added] };
    },
  },
  {
    path: '/endpointConfiguration/types/{key}',
    ops: ['replace'],
    apply(api, { value }) {
      if (value !== 'EDGE' && value !== 'REGIONAL' && value !== 'PRIVATE')
        throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
      return {
        ...api,
        endpointType: value,
        ...(value === 'PRIVATE' && { ipAddressType: 'dualstack' as const }),
      };
    },
  },
  {
    path: '/endpointConfiguration/ipAddressType',
    ops: ['replace'],
    apply(api, { value }) {
      if (value !== 'ipv4' && value !== 'dualstack')
        throw badRequest('ipAddressType must be either ipv4 or dualstack.');
      checkAddressType(api.endpointType, value);
      return { ...api, ipAddressType: value };
    },
  },
];

/** Changes an API's settings; those that requests meet apply from the next deployment on. */
export function updateRestApi(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<UpdateRestApiRequest, RestApi>({
    honours: { restApiId: true, patchOperations: true },
    ...access('PATCH', ({ restApiId }) => `/restapis/${restApiId}`),
    run({ restApiId, patchOperations }) {
      const { api } = findApi(dependencies, restApiId);
      const changed = applyPatch(api, patchOperations, rules, plainWording, REFUSED);
      dependencies.store.commit.putApi({ api: changed });
      return { ...describeRestApi(changed), tags: { ...changed.tags } };
    },
  });
}
