import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  canHaveLocalStack,
  type LocalStack,
  openLocalStack,
} from '../../emulator/upstream/testing/real/local-stack.ts';

const there = await canHaveLocalStack();
const testReal = there ? test : test.skip;
const STAND_IN = join(import.meta.dirname, '..', '..', 'docker', 'localstack-stand-in', 'stand-in.mjs');

let localStack: LocalStack;
let child: ChildProcess;
let standIn: string;
beforeAll(async () => {
  if (!there) return;
  localStack = await openLocalStack();
  child = fork(STAND_IN, { env: { PORT: '0', LOCALSTACK_AUTH_TOKEN: 'hobby' } });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  standIn = `http://127.0.0.1:${port}`;
}, 1_200_000);
afterAll(async () => {
  if (!there) return;
  child.kill();
  await once(child, 'exit');
  await localStack[Symbol.asyncDispose]();
});

/** What an address answers: the status, the headers that say something, and the body's members with their types. */
async function shapeOf(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return {
    status: response.status,
    type: text === '' ? undefined : response.headers.get('content-type'),
    localStack: response.headers.get('x-localstack'),
    errorType: response.headers.get('x-amzn-errortype'),
    members: Object.entries(body).map(([name, value]) => [name, typeof value]),
  };
}

testReal.each(['/_localstack/info', '/_localstack/health', '/_localstack/init', '/_localstack/nothing'])(
  'the stand-in answers %s with the members of the real LocalStack',
  async (path) => {
    expect(await shapeOf(`${standIn}${path}`)).toEqual(await shapeOf(`${localStack.url}${path}`));
  },
);

testReal('the stand-in answers for a service that is not there as the real LocalStack does', async () => {
  const init = {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.ListUserPools',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{"MaxResults":1}',
  };
  const answers = await Promise.all(
    [standIn, localStack.url].map(async (url) => [
      await shapeOf(url, init),
      await (await fetch(url, init)).text(),
    ]),
  );
  const [[shape, text], [realShape, realText]] = answers as [[object, string], [object, string]];
  expect(shape).toEqual(realShape);
  expect(JSON.parse(text)).toEqual(JSON.parse(realText));
});
