import { CreateRestApiCommand, PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from './testing/engine-with-functions.ts';

test('names the body, and lists values in AWS’s order, in validation errors', async () => {
  await using engine = await startWithFunctions();
  const endpointConfiguration = { types: ['wrong'], ipAddressType: 'odd' } as never;
  await expect(
    engine.client.send(new CreateRestApiCommand({ name: 'a', endpointConfiguration })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'odd' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
  });
  await expect(
    engine.client.send(new PutGatewayResponseCommand({ restApiId: 'a', responseType: 'ODD' as never })),
  ).rejects.toMatchObject({
    message: expect.stringMatching(
      /^1 validation error detected: Value 'ODD' at 'responseType' .*\[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, /,
    ),
  });
});
