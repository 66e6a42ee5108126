import { connect } from 'node:net';
import fc from 'fast-check';

/** One request as bytes, and the API's address put in by the campaign. */
export interface HostileRequest {
  /** Everything up to the end of what is sent, with `{api}` for the API's id and `{case}` for its number. */
  readonly text: string;
}

const segment = fc.constantFrom(
  ...[
    'public',
    'admin',
    'a',
    '',
    '.',
    '..',
    '%2e%2e',
    '%2E.',
    '.%2e',
    '%252e%252e',
    '%2F',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '%',
    '%zz',
  ],
  ...[
    'public%2f..%2fadmin',
    'public%2F%2e%2e%2Fadmin',
    '%70ublic',
    '%61dmin',
    'public;x=1',
    'admin?',
    'x%3Fy',
    'x%23y',
    '*',
    '?',
    '..;',
    '%u002e',
    '%c0%ae%c0%ae',
    ':',
    '@',
    'http:',
    'test',
  ],
);
/** Half of the paths begin where the gate is open, to look for a way out of there too. */
const path = fc
  .tuple(fc.constantFrom(['public'], []), fc.array(segment, { maxLength: 5 }))
  .map(([first, rest]) => `/${[...first, ...rest].join('/')}`);
const place = fc.constantFrom(
  { before: '/_aws/execute-api/{api}/test', host: 'localhost' },
  { before: '/_aws/execute-api/{api}/test', host: 'localhost' },
  { before: '/test', host: '{api}.execute-api.localhost.localstack.cloud:4566' },
  { before: '/restapis/{api}/test/_user_request_', host: 'localhost' },
  { before: 'http://127.0.0.1/_aws/execute-api/{api}/test', host: 'localhost' },
  { before: 'http://evil.example/test', host: '{api}.execute-api.localhost' },
  { before: '//_aws/execute-api/{api}/test', host: 'localhost' },
  { before: '/_aws/execute-api/{api}/other', host: 'localhost' },
);
const credential = fc.constantFrom(
  ...['Authorization: good', 'authorization: good', 'AUTHORIZATION:good', 'Authorization: good '],
  ...[
    'Authorization: bad',
    'Authorization:',
    'Authorization: Basic good',
    'Authorization : good',
    'X-Authorization: good',
    'Authorization: good, bad',
    'Authorization: go\0od',
  ],
);
const extra = fc.constantFrom(
  ...[
    'x-user: mallory',
    'X-USER: mallory',
    'x-user : mallory',
    'X_User: mallory',
    'x-origin-secret: guess',
    'X-Origin-Secret: secret',
  ],
  ...[
    'X-Forwarded-For: 6.6.6.6',
    'X-Forwarded-Host: evil',
    'X-Forwarded-Proto: gopher',
    'Forwarded: for=evil',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /admin',
    'X-HTTP-Method-Override: GET',
  ],
  ...[
    'Connection: close, x-user',
    'Connection: x-origin-secret',
    'TE: trailers',
    'Trailer: x-user',
    'Upgrade: h2c',
    'Expect: 100-continue',
    'Keep-Alive: timeout=1',
    'Proxy-Connection: keep-alive',
  ],
  ...[
    'X-Bare: a\rX-User: mallory',
    'X-Null: a\0b',
    ' folded: yes',
    'X-Big: {big}',
    'Accept: __proto__',
    'Accept: constructor',
    '__proto__: x',
    'constructor: x',
    'Host: evil.example',
    'Cookie: a=b',
    'Content-Type: text/plain',
  ],
);
const smuggled = 'GET /_aws/execute-api/{api}/test/public/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';
const plain = { headers: [] as string[], body: '' };
const framing = fc.oneof(
  fc.constant(plain),
  fc.constantFrom(
    { headers: ['Content-Length: 5'], body: 'hello' },
    { headers: ['Content-Length: 5', 'Content-Length: 6'], body: `hello${smuggled}` },
    { headers: ['Content-Length: 5, 5'], body: 'hello' },
    { headers: ['Content-Length: 0'], body: smuggled },
    { headers: ['Content-Length: +5'], body: 'hello' },
    { headers: ['Content-Length: 6', 'Transfer-Encoding: chunked'], body: `0\r\n\r\n${smuggled}` },
    { headers: ['Transfer-Encoding: chunked', 'Content-Length: 4'], body: `5c\r\n${smuggled}\r\n0\r\n\r\n` },
    { headers: ['Transfer-Encoding: chunked'], body: '5\r\nhello\r\n0\r\n\r\n' },
    { headers: ['Transfer-Encoding: chunked'], body: '5;x=y\r\nhello\r\n0\r\nx-user: mallory\r\n\r\n' },
    { headers: ['Transfer-Encoding: xchunked'], body: `0\r\n\r\n${smuggled}` },
    { headers: ['Transfer-Encoding: chunked, identity'], body: `0\r\n\r\n${smuggled}` },
    { headers: ['Transfer-Encoding : chunked'], body: `0\r\n\r\n${smuggled}` },
    { headers: ['Transfer-Encoding:\tchunked'], body: `0\r\n\r\n${smuggled}` },
  ),
);

