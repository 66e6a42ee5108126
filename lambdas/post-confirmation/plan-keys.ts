import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import type { Person } from '../shared/person-record.ts';

type Sender = Pick<APIGatewayClient, 'send'>;

/** The plan that counts each person's requests. */
export interface PlanKeys {
  /** Gives a person their API key and adds it to the plan; keeps an existing one. @throws any other error of API Gateway. */
  admit(person: Pick<Person, 'username' | 'sub'>): Promise<void>;
}

/**
 * The keys of a usage plan: one for each person, whose value is the person's `sub`, because the authorizer returns that as
 * `usageIdentifierKey`. It is no secret: with `apiKeySource` AUTHORIZER no client can send one (API Gateway guide, "Usage plans and API
 * keys"). Its name is `<prefix><user name>`, so a retry finds it.
 *
 * An account has 10,000 keys, and can make 5 a second (API Gateway quotas).
 */
export function planKeys(client: Sender, { planId, prefix }: { planId: string; prefix: string }): PlanKeys {
  return {
    async admit({ username, sub }) {
      const name = `${prefix}${username}`;
      const keyId = await keyOf(client, name, sub);
      try {
        await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: planId, keyId, keyType: 'API_KEY' }));
      } catch (error) {
        // It is already in the plan.
        if (!(error instanceof ConflictException)) throw error;
      }
    },
  };
}

async function keyOf(client: Sender, name: string, value: string): Promise<string> {
  try {
    const { id = '' } = await client.send(new CreateApiKeyCommand({ name, value, enabled: true }));
    return id;
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    const { items = [] } = await client.send(new GetApiKeysCommand({ nameQuery: name, limit: 500 }));
    const id = items.find((item) => item.name === name)?.id;
    if (id === undefined) throw new Error('The API key of this person has another name.', { cause: error });
    return id;
  }
}

/** The client, which gives up soon: Cognito waits 5 s for the whole trigger. */
export function createApiGatewayClient(): APIGatewayClient {
  return new APIGatewayClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 1000, throwOnRequestTimeout: true },
  });
}
