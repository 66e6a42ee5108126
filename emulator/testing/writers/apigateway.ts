import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from './writer.ts';

/** Counts in a REST API's description. */
export const countsInApiGateway: Kind = async (access, memory, isNew) => {
  const client = new APIGatewayClient(access);
  if (isNew)
    memory.id = (await client.send(new CreateRestApiCommand({ name: 'written', description: '0' }))).id;
  const restApiId = memory.id;
  return {
    async write(value) {
      const patchOperations = [{ op: 'replace' as const, path: '/description', value: String(value) }];
      await client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));
    },
    read: async () => Number((await client.send(new GetRestApiCommand({ restApiId }))).description),
    end: () => client.destroy(),
  };
};
