import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import fc from 'fast-check';
import type { SignedRequest } from '../../../edge/interfaces/authority.ts';
import { createVerify } from './verify.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const SIGNED = '20260131T120000Z';
const host = 'localhost:4566';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/+=' };

/** Checks a request at a time, in minutes after it was signed; `ok`, or the error's code. */
function check(request: Omit<SignedRequest, 'service'>, { service = 'lambda', minutes = 0 } = {}): string {
  const verify = createVerify({ now: () => NOW + minutes * 60_000 });
  try {
    const find = (id: string) => ({
      secret: id === credentials.accessKeyId ? credentials.secretAccessKey : '',
    });
    verify({ ...request, service }, find);
    return 'ok';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

interface Asked {
  method?: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
  signQuery?: boolean;
  sessionToken?: string;
}

/** A request signed by aws4, as Node.js receives it. */
function byAws4({ method = 'POST', path, body = '', headers = {}, signQuery = false, sessionToken }: Asked) {
  const signed = aws4.sign(
    {
      host,
      method,
      path,
      body,
      service: 'lambda',
      region: 'us-east-1',
      signQuery,
      headers: { ...headers, ...(signQuery ? {} : { 'X-Amz-Date': SIGNED }) },
    },
    { ...credentials, ...(sessionToken !== undefined && { sessionToken }) },
  );
  return received(method, signed.path ?? path, signed.headers ?? {}, body);
}

function received(
  method: string,
  url: string,
  headers: object,
  body: string,
): Omit<SignedRequest, 'service'> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]);
  return { method, url, headers: Object.fromEntries(lower), body: Buffer.from(body) };
}

const segment = fc.string({ unit: 'grapheme-ascii', maxLength: 6 }).map(encodeURIComponent);
const path = fc
  .array(fc.oneof(segment, fc.constantFrom('.', '..', '', 'a%2Fb', '%C3%A9')))
  .map((parts) => `/${parts.join('/')}`);
const query = fc.array(fc.tuple(segment, segment), { maxLength: 4 }).map((pairs) =>
  pairs
    .filter(([name]) => name !== '')
    .map((pair) => pair.join('='))
    .join('&'),
);

test('accepts what aws4 signs, for any path, query, headers and body', () => {
  fc.assert(
    fc.property(
      path,
      query,
      fc.string(),
      fc.string({ unit: 'grapheme-ascii' }),
      (route, search, body, value) => {
        const request = byAws4({
          path: search === '' ? route : `${route}?${search}`,
          body,
          headers: { 'X-Amz-Meta': `a${value}b` },
        });
        expect(check(request)).toBe('ok');
        expect(check({ ...request, body: Buffer.from(`${body}x`) })).toBe('InvalidSignatureException');
      },
    ),
    { numRuns: 300 },
  );
});

