import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Engine } from '../engine.ts';
import { answerOf, callSigned, jsonCall, openSigned, queryCall } from './testing/signed.ts';
import { engineBefore, type StandIn, standIn } from './testing/stand-in.ts';

let upstream: StandIn;
let engine: Engine;
beforeAll(async () => {
  upstream = await standIn();
  engine = await engineBefore(upstream);
});
afterEach(() => {
  upstream.answer = undefined;
  upstream.seen.length = 0;
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const UNSIGNED = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };

describe('what goes on', () => {
  test('passes calls of every protocol on, with path, query, host and headers unchanged, under the key test', async () => {
    const calls = [
      jsonCall('sqs', 'AmazonSQS.ListQueues', {}),
      queryCall('sns', { Action: 'ListTopics', Version: '2010-03-31' }),
      { service: 's3', method: 'GET', path: '/bucket/a%20b/c?versionId=1', headers: { Range: 'bytes=0-1' } },
      { service: 'route53', method: 'GET', path: '/2013-04-01/hostedzone' },
      { service: 'appsync', method: 'GET', path: '/v1/apis' },
    ];
    for (const call of calls) {
      const answer = await callSigned(engine, call);
      expect([call.service, answer.status, answer.headers['x-upstream']]).toEqual([call.service, 200, 'yes']);
    }
    expect(upstream.seen.map(({ url, method }) => [method, url])).toEqual([
      ['POST', '/'],
      ['POST', '/'],
      ['GET', '/bucket/a%20b/c?versionId=1'],
      ['GET', '/2013-04-01/hostedzone'],
      ['GET', '/v1/apis'],
    ]);
    const [json, , s3] = upstream.seen;
    expect(json?.headers).toMatchObject({
      host: `127.0.0.1:${engine.port}`,
      'x-amz-target': 'AmazonSQS.ListQueues',
      authorization: expect.stringMatching(/Credential=test\/\d{8}\/eu-west-1\/sqs\/aws4_request/),
    });
    expect(s3?.headers).toMatchObject({ range: 'bytes=0-1' });
  });

  test.each([
    'bucket.s3.localhost.localstack.cloud:4566',
    'bucket.s3.eu-west-1.localhost.localstack.cloud:4566',
    'bucket.s3.amazonaws.com',
    's3.localhost.localstack.cloud:4566',
  ])('S3’s host form %s', async (host) => {
    const { status } = await callSigned(engine, { service: 's3', method: 'HEAD', path: '/', host });
    expect([status, upstream.seen[0]?.headers.host]).toEqual([200, host]);
  });

  test('passes unsigned links on: SNS’s confirmation', async () => {
    const path = '/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:000000000000:t&Token=x';
    expect((await fetch(engine.endpoint + path)).status).toBe(200);
    expect(upstream.seen[0]?.url).toBe(path);
  });

  test('passes no call of the engine’s own services on', async () => {
    for (const call of [
      jsonCall('dynamodb', 'DynamoDB_20120810.ListTables', {}),
      queryCall('iam', { Action: 'ListRoles', Version: '2010-05-08' }),
      { service: 'lambda', path: '/2015-03-31/functions' },
      { service: 'lambda', path: '/2015-03-31/nothing' },
    ])
      await callSigned(engine, call);
    await fetch(`${engine.endpoint}/bucket/key`);
    expect(upstream.seen).toEqual([]);
  });
});

describe('bodies', () => {
  test('stream up while the client still sends, signed chunk by chunk and with a trailing checksum', async () => {
    const chunk = (size: number) =>
      `${size.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n${'x'.repeat(size)}\r\n`;
    const head = chunk(65_536);
    const tail = `0;chunk-signature=${'0'.repeat(64)}\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:${'0'.repeat(64)}\r\n\r\n`;
    const arrived = new Promise<void>((resolve) => {
      upstream.answer = async (request, response) => {
        const hash = createHash('sha256');
        request.on('data', (part: Buffer) => {
          hash.update(part);
          resolve();
        });
        await once(request, 'end');
        response.writeHead(200, { ETag: hash.digest('hex') }).end();
      };
    });
    const sent = openSigned(engine, {
      service: 's3',
      method: 'PUT',
      path: '/bucket/key',
      headers: {
        'X-Amz-Content-Sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'Content-Encoding': 'aws-chunked',
        'X-Amz-Trailer': 'x-amz-checksum-crc32',
        'X-Amz-Decoded-Content-Length': '65536',
        'Content-Length': String(head.length + tail.length),
      },
    });
    const answer = answerOf(sent);
    sent.write(head);
    // The end is sent once the beginning has come through: an upstream that buffered the body would wait for ever.
    await arrived;
    sent.end(tail);
    const whole = createHash('sha256')
      .update(head + tail)
      .digest('hex');
    expect(await answer).toMatchObject({ status: 200, headers: { etag: whole } });
  });

  test('stream down while the upstream still sends', async () => {
    let finish: (() => void) | undefined;
    upstream.answer = (_request, response) => {
      response.writeHead(206, { 'Content-Length': '6', 'x-amz-meta-Name': 'ann' }).write('abc');
      finish = () => response.end('def');
    };
    const sent = openSigned(engine, { service: 's3', method: 'GET', path: '/bucket/key' });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    finish?.();
    const [second] = (await once(response, 'data')) as [Buffer];
    expect([response.statusCode, String(first), String(second)]).toEqual([206, 'abc', 'def']);
    expect(response.headers).toMatchObject({ 'content-length': '6', 'x-amz-meta-name': 'ann' });
  });

  test('may be larger than any call of the engine’s own, with and without a length', async () => {
    const part = Buffer.alloc(1024 * 1024);
    const lengths: Record<string, string>[] = [
      { 'Content-Length': String(90 * part.length) },
      { 'Transfer-Encoding': 'chunked' },
    ];
    for (const length of lengths) {
      const sent = openSigned(engine, {
        service: 's3',
        method: 'PUT',
        path: '/bucket/large',
        headers: { ...UNSIGNED, ...length },
      });
      const answer = answerOf(sent);
      for (let count = 0; count < 90; count += 1) if (!sent.write(part)) await once(sent, 'drain');
      sent.end();
      expect((await answer).status).toBe(200);
      expect(upstream.seen.pop()?.length).toBe(90 * part.length);
    }
  });

  test('are requested once the call is allowed, and not when it is rejected', async () => {
    const asked = {
      service: 's3',
      method: 'PUT',
      path: '/bucket/key',
      headers: { ...UNSIGNED, Expect: '100-continue', 'Content-Length': '5' },
    };
    const allowed = openSigned(engine, asked);
    const answer = answerOf(allowed);
    allowed.flushHeaders();
    await once(allowed, 'continue');
    allowed.end('hello');
    expect((await answer).status).toBe(200);
    expect(upstream.seen[0]).toMatchObject({ length: 5 });
    expect(upstream.seen[0]?.headers.expect).toBeUndefined();

    const stranger = { accessKeyId: 'test', secretAccessKey: 'wrong' };
    const refused = openSigned(engine, { ...asked, credentials: stranger });
    let continued = false;
    refused.once('continue', () => {
      continued = true;
    });
    refused.flushHeaders();
    expect((await answerOf(refused)).status).toBe(403);
    refused.destroy();
    expect([continued, upstream.seen.length]).toEqual([false, 1]);
  });

  test('of answers to HEAD are absent, although their length is there', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '12345' }).end();
    };
    const { headers, body } = await callSigned(engine, {
      service: 's3',
      method: 'HEAD',
      path: '/bucket/key',
    });
    expect([headers['content-length'], body]).toEqual(['12345', '']);
  });
});

describe('presigned URLs', () => {
  test('pass with their signature, and not with another key or without one', async () => {
    const asked = { service: 's3', method: 'GET', path: '/bucket/k?X-Amz-Expires=60', signQuery: true };
    expect((await callSigned(engine, asked)).status).toBe(200);
    expect(upstream.seen[0]?.url).toMatch(/^\/bucket\/k\?.*X-Amz-Credential=test%2F/);
    const wrong = { ...asked, credentials: { accessKeyId: 'test', secretAccessKey: 'x' } };
    const answer = await callSigned(engine, wrong);
    expect([answer.status, answer.body]).toEqual([
      403,
      expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    ]);
    const nobody = await fetch(`${engine.endpoint}/bucket/k`, {
      headers: { host: 'bucket.s3.amazonaws.com' },
    });
    expect(nobody.status).not.toBe(200);
    expect(upstream.seen).toHaveLength(1);
  });
});
