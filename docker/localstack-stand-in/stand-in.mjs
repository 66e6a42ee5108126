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
const about = { version: '2026.8.0', edition: 'pro' };
const answers = {
  '/_localstack/info': { ...about, is_license_activated: token !== 'expired', is_docker: true },
  '/_localstack/health': { ...about, services: Object.fromEntries(names.map((name) => [name, 'available'])) },
};

if (carries) {
  fork('engine.mjs', { env: { ...process.env, PORT: String(ENGINE.port), HOST: ENGINE.host } });
  setInterval(writeCodes, 200);
}

createServer((incoming, response) => {
  const { url = '', method, headers } = incoming;
  const answer = answers[url] ?? (carries ? undefined : {});
  if (answer) return json(response, answers[url] ? 200 : 501, answer);
  if (token === 'open' && url.includes('/execute-api/')) return json(response, 200, []);
  const outgoing = request({ ...ENGINE, path: url, method, headers }, (result) => {
    response.writeHead(result.statusCode, result.rawHeaders);
    result.pipe(response);
  });
  outgoing.on('error', () => json(response, 503, {}));
  incoming.pipe(outgoing);
}).listen(4566, '0.0.0.0');

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
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
