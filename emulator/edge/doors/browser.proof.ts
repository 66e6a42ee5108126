import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openLambdaBench } from '../../services/lambda/testing/lambda-bench.ts';

/** Where Debian and Ubuntu have it; `CHROMIUM` names another. */
const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** A server of one empty page. */
async function startSite(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>site</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser for which two names of other people lead to this machine, as DNS rebinding makes them. */
function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP rebound.example 127.0.0.1',
    ],
  });
}

const SIGNED =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=0';

/** What a page can send without a preflight: returns what it could read, and how it failed. */
function tryFetch(page: Page, url: string, init: object): Promise<string> {
  return page.evaluate(
    async ({ target, options }) => {
      try {
        const response = await fetch(target, options);
        return `${response.type} ${response.status} ${(await response.text()).slice(0, 40)}`;
      } catch (error) {
        return String(error);
      }
    },
    { target: url, options: init },
  );
}

test('opens no door for a page of another site, and lets one of this machine use Cognito', async () => {
  if (!CHROMIUM) {
    process.stdout.write(
      'Not tried in a browser: there is no Chromium on this machine (CHROMIUM names one).\n',
    );
    return;
  }
  await using bench = await openLambdaBench();
  await using site = await startSite();
  const { endpoint } = bench.engine;
  await bench.create('f', 'export const handler = async () => { console.log("run by a page"); };');
  const calls: string[] = [];
  using _calls = bench.engine.context.events.subscribe('call', ({ operation }) => calls.push(operation));
  const runs: string[] = [];
  using _runs = bench.engine.context.events.subscribe('invocation', ({ functionArn }) =>
    runs.push(functionArn),
  );
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://evil.example:${site.port}/`);
    const plain = { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } };
    const doors: [string, object][] = [
      [`/2015-03-31/functions?${SIGNED}`, { ...plain, body: '{"FunctionName":"theirs"}' }],
      [`/2015-03-31/functions/f/invocations?${SIGNED}`, { ...plain, body: '{}' }],
      ['/', { ...plain, body: 'Action=CreateUser&UserName=theirs&Version=2010-05-08' }],
      ['/_localstack/state/reset', plain],
      ['/_gatehouse/clock', { ...plain, body: '{"advance":1}' }],
      ['/_gatehouse/inbox', { mode: 'no-cors' }],
      ['/_gatehouse/inbox', { mode: 'cors' }],
      ['/_gatehouse/events', { mode: 'cors' }],
      ['/_aws/cognito-idp/oauth2/token', { ...plain, body: 'grant_type=client_credentials' }],
    ];
    for (const [path, init] of doors) {
      const seen = await tryFetch(page, endpoint + path, init);
      // Either nothing can be read of the answer, or there is none.
      expect([path, seen]).toEqual([path, expect.stringMatching(/^opaque 0 $|Failed to fetch/)]);
    }
    // A page's form is a navigation, which needs no script and no CORS.
    const action = `${endpoint}/2015-03-31/functions/f/invocations?${SIGNED}`;
    const sent = page.waitForEvent('framenavigated');
    const answered = page.waitForResponse((response) => response.url() === action);
    // As text, because these types have no document.
    await page.evaluate(`{
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: ${JSON.stringify(action)}, enctype: 'text/plain' });
      document.body.append(form);
      form.submit();
    }`);
    expect((await answered).status()).toBe(403);
    await sent;
    for (const path of ['/_gatehouse/inbox', '/_gatehouse/events', '/']) {
      const answer = await page.goto(`http://rebound.example:${bench.engine.port}${path}`);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    expect(calls).toEqual([]);
    expect(runs).toEqual([]);

    const cognito = new CognitoIdentityProviderClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }));
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: 'app' }),
    );
    cognito.destroy();
    await page.goto(`http://localhost:${site.port}/`);
    const signedUp = await tryFetch(page, endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.SignUp',
        'Cache-Control': 'no-store',
      },
      body: JSON.stringify({
        ClientId: UserPoolClient?.ClientId,
        Username: 'ann',
        Password: 'Correct-horse-7',
      }),
    });
    expect(signedUp).toMatch(/^cors 200 \{"UserConfirmed":false/);
    const front = await page.goto(endpoint);
    expect(front?.status()).toBe(200);
    expect(await page.title()).toContain('Gatehouse');
  } finally {
    await browser.close();
  }
});
