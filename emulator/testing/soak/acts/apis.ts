import type { Act, Client } from '../act.ts';
import { ok, okText, refused, same } from '../caller.ts';

/** Requests through APIs, and changes of these. */
export function apiActs({ number, caller, scene, pick }: Client): Act[] {
  const api = `/restapis/${scene.restApiId}`;
  const call = (method: string, path: string, body?: object) => caller.rest('apigateway', method, path, body);
  let made = 0;
  return [
    {
      name: 'be answered by a template',
      share: 14,
      async run() {
        const n = pick(1000);
        const where = `/_aws/execute-api/${scene.restApiId}/soak/mock?q=${n}`;
        same('the template', await ok(caller.open('GET', where)), { asked: `${n}${n}${n}` });
      },
    },
    {
      name: 'take a path that is not there',
      share: 2,
      run: () =>
        refused(
          caller.open('GET', `/_aws/execute-api/${scene.restApiId}/soak/nothing`),
          403,
          'Missing Authentication Token',
        ),
    },
    {
      name: 'change a REST API',
      share: 1,
      async run() {
        const value = `described-${pick(1_000_000)}`;
        const { description } = await ok(
          call('PATCH', api, { patchOperations: [{ op: 'replace', path: '/description', value }] }),
        );
        same('the description', description, value);
      },
    },
    {
      name: 'make and delete a resource',
      share: 1,
      async run() {
        made += 1;
        const pathPart = `client-${number}-${made}`;
        const { id } = await ok(call('POST', `${api}/resources/${scene.restRootId}`, { pathPart }));
        await ok(call('DELETE', `${api}/resources/${id}`));
      },
    },
    {
      name: 'deploy',
      share: 0.3,
      async run() {
        const stageName = `client-${number}`;
        const { id } = await ok(call('POST', `${api}/deployments`, { stageName }));
        await ok(call('DELETE', `${api}/stages/${stageName}`));
        await ok(call('DELETE', `${api}/deployments/${id}`));
      },
    },
    {
      name: 'make and delete a route',
      share: 1,
      async run() {
        made += 1;
        const routes = `/v2/apis/${scene.httpApiId}/routes`;
        const { routeId } = await ok(
          call('POST', routes, { routeKey: `GET /client-${number}-${made}`, authorizationType: 'NONE' }),
        );
        await ok(call('DELETE', `${routes}/${routeId}`));
      },
    },
    {
      name: 'ask for its health',
      share: 2,
      run: async () => void (await okText(caller.open('GET', '/_localstack/health'))),
    },
  ];
}
