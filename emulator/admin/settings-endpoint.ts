import type { EngineConfig } from '../config.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import { answerJson } from './json-exchange.ts';

const PATH = '/_gatehouse/settings';

/** `GET /_gatehouse/settings`: how the engine was told to behave, in the words of the variables that tell it. */
export function settingsEndpoint({
  region,
  accountId,
  iam,
  lambdaCpu,
  manualClock,
}: Pick<EngineConfig, 'region' | 'accountId' | 'iam' | 'lambdaCpu' | 'manualClock'>): Endpoint {
  const settings = { region, accountId, iam, lambdaCpu, clock: manualClock ? 'manual' : 'system' };
  return {
    name: 'settings',
    matches: (url) => url === PATH,
    handle(request, response) {
      request.resume();
      if (request.method === 'GET') answerJson(response, 200, settings);
      else answerJson(response, 405, { message: 'Give GET.' }, { Allow: 'GET' });
    },
  };
}
