import {
  ApiGatewayV2Client,
  CreateApiCommand,
  GetApiCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Kind } from './writer.ts';

/** Counts in an HTTP API's description. */
export const countsInApiGatewayV2: Kind = async (access, memory, isNew) => {
  const client = new ApiGatewayV2Client(access);
  if (isNew) {
    const wanted = { Name: 'written', ProtocolType: 'HTTP' as const, Description: '0' };
    memory.id = (await client.send(new CreateApiCommand(wanted))).ApiId;
  }
  const ApiId = memory.id;
  return {
    async write(value) {
      await client.send(new UpdateApiCommand({ ApiId, Description: String(value) }));
    },
    read: async () => Number((await client.send(new GetApiCommand({ ApiId }))).Description),
    end: () => client.destroy(),
  };
};