/** SHA-256 as the SDK's signer wants it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(secret as Uint8Array));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const smithy = new SignatureV4({ service: 'lambda', region: 'us-east-1', credentials, sha256: Sha256 });
const signingDate = new Date(NOW);
const message = (more: object = {}) => ({
  method: 'POST',
  protocol: 'http:',
  hostname: 'localhost',
  port: 4566,
  path: '/2015-03-31/functions/a%3Ab%20c/invocations',
  query: { Qualifier: '$LATEST', List: ['b', 'a'], Odd: "!'()*~ +" },
  headers: { host, 'content-type': 'application/json', 'x-amz-meta': '  a   b  ' },
  body: '{"a":1}',
  ...more,
});

function sent({
  method,
  path: route,
  query: pairs = {},
  headers,
  body,
}: Awaited<ReturnType<typeof smithy.sign>>) {
  const search = Object.entries(pairs).flatMap(([name, value]) =>
    [value ?? ''].flat().map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
  );
  return received(method, `${route}?${search.join('&')}`, headers, String(body ?? ''));
}

test('accepts what the SDK’s signer signs: in headers and presigned', async () => {
  const request = sent(await smithy.sign(message(), { signingDate }));
  expect(check(request)).toBe('ok');
  expect(check({ ...request, url: request.url.replace('LATEST', 'latest') })).toBe(
    'InvalidSignatureException',
  );
  const presigned = sent(
    await smithy.presign(message({ method: 'GET', body: '' }), { signingDate, expiresIn: 3600 }),
  );
  expect(presigned.url).toContain('X-Amz-Signature=');
  expect(check(presigned, { minutes: 59 })).toBe('ok');
  expect(check(presigned, { minutes: 61 })).toBe('InvalidSignatureException');
  expect(check({ ...presigned, method: 'POST' })).toBe('InvalidSignatureException');
});

test('accepts any body that is declared unsigned', async () => {
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const request = sent(await smithy.sign(message({ headers }), { signingDate }));
  expect(check({ ...request, body: Buffer.from('anything') })).toBe('ok');
  const other = createHash('sha256').update('other').digest('hex');
  const lied = { ...request, headers: { ...request.headers, 'x-amz-content-sha256': other } };
  expect(check(lied)).toBe('InvalidSignatureException');
});

test('refuses a body signed in chunks by name', async () => {
  const declared = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
  const request = sent(
    await smithy.sign(message({ headers: { host, 'x-amz-content-sha256': declared } }), { signingDate }),
  );
  expect(check(request)).toBe('NotImplementedException');
});

test('accepts a signature from five minutes before its time to fifteen after', () => {
  const request = byAws4({ path: '/' });
  expect(check(request, { minutes: 15 })).toBe('ok');
  expect(check(request, { minutes: 15.1 })).toBe('InvalidSignatureException');
  expect(check(request, { minutes: -5 })).toBe('ok');
  expect(check(request, { minutes: -5.1 })).toBe('InvalidSignatureException');
});

test('accepts a presigned request to STS for fifteen minutes, whatever it says', async () => {
  const signer = new SignatureV4({ service: 'sts', region: 'us-east-1', credentials, sha256: Sha256 });
  const asked = message({ method: 'GET', path: '/', query: { Action: 'GetCallerIdentity' }, body: '' });
  const presigned = sent(await signer.presign(asked, { signingDate, expiresIn: 60 }));
  expect(check(presigned, { service: 'sts', minutes: 14 })).toBe('ok');
  expect(check(presigned, { service: 'sts', minutes: 16 })).toBe('InvalidSignatureException');
});

test('accepts a Date header in HTTP’s form instead of X-Amz-Date', async () => {
  const request = sent(await smithy.sign(message(), { signingDate }));
  const { 'x-amz-date': _date, ...others } = request.headers;
  const authorization = String(others['authorization']);
  // The date was signed as x-amz-date; without it the signature changes, so this only checks the reading of the time.
  const moved = { ...others, authorization, date: new Date(NOW).toUTCString() };
  expect(check({ ...request, headers: moved })).toBe('InvalidSignatureException');
  expect(check({ ...request, headers: { ...moved, date: 'yesterday' } })).toBe(
    'IncompleteSignatureException',
  );
});

test('requires a complete scope of the day and the service', async () => {
  const request = byAws4({ path: '/' });
  const authorization = String(request.headers['authorization']);
  const changed = (from: string, to: string) =>
    check({ ...request, headers: { ...request.headers, authorization: authorization.replace(from, to) } });
  expect(changed('20260131', '20260130')).toBe('InvalidSignatureException');
  expect(changed('/lambda/', '/dynamodb/')).toBe('InvalidSignatureException');
  expect(changed('aws4_request', 'aws5_request')).toBe('InvalidSignatureException');
  expect(changed('/us-east-1', '')).toBe('IncompleteSignatureException');
  expect(changed('AWS4-HMAC-SHA256', 'AWS4-HMAC')).toBe('IncompleteSignatureException');
  expect(changed('host;', '')).toBe('InvalidSignatureException');
  expect(changed('AKIDEXAMPLE', 'AKIDEXAMPL2')).toBe('InvalidSignatureException');
  expect(check(request, { service: 'iam' })).toBe('InvalidSignatureException');
});

test('requires the lifetime of a presigned request in seconds (the code is a guess)', async () => {
  const presigned = sent(
    await smithy.presign(message({ method: 'GET', body: '' }), { signingDate, expiresIn: 3600 }),
  );
  for (const expires of ['x', '-1', '604801'])
    expect(
      check({ ...presigned, url: presigned.url.replace('X-Amz-Expires=3600', `X-Amz-Expires=${expires}`) }),
    ).toBe('IncompleteSignatureException');
});
