import type { ClientSettings, ClientVariables } from './api.ts';

export function clientSettings(endpoint: string, region: string): ClientSettings {
  return { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

export function clientVariables(endpoint: string, region: string): ClientVariables {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}

/** Variables that would lead a client past the engine: another endpoint for one service, or an account's credentials. */
const LEADING_ELSEWHERE =
  /^AWS_(ENDPOINT_URL_\w+|IGNORE_CONFIGURED_ENDPOINT_URLS|PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE)$/;

/** Sets `variables` in `env`, and removes what would lead a client to a real account. The returned function restores everything. */
export function lead(env: NodeJS.ProcessEnv, variables: ClientVariables): () => void {
  const touched = [
    ...Object.keys(variables),
    ...Object.keys(env).filter((name) => LEADING_ELSEWHERE.test(name)),
  ];
  const before = touched.map((name) => [name, env[name]] as const);
  for (const name of touched) delete env[name];
  Object.assign(env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  };
}
