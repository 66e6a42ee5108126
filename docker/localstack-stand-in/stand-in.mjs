/**
 * Stands in for LocalStack's licence check, by the given token: `rejected` exits with 55, `expired` runs without an active licence, `hobby`
 * has what that plan has. With `base` the embedded engine answers AWS calls, and codes go to the log; `open` does so too, and lets every
 * request through to the origin.
 */
import { fork } from 'node:child_process';
import { createServer, request } from 'node:http';

const token = process.env.LOCALSTACK_AUTH_TOKEN;
const ENGINE = { host: '127.0.0.1', port: 4567 };

if (!token || token === 'rejected') {
  console.error('LocalStack version: 2026.8.0\nThe license activation failed for the following reason:');
  console.error(
    token ? `The token ${token} was not accepted.` : 'No credentials were found in the environment.',
  );
  process.exit(55);
}

const carries = token === 'base' || token === 'open';
const names = ['apigateway', 'dynamodb', 'iam', 'lambda', 'logs', 'sts', ...(carries ? ['cognito-idp'] : [])];
const version = '2026.8.0';
const edition = 'pro';
const started = Date.now();

/** What it says of itself, with the members of LocalStack 4.14.0; the values of a licence are as its documentation has them. */
const answers = {
  '/_localstack/info': () => ({
    version,
    edition,
    is_license_activated: token !== 'expired',
    session_id: '00000000-0000-4000-8000-000000000000',
    machine_id: 'gen_000000000000',
    system: 'Linux(Container),stand-in,x86_64',
    is_docker: true,
    server_time_utc: new Date().toISOString().slice(0, 19),
    uptime: Math.floor((Date.now() - started) / 1000),
  }),
  '/_localstack/health': () => ({
    services: Object.fromEntries(names.map((name) => [name, 'available'])),
    edition,
    version,
  }),
  '/_localstack/init': () => ({
    completed: { BOOT: true, START: true, READY: true, SHUTDOWN: false },
    scripts: [],
  }),
};

if (carries) {
  fork('engine.mjs', { env: { ...process.env, PORT: String(ENGINE.port), HOST: ENGINE.host } });
  setInterval(writeCodes, 200);
}

createServer((incoming, response) => {
  const { url = '', method, headers } = incoming;
  const answer = answers[url];
  if (answer) return json(response, 200, answer());
  if (url.startsWith('/_localstack/')) return response.writeHead(404, { 'x-localstack': 'true' }).end();
  if (!carries) return missing(response, headers.authorization);
  if (token === 'open' && url.includes('/execute-api/')) return json(response, 200, []);
  const outgoing = request({ ...ENGINE, path: url, method, headers }, (result) => {
    response.writeHead(result.statusCode, result.rawHeaders);
    result.pipe(response);
  });
  outgoing.on('error', () => json(response, 503, {}));
  incoming.pipe(outgoing);
}).listen(Number(process.env.PORT ?? 4566), '0.0.0.0', function listening() {
  process.send?.({ port: this.address().port });
});

/** A service that the licence does not have is answered so. */
function missing(response, authorization = '') {
  const [, service = 'unknown'] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization) ?? [];
  const message = `The API for service ${service} is either not included in your current license plan or has not yet been emulated by LocalStack.`;
  response.setHeader('x-amzn-errortype', 'InternalFailure');
  json(response, 501, { __type: 'InternalFailure', message });
}

function json(response, status, body) {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-localstack': 'true' })
    .end(JSON.stringify(body));
}

const written = new Set();

/** Writes each mailed code to the log, once, in LocalStack's words. */
async function writeCodes() {
  const response = await fetch(`http://${ENGINE.host}:${ENGINE.port}/_gatehouse/inbox`).catch(
    () => undefined,
  );
  for (const { id, to, code } of response?.ok ? await response.json() : []) {
    if (written.has(id)) continue;
    written.add(id);
    console.log(`Confirmation code for Cognito user ${to}: ${code}`);
  }
}

process.on('SIGTERM', () => process.exit(0));
