import type { Endpoint } from '../edge/endpoint.ts';
import type { EngineConfig } from '../edge/interfaces/engine-config.ts';
import { answerJson } from '../edge/json-exchange.ts';

const PATH = '/_gatehouse/settings';

/**
 * `GET /_gatehouse/settings`: how the engine behaves, in the words of the variables that tell it. `lambdaCpu` is what functions have
 * their CPU by: `machine`, or for the share that their memory buys `cgroup` or `signals`. `lambdaSandbox` is what functions are shut in
 * by: `namespaces`, `permissions` or `none`.
 */
export function settingsEndpoint(
  { region, accountId, iam, manualClock }: Pick<EngineConfig, 'region' | 'accountId' | 'iam' | 'manualClock'>,
  { cpu, sandbox }: { cpu: 'machine' | 'cgroup' | 'signals'; sandbox(): Promise<string> },
): Endpoint {
  const settings = { region, accountId, iam, lambdaCpu: cpu, clock: manualClock ? 'manual' : 'system' };
  return {
    name: 'settings',
    matches: (url) => url === PATH,
    async handle(request, response) {
      request.resume();
      if (request.method === 'GET')
        answerJson(response, 200, { ...settings, lambdaSandbox: await sandbox() });
      else answerJson(response, 405, { message: 'Give GET.' }, { Allow: 'GET' });
    },
  };
}
