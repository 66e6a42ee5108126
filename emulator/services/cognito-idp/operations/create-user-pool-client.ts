import type {
  CreateUserPoolClientRequest,
  CreateUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { LOWER_ALPHANUMERIC, randomText } from '../../../store/random.ts';
import type { Cognito } from '../cognito.ts';
import { clientSettings } from '../pool/client-settings.ts';
import { describeClient } from '../pool/describe-pool.ts';
import { findClient, findPool } from '../pool/find-pool.ts';
import { clientHonours } from '../pool/honours.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** How tools made for LocalStack choose a client's id: by its name. */
const CUSTOM_ID = /^_custom_id_:([\w+]+)$/;

/** Creates an app client of a pool, with a secret if one is asked for. */
export function createUserPoolClient({ store, clock, random }: Pick<Cognito, 'store' | 'clock' | 'random'>) {
  return operation<CreateUserPoolClientRequest, CreateUserPoolClientResponse>({
    honours: { ...clientHonours, GenerateSecret: true, ClientSecret: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      if (input.GenerateSecret && input.ClientSecret) {
        throw new AwsError(
          'InvalidParameterException',
          'You cannot specify both GenerateSecret as true and provide a ClientSecret value.',
        );
      }
      const clientId =
        CUSTOM_ID.exec(input.ClientName ?? '')?.[1] ?? randomText(random, 26, LOWER_ALPHANUMERIC);
      if (store.state.poolOfClient.has(clientId)) {
        throw new AwsError('InvalidParameterException', `User pool client ${clientId} exists already.`);
      }
      const ClientSecret = input.GenerateSecret
        ? randomText(random, 51, LOWER_ALPHANUMERIC)
        : input.ClientSecret;
      const settings = clientSettings({ ...input, ClientName: input.ClientName, ClientSecret }, pool);
      store.commit.putClient({ poolId: pool.id, clientId, settings, at: clock.now() });
      return { UserPoolClient: describeClient(pool, findClient(store.state, clientId).client) };
    },
  });
}
