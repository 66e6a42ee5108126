import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import type { Person } from '../shared/person-record.ts';

type Sender = Pick<APIGatewayClient, 'send'>;

/** Where each person's requests are counted. */
export interface PlanKeys {
  /** Gives a person their API key, and puts it into the plan; who has one keeps it. @throws whatever API Gateway answers else. */
  admit(person: Pick<Person, 'username' | 'sub'>): Promise<void>;
}

/**
 * The keys of a usage plan: one for each person, whose value is the person's `sub`, since that is what the authorizer answers as
 * `usageIdentifierKey`. It is no secret: with `apiKeySource` AUTHORIZER no client can send one (API Gateway guide, "Usage plans and
 * API keys"). It is called `<prefix><user name>`, so that it is found again when an earlier try got no further.
 *
 * An account has 10,000 keys, and 5 of them may be made in a second (API Gateway quotas).
 */
export function planKeys(client: Sender, { planId, prefix }: { planId: string; prefix: string }): PlanKeys {
  return {
    async admit({ username, sub }) {
      const name = `${prefix}${username}`;
      const keyId = await keyOf(client, name, sub);
      try {
        await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: planId, keyId, keyType: 'API_KEY' }));
      } catch (error) {
        // It is in the plan already.
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

/** The client, which gives up soon: Cognito waits 5 s for all that its trigger does. */
export function createApiGatewayClient(): APIGatewayClient {
  return new APIGatewayClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 1000, throwOnRequestTimeout: true },
  });
}