/** Requests that try to get past the gate: odd paths, spellings, headers, framings, and some that are simply good. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    method: fc.oneof(
      { weight: 4, arbitrary: fc.constant('GET') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('POST', 'PUT', 'HEAD', 'OPTIONS', 'get', 'PROPFIND', 'CONNECT', 'G\tET'),
      },
    ),
    place,
    path,
    query: fc.constantFrom('', '', '?', '?a=b', '?__proto__=1&constructor=2', '?a=%zz', '?/../admin'),
    version: fc.oneof(
      { weight: 9, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 1, arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/1.1 ') },
    ),
    credentials: fc.oneof(fc.constant(['Authorization: good']), fc.array(credential, { maxLength: 2 })),
    extras: fc.oneof(fc.constant([]), fc.array(extra, { maxLength: 3 })),
    framing,
    end: fc.oneof(
      { weight: 19, arbitrary: fc.constant('\r\n') },
      { weight: 1, arbitrary: fc.constant('\n') },
    ),
  })
  .map(
    ({
      method,
      place: { before, host },
      path: rest,
      query,
      version,
      credentials,
      extras,
      framing: { headers, body },
      end,
    }) => ({
      text: [
        `${method} ${before}${rest}${query} ${version}`,
        `Host: ${host}`,
        'X-Case: {case}',
        ...credentials,
        ...extras,
        ...headers,
        'Connection: close',
        '',
        body,
      ].join(end),
    }),
  );

/**
 * Sends requests, each over its own connection, `at` a time, and returns the status line of each answer (empty without one). Only ever to
 * 127.0.0.1.
 */
export async function sendAll(
  port: number,
  apiId: string,
  requests: readonly HostileRequest[],
  at: number,
): Promise<string[]> {
  const big = 'x'.repeat(20_000);
  const answers: string[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    for (let index = next++; index < requests.length; index = next++) {
      const text = requests[index]?.text.replaceAll('{api}', apiId).replaceAll('{big}', big) ?? '';
      answers[index] = await sendRaw(port, text.replaceAll('{case}', String(index)));
    }
  }
  await Promise.all(Array.from({ length: at }, worker));
  return answers;
}

/** Sends bytes and returns the first line of the answer, when the other side has closed, or is silent for a while. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let received = '';
    const done = () => {
      socket.destroy();
      resolve(received.slice(0, received.indexOf('\r\n')));
    };
    socket.setTimeout(300, done);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      // An interim answer waits for the rest of the request, which never comes.
      if (/^HTTP\/1\.1 1\d\d/.test(received)) socket.setTimeout(50);
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}
