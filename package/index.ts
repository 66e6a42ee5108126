import type * as Api from './api.ts';
import { clientSettings, clientVariables } from './client-settings.ts';
import { variablesOf } from './settings.ts';

// api.ts has the documentation, from which the package's declarations are made.
export const startEngine: typeof Api.startEngine = async (settings = {}) => {
  const { readConfig, startEngine: start } = await import('./engine.ts');
  const config = readConfig(variablesOf(settings));
  const engine = await start(config);
  const { endpoint, port } = engine;
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= Promise.resolve(engine[Symbol.asyncDispose]());
    return stopped;
  };
  return {
    endpoint,
    port,
    client: clientSettings(endpoint, config.region),
    variables: clientVariables(endpoint, config.region),
    reset: () => post(`${endpoint}/_localstack/state/reset`),
    advance: (advanceMs) => post(`${endpoint}/_gatehouse/clock`, { advanceMs }),
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

async function post(url: string, body?: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The engine answered ${response.status}: ${text}`);
}
