import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import { type Call, operation } from '../../../../edge/operation.ts';
import { access, managementArn } from '../../../execute-api/access.ts';
import { newApiId, newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict } from '../../control/errors.ts';
import type { RestApiRecord } from '../../state/records.ts';
import { builtInModels } from '../model/built-in-models.ts';
import { checkAddressType } from './address-type.ts';
import { compressionSize } from './compression-size.ts';
import { describeRestApi } from './describe-rest-api.ts';

/** LocalStack's tag for choosing an API's id. */
const CUSTOM_ID = '_custom_id_';

/** Creates an API with its root resource, by default edge-optimised, as on AWS. */
export function createRestApi({ store, random, clock }: Pick<Dependencies, 'store' | 'random' | 'clock'>) {
  return operation<CreateRestApiRequest, RestApi>({
    honours: {
      name: true,
      description: true,
      version: true,
      binaryMediaTypes: true,
      minimumCompressionSize: true,
      apiKeySource: true,
      endpointConfiguration: { types: ['EDGE', 'REGIONAL', 'PRIVATE'], ipAddressType: true },
      tags: true,
      disableExecuteApiEndpoint: true,
    },
    ...access('POST', () => '/restapis'),
    run(input, call) {
      const { name = '', description, version, tags = {}, endpointConfiguration } = input;
      if (Object.keys(tags).length > 0) authorizeTags(call);
      if (description === '') throw badRequest('Description cannot be an empty string');
      const types = endpointConfiguration?.types;
      if (types?.length === 0)
        throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
      if (types && types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
      checkAddressType(types?.[0], endpointConfiguration?.ipAddressType);
      const id = tags[CUSTOM_ID] ?? newApiId(random);
      if (!/^[a-z0-9]{1,64}$/.test(id) || store.state.apis.has(id))
        throw conflict(`The id ${id} is taken, or is none: lower-case letters and digits.`);
      const rootResourceId = newPartId(random);
      const api: RestApiRecord = {
        id,
        name,
        ...(description !== undefined && { description }),
        ...(version !== undefined && { version }),
        createdAt: clock.now(),
        binaryMediaTypes: input.binaryMediaTypes ?? [],
        ...(input.minimumCompressionSize !== undefined && {
          minimumCompressionSize: compressionSize(input.minimumCompressionSize),
        }),
        ...(input.apiKeySource && { apiKeySource: input.apiKeySource }),
        endpointType: types?.[0] ?? 'EDGE',
        ipAddressType:
          endpointConfiguration?.ipAddressType ?? (types?.[0] === 'PRIVATE' ? 'dualstack' : 'ipv4'),
        disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
        rootResourceId,
        tags,
      };
      store.commit.createApi({
        api,
        root: { id: rootResourceId, path: '/', methods: {} },
        models: builtInModels(random),
      });
      return describeRestApi(api);
    },
  });
}

/** Tags of a new API need the permission to tag any API: it has no id yet (as AWS's denials show). */
function authorizeTags(call: Call): void {
  const any = encodeURIComponent(managementArn(call.region, '/restapis/*'));
  call.authorize('apigateway:PUT', managementArn(call.region, `/tags/${any}`));
}
