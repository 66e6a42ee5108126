import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint } from '../../edge/endpoint.ts';
import { answerJson, readJson, UnreadableBody } from '../../edge/json-exchange.ts';
import type { Random } from '../../store/random.ts';
import type { CountedRule, FaultRules } from './fault-rules.ts';
import { BadFaultRule } from './fields.ts';
import { parseFaultRules } from './parse-fault-rules.ts';

const PATH = '/_gatehouse/faults';

/**
 * `/_gatehouse/faults`: POST one rule or a list (201 with them and their ids; 400 with a sentence that names the field), GET the present
 * ones with counts, DELETE all, or `DELETE /_gatehouse/faults/<id>` one (404 if unknown).
 */
export function faultsEndpoint(rules: FaultRules, random: Pick<Random, 'uuid'>): Endpoint {
  async function add(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const added = parseFaultRules(await readJson(request), random.uuid);
      rules.add(added);
      const ids = new Set(added.map(({ id }) => id));
      const counted = rules.list().filter(({ rule }) => ids.has(rule.id));
      answerJson(response, 201, { rules: counted.map(shown) });
    } catch (error) {
      const mistaken =
        error instanceof BadFaultRule || error instanceof UnreadableBody || error instanceof RangeError;
      if (!mistaken) throw error;
      answerJson(response, 400, { message: error.message });
    }
  }

  return {
    name: 'faults',
    matches: (url) => url === PATH || url.startsWith(`${PATH}/`),
    async handle(request, response) {
      const id = request.url?.slice(PATH.length + 1) ?? '';
      if (request.method === 'POST' && id === '') return add(request, response);
      request.resume();
      if (request.method === 'GET' && id === '') {
        return answerJson(response, 200, { rules: rules.list().map(shown) });
      }
      if (request.method !== 'DELETE') {
        return answerJson(
          response,
          405,
          { message: 'Give GET, POST or DELETE.' },
          { Allow: 'GET, POST, DELETE' },
        );
      }
      if (id === '') rules.clear();
      else if (!rules.remove(id)) {
        return answerJson(response, 404, { message: `There is no fault rule "${id}".` });
      }
      response.writeHead(204).end();
    },
  };
}

/** A rule in the form in which it was given. */
function shown({ rule: { which, latencyMs, ...rest }, seen, struck }: CountedRule): object {
  return { ...rest, ...which, ...(latencyMs > 0 && { latencyMs }), seen, struck };
}
