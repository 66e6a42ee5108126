import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionInvoker } from '../../edge/interfaces/function-invoker.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { withResourceTags } from '../../edge/with-resource-tags.ts';
import { models } from '../../models/models.ts';
import type { Cognito } from './cognito.ts';
import { inboxEndpoint } from './inbox/inbox-endpoint.ts';
import { sesEndpoint } from './inbox/ses-endpoint.ts';
import { oauthEndpoint } from './oauth/oauth-endpoint.ts';
import { createOperations } from './operations/operations.ts';
import { createPower } from './passwords/power.ts';
import { cognitoStore } from './state/store.ts';
import { keySetEndpoint } from './tokens/key-set.ts';
import { createSigningKeys, type MakeKeyPair, makeRsaKeyPair } from './tokens/signing-keys.ts';

/** Cognito user pools: the service, the pools' key sets, and the inbox with everything that a real account would have sent. */
export function createCognitoIdp(
  context: EngineContext,
  { functions, makeKeyPair = makeRsaKeyPair }: { functions: FunctionInvoker; makeKeyPair?: MakeKeyPair },
): Module {
  const { clock, random, events, config } = context;
  const store = context.stores.open(cognitoStore);
  const signingKeys = createSigningKeys({ store, random, makeKeyPair });
  const listed = store.behind(() => context.realism.listLagMs);
  const cognito: Cognito = {
    store,
    listed,
    clock,
    random,
    events,
    functions,
    signingKeys,
    power: createPower(),
  };
  return {
    services: [
      {
        model: models['cognito-idp'],
        operations: withResourceTags(createOperations(cognito), ({ UserPoolId, ResourceArn }) => {
          const id = String(UserPoolId ?? ResourceArn ?? '')
            .split('/')
            .at(-1);
          return store.state.pools.get(id ?? '')?.settings.UserPoolTags;
        }),
        validationCode: 'InvalidParameterException',
        errorMessageHeader: true,
      },
    ],
    endpoints: [
      inboxEndpoint(cognito),
      sesEndpoint(cognito, config),
      oauthEndpoint(cognito, context),
      keySetEndpoint(cognito, { region: config.region, endpoint: context.endpoint }),
    ],
  };
}
