import { expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { addConfirmed, createPool, signIn } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';
import { arnOf, listenTo } from '../testing/trigger-events.ts';

const ANN = 'ann@example.com';

test('PreTokenGeneration version 1 changes the ID token and the groups, but none of Cognito’s own claims', async () => {
  await using cognito = await startCognito();
  listenTo(cognito, 'PreTokenGeneration', ({ response }) => {
    response['claimsOverrideDetails'] = {
      claimsToAddOrOverride: { tenant: 'blue', sub: 'forged', given_name: 'Anna' },
      claimsToSuppress: ['email', 'iss'],
      groupOverrideDetails: { groupsToOverride: ['a', 'b'], preferredRole: 'arn:aws:iam::0:role/r' },
    };
  });
  const pool = await createPool(cognito, {
    LambdaConfig: { PreTokenGeneration: arnOf('PreTokenGeneration') },
  });
  const sub = await addConfirmed(cognito, pool, ANN, { given_name: 'Ann' });
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  const id = decodeJwt(AuthenticationResult?.IdToken ?? '');
  expect(id).toMatchObject({
    sub,
    tenant: 'blue',
    given_name: 'Anna',
    'cognito:groups': ['a', 'b'],
    'cognito:preferred_role': 'arn:aws:iam::0:role/r',
    iss: expect.any(String),
  });
  expect(id).not.toHaveProperty('email');
  const access = decodeJwt(AuthenticationResult?.AccessToken ?? '');
  expect(access).toMatchObject({ sub, 'cognito:groups': ['a', 'b'] });
  expect(access).not.toHaveProperty('tenant');
});

test('PreTokenGeneration version 2 changes both tokens and the scopes', async () => {
  await using cognito = await startCognito();
  const events = listenTo(cognito, 'PreTokenGeneration', ({ response }) => {
    response['claimsAndScopeOverrideDetails'] = {
      idTokenGeneration: { claimsToAddOrOverride: { tenant: { name: 'blue' } } },
      accessTokenGeneration: {
        claimsToAddOrOverride: { tier: 3 },
        scopesToAdd: ['orders/read'],
      },
    };
  });
  const LambdaArn = arnOf('PreTokenGeneration');
  const pool = await createPool(cognito, {
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn } },
  });
  await addConfirmed(cognito, pool, ANN);
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  expect(events[0]).toMatchObject({
    version: '2',
    request: { scopes: ['aws.cognito.signin.user.admin'] },
    response: { claimsAndScopeOverrideDetails: null },
  });
  expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({ tenant: { name: 'blue' } });
  expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject({
    tier: 3,
    scope: 'aws.cognito.signin.user.admin orders/read',
  });
});
