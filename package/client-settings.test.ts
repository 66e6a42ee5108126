import { expect, test } from '@jest/globals';
import { clientVariables, lead } from './client-settings.ts';

test('removes what would lead a client to an account, and restores everything', () => {
  const shell = {
    PATH: '/bin',
    AWS_REGION: 'eu-west-1',
    AWS_PROFILE: 'production',
    AWS_DEFAULT_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'of-an-account',
    AWS_SECURITY_TOKEN: 'of-an-account',
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/deployer',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
    AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.eu-west-1.amazonaws.com',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    AWS_PAGER: 'less',
  };
  const env: NodeJS.ProcessEnv = { ...shell };
  const restore = lead(env, clientVariables('http://127.0.0.1:4566', 'us-east-1'));
  expect(env).toEqual({
    PATH: '/bin',
    AWS_PAGER: 'less',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  restore();
  expect(env).toEqual(shell);
});
