import type { RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiRecord } from '../../state/records.ts';

/** A REST API as AWS shows it. */
export function describeRestApi(api: RestApiRecord): RestApi {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    createdDate: new Date(api.createdAt),
    version: api.version,
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? [...api.binaryMediaTypes] : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource ?? 'HEADER',
    endpointConfiguration: { types: [api.endpointType], ipAddressType: api.ipAddressType },
    tags: Object.keys(api.tags).length > 0 ? { ...api.tags } : undefined,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
  };
}
