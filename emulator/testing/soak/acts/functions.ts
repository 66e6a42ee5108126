import type { Act, Client } from '../act.ts';
import { ok, okText, same } from '../caller.ts';

/** A function is invoked, published, and given other settings. */
export function functionActs({ number, caller, scene, pick }: Client): Act[] {
  const path = `/2015-03-31/functions/${scene.functionName}`;
  const call = (method: string, where: string, body?: object) =>
    caller.rest('lambda', method, `${path}${where}`, body);
  return [
    {
      name: 'invoke',
      share: 4,
      async run() {
        const event = { n: pick(1_000_000) };
        same('what the function returned', await ok(call('POST', '/invocations', event)), event);
      },
    },
    {
      name: 'enter through an API',
      share: 3,
      async run() {
        const where = `/_aws/execute-api/${scene.restApiId}/soak/function?n=${pick(1000)}`;
        same('the answer of the function', await okText(caller.open('GET', where)), 'answered');
      },
    },
    {
      name: 'look at a function',
      share: 2,
      async run() {
        const { Configuration } = await ok<{ Configuration: { FunctionName: string } }>(call('GET', ''));
        same('the function', Configuration.FunctionName, scene.functionName);
      },
    },
    {
      name: 'name a version',
      share: 0.5,
      async run() {
        const Name = `client-${number}`;
        const aliases = `${path}/aliases`;
        await ok(caller.rest('lambda', 'POST', aliases, { Name, FunctionVersion: '$LATEST' }));
        await ok(caller.rest('lambda', 'DELETE', `${aliases}/${Name}`));
      },
    },
    {
      name: 'tag a function',
      share: 0.5,
      async run() {
        const arn = `/2017-03-31/tags/arn:aws:lambda:us-east-1:000000000000:function:${scene.functionName}`;
        await ok(caller.rest('lambda', 'POST', arn, { Tags: { [`client-${number}`]: `${pick(1000)}` } }));
      },
    },
  ];
}
