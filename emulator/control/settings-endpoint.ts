import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint } from '../edge/endpoint.ts';
import type { EngineConfig } from '../edge/interfaces/engine-config.ts';
import type { Realism } from '../edge/interfaces/realism.ts';
import { answerJson, readJson, UnreadableBody } from '../edge/json-exchange.ts';
import { BadRealism, namedRealism, parseRealism } from './realism/realism.ts';

const PATH = '/_gatehouse/settings';

/**
 * `GET /_gatehouse/settings`: how the engine behaves, in the words of the variables that tell it. `lambdaCpu` is what functions have
 * their CPU by: `machine`, or for the share that their memory buys `cgroup` or `signals`. `lambdaSandbox` is what functions are shut in
 * by: `namespaces`, `permissions` or `none`. `realism` has a time in milliseconds for each name.
 *
 * `POST {"realism": "aws,role-delay=500"}` sets `realism` from now on, by the rules of the variable `REALISM`, and answers like GET. A restart
 * brings back the variable's. 400 names a bad field; the others are set only at the start.
 */
export function settingsEndpoint(
  { region, accountId, iam, manualClock }: Pick<EngineConfig, 'region' | 'accountId' | 'iam' | 'manualClock'>,
  { cpu, sandbox }: { cpu: 'machine' | 'cgroup' | 'signals'; sandbox(): Promise<string> },
  realism: Realism,
): Endpoint {
  const settings = { region, accountId, iam, lambdaCpu: cpu, clock: manualClock ? 'manual' : 'system' };
  const answer = async (response: ServerResponse) =>
    answerJson(response, 200, {
      ...settings,
      lambdaSandbox: await sandbox(),
      realism: namedRealism(realism),
    });
  return {
    name: 'settings',
    matches: (url) => url === PATH,
    async handle(request, response) {
      if (request.method === 'POST') {
        const given = await readRealism(request);
        if (typeof given === 'string') return answerJson(response, 400, { message: given });
        Object.assign(realism, given);
        return answer(response);
      }
      request.resume();
      if (request.method === 'GET') return answer(response);
      answerJson(response, 405, { message: 'Give GET or POST.' }, { Allow: 'GET, POST' });
    },
  };
}

/** What to set, or a sentence about what is wrong with it. */
async function readRealism(request: IncomingMessage): Promise<Realism | string> {
  try {
    const body = await readJson(request);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'Give a JSON object.';
    const other = Object.keys(body).find((name) => name !== 'realism');
    if (other !== undefined) return `${other}: only realism can be set while the engine runs.`;
    const { realism } = body as { realism?: unknown };
    if (typeof realism !== 'string')
      return 'realism: give a text like that of REALISM, such as "aws,role-delay=500"; "" turns everything off.';
    return parseRealism(realism);
  } catch (error) {
    // Both errors carry one sentence for the reader.
    if (error instanceof UnreadableBody || error instanceof BadRealism) return error.message;
    throw error;
  }
}
