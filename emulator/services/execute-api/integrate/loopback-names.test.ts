import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { createRouteConnections } from '../../../edge/doors/route-connections.ts';
import { createOriginClient } from './origin-client.ts';

test.each(['abc.lambda-url.us-east-1.localhost.localstack.cloud', 'origin.localhost'])(
  'resolves %s to this machine, whatever the name server says',
  async (name) => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await using client = createOriginClient(createRouteConnections());
    const { body } = await request(`http://${name}:${port}/`, { dispatcher: client.dispatcher });
    expect(await body.text()).toBe('here');
    server.close();
  },
);
