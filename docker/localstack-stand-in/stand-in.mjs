/**
 * Says about itself what a LocalStack says, by the token it is given: `rejected` ends with 55, `expired` runs without an
 * active licence, `hobby` has what that plan has. It carries nothing else.
 */
import { createServer } from 'node:http';

const token = process.env.LOCALSTACK_AUTH_TOKEN;

if (!token || token === 'rejected') {
  console.error('LocalStack version: 2026.8.0\nThe license activation failed for the following reason:');
  console.error(
    token ? `The token ${token} was not accepted.` : 'No credentials were found in the environment.',
  );
  process.exit(55);
}

const about = { version: '2026.8.0', edition: 'pro' };
const services = Object.fromEntries(
  ['apigateway', 'dynamodb', 'iam', 'lambda', 'logs', 's3', 'sts'].map((name) => [name, 'available']),
);
const answers = {
  '/_localstack/info': { ...about, is_license_activated: token !== 'expired', is_docker: true },
  '/_localstack/health': { ...about, services },
};

createServer(({ url }, response) => {
  const answer = answers[url];
  response
    .writeHead(answer ? 200 : 501, { 'content-type': 'application/json' })
    .end(JSON.stringify(answer ?? {}));
}).listen(4566, '0.0.0.0');
process.on('SIGTERM', () => process.exit(0));
