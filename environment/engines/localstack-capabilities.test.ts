import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { checkLocalStack } from './localstack-capabilities.ts';

/** A server that reports about itself what LocalStack would: by path, a status and a body. */
async function pretend(answers: Readonly<Record<string, unknown>>, status = 200) {
  const server = createServer((request, response) => {
    const body = answers[request.url ?? ''];
    response
      .writeHead(body === undefined ? 404 : status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body ?? null));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function localStack(version: string, edition: string, licensed: boolean, services: Record<string, string>) {
  return {
    '/_localstack/info': { version, edition, is_license_activated: licensed, is_docker: true, uptime: 12 },
    '/_localstack/health': { version, edition, services },
  };
}

const HOBBY = {
  apigateway: 'available',
  dynamodb: 'running',
  iam: 'available',
  lambda: 'available',
  logs: 'available',
  s3: 'available',
  sts: 'available',
};
const BASE = { ...HOBBY, 'cognito-idp': 'available', apigatewayv2: 'available' };

test('accepts Base or higher, and says which it is', async () => {
  await using server = await pretend(localStack('2026.8.0', 'pro', true, BASE));
  expect(await checkLocalStack(server.url)).toEqual({ version: '2026.8.0', edition: 'pro' });
});

test('stops without a licence, or with an expired one, and names the token and the plan', async () => {
  await using server = await pretend(localStack('2026.8.0', 'pro', false, BASE));
  await expect(checkLocalStack(server.url)).rejects.toThrow(
    /^LocalStack 2026\.8\.0 \(edition pro\) has no active licence: LOCALSTACK_AUTH_TOKEN is missing, rejected or expired, .* plan Base .* ENGINE=embedded/,
  );
});

test('treats a licence that is not active as none', async () => {
  for (const activated of [undefined, null, 'true', 1]) {
    await using server = await pretend({
      ...localStack('2026.8.0', 'pro', true, BASE),
      '/_localstack/info': { version: '2026.8.0', edition: 'pro', is_license_activated: activated },
    });
    await expect(checkLocalStack(server.url)).rejects.toThrow('no active licence');
  }
});

test('names the plan Hobby and what it lacks, also for a disabled service', async () => {
  for (const services of [HOBBY, { ...HOBBY, 'cognito-idp': 'disabled' }]) {
    await using server = await pretend(localStack('2026.8.0', 'pro', true, services));
    await expect(checkLocalStack(server.url)).rejects.toThrow(
      /does not have cognito-idp: its licence is of the plan Hobby, .* plan Base or more/,
    );
  }
});

test('names the services that SERVICES leaves out', async () => {
  const { lambda: _lambda, logs: _logs, ...services } = BASE;
  await using server = await pretend(localStack('2026.8.0', 'pro', true, services));
  await expect(checkLocalStack(server.url)).rejects.toThrow('does not have lambda, logs: unset SERVICES');
});

test('rejects 4.14.0, the last without a token, for its open gate', async () => {
  await using server = await pretend(localStack('4.14.0', 'community', false, HOBBY));
  await expect(checkLocalStack(server.url)).rejects.toThrow(
    /^LocalStack 4\.14\.0 \(edition community\) runs without a licence: it has no Cognito, and lets everybody through/,
  );
});

test('reports in one sentence what is no LocalStack, unhealthy, or not running', async () => {
  await using other = await pretend({});
  await expect(checkLocalStack(other.url)).rejects.toThrow('LocalStack does not say about itself at');
  await using ill = await pretend(localStack('2026.8.0', 'pro', true, BASE), 503);
  await expect(checkLocalStack(ill.url)).rejects.toThrow('LocalStack does not say about itself at');
  await using gone = await pretend({});
  await gone[Symbol.asyncDispose]().catch(() => undefined);
  await expect(checkLocalStack(gone.url)).rejects.toThrow('LocalStack does not say about itself at');
});
