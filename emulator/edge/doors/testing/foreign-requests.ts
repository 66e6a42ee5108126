import fc from 'fast-check';

const OWN_HOSTS = ['localhost', 'localhost:4566', '127.0.0.1', '[::1]:4566', 'x.localhost', 'LOCALHOST.'];
/** Hosts that lead somewhere else, some of which look like this machine's. */
const FOREIGN_HOSTS = [
  ...[
    'evil.example',
    'EVIL.Example.',
    'evil.example:4566',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ],
  ...[
    'localhost.localstack.cloud.evil.example',
    'amazonaws.com.evil.example',
    'evilamazonaws.com',
    'evil.localhost.com',
  ],
  ...[
    'localhost@evil.example',
    'evil.example#localhost',
    'evil.example/localhost',
    'evil.example?.localhost',
  ],
  ...[
    'localhost:80@evil.example',
    'localhost:99999',
    '10.0.0.7',
    '[fe80::1]',
    '0x7f.1.evil.example',
    '[::1].evil.example',
  ],
  ...[
    'evil.example, localhost',
    'localhost evil.example',
    'localhost%2eevil.example',
    '-.evil.example',
    '..evil.example',
  ],
];
const FOREIGN_ORIGINS = [
  ...[
    'https://evil.example',
    'null',
    '',
    'http://localhost.evil.example',
    'http://evil.example:4566',
    'file://',
  ],
  ...[
    'http://localhost@evil.example',
    'http://127.0.0.1.evil.example',
    'http://[::1].evil.example',
    'http://evil.localhost.com',
  ],
  ...[
    'http://localhost, https://evil.example',
    'https://evil.example http://localhost',
    'chrome-extension://localhost',
  ],
  ...[
    'http://evil.example#http://localhost',
    'http://localhost/evil',
    'ftp://localhost',
    'http://localhost:99999',
    '__proto__',
  ],
];
const PATHS = [
  ...[
    '/',
    '/?Action=GetCallerIdentity&Version=2011-06-15',
    '/2015-03-31/functions',
    '/2015-03-31/functions/f/invocations',
  ],
  ...[
    '/restapis',
    '/v2/apis',
    '/_gatehouse/inbox',
    '/_gatehouse/events',
    '/_gatehouse/faults',
    '/_gatehouse/clock',
  ],
  ...[
    '/_gatehouse/settings',
    '/_gatehouse/traces',
    '/_gatehouse/lambda/code/x',
    '/_localstack/health',
    '/_localstack/state/reset',
  ],
  ...[
    '/_aws/ses',
    '/_aws/cognito-idp/oauth2/token',
    '//_gatehouse/inbox',
    '/./_gatehouse/inbox',
    '/%5fgatehouse/inbox',
    '*',
  ],
];
/** What every origin may have, so long as the host is this machine's. */
const PUBLIC_PATHS = [
  '/_aws/execute-api/x/dev/',
  '/_aws/lambda-url/x/',
  '/us-east-1_x/.well-known/jwks.json',
];
const EXTRA = [
  ...[
    'X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools',
    'X-Amz-Target: DynamoDB_20120810.ListTables',
  ],
  ...[
    'Content-Type: text/plain',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Type: application/x-amz-json-1.0',
  ],
  ...[
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Dest: document',
    'Referer: http://localhost/',
  ],
  ...[
    'X-Forwarded-Host: localhost',
    'Forwarded: host=localhost',
    'X-Original-Host: localhost',
    'Access-Control-Request-Method: POST',
  ],
  ...[
    'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
  ],
  ...[
    'Expect: 100-continue',
    'Upgrade: websocket',
    'Connection: Host',
    'Connection: Origin',
    'Access-Control-Request-Private-Network: true',
  ],
];
const SIGNED =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=0';

const name = (header: string) => fc.constantFrom(header, header.toLowerCase(), header.toUpperCase());
const own = fc.constantFrom(...OWN_HOSTS);
const headerOf = (header: string, value: fc.Arbitrary<string>) =>
  fc.tuple(name(header), fc.constantFrom(': ', ':', ':\t'), value).map((parts) => parts.join(''));

/** Where a request comes from: each is somewhere that must not get in. */
const foreign = fc.oneof(
  fc.record({
    path: fc.constantFrom(...PATHS, ...PUBLIC_PATHS),
    headers: fc.tuple(headerOf('Host', fc.constantFrom(...FOREIGN_HOSTS))),
  }),
  fc.record({
    path: fc.constantFrom(...PATHS),
    headers: fc.tuple(headerOf('Host', own), headerOf('Origin', fc.constantFrom(...FOREIGN_ORIGINS))),
  }),
  fc.record({
    path: fc.constantFrom(...PATHS).map((path) => `http://evil.example${path}`),
    headers: fc.tuple(headerOf('Host', own)),
  }),
  fc.record({
    path: fc.constantFrom(...PATHS),
    headers: fc.tuple(
      headerOf('Host', own),
      fc.constantFrom('Origin: http://localhost\r\nOrigin: https://evil.example'),
    ),
  }),
  // A frame, a script or an image of another site's page. A link that is followed may show the console's page.
  fc.record({
    path: fc.constantFrom(...PATHS.slice(1)),
    headers: fc.tuple(
      headerOf('Host', own),
      fc.constantFrom('Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: iframe'),
    ),
  }),
);

/** A request that comes from a page of another site, or by a name of another machine, in one of many forms. */
export const foreignRequest: fc.Arbitrary<{ readonly text: string }> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
    from: foreign,
    isSigned: fc.boolean(),
    extra: fc.uniqueArray(fc.constantFrom(...EXTRA), { maxLength: 4 }),
    body: fc.constantFrom(
      '',
      '{}',
      'Action=CreateRole&RoleName=in&Version=2010-05-08',
      '{"FunctionName":"in"}',
    ),
    isFirst: fc.boolean(),
  })
  .map(({ method, from, isSigned, extra, body, isFirst }) => {
    // The last of two headers of a name may not count; what says where a request comes from is not said twice.
    const others = extra.filter(
      (line) =>
        !from.headers.some((header) =>
          header.toLowerCase().includes(`${line.split(':')[0]?.toLowerCase()}:`),
        ),
    );
    const headers = isFirst ? [...from.headers, ...others] : [...others, ...from.headers];
    const path = isSigned ? `${from.path}${from.path.includes('?') ? '&' : '?'}${SIGNED}` : from.path;
    const length = body === '' ? [] : [`Content-Length: ${body.length}`];
    return {
      text: `${method} ${path} HTTP/1.1\r\n${[...headers, ...length, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`,
    };
  });
