import { randomBytes } from 'node:crypto';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { faker } from '@faker-js/faker/locale/en';
import { readOutputs } from '../../provision/outputs.ts';
import { forgetAnswers } from '../../provision/people/set-active.ts';
import { gatesOf } from '../../provision/refusals.ts';
import { engineUp } from '../engine-up.ts';
import { localClient } from '../local-client.ts';
import { codeFrom, inboxOf, newPassword, rotate, signIn } from '../person.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Walks a random person through the whole flow and tells it as a story, each step with a command to paste. */
export async function demo(settings: Settings, terminal: Terminal): Promise<void> {
  await engineUp(settings);
  const outputs = await readOutputs(settings.stateDir);
  const client = localClient(outputs.endpoint, outputs.region);
  const name = faker.person.firstName();
  const email = `${name.toLowerCase()}.${randomBytes(3).toString('hex')}@example.com`;
  const password = newPassword();
  const gates = gatesOf(outputs);
  const step = stepper(terminal);

  step(`${name} signs up as ${email}`);
  const cognito = new CognitoIdentityProviderClient(client);
  const { UserSub: sub = '' } = await cognito.send(
    new SignUpCommand({
      ClientId: outputs.userPoolClientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  terminal.line(`Cognito added the user ${sub} and sent a code by mail; no mail leaves this machine.`);
  if (outputs.target === 'localstack') {
    step(`An administrator confirms ${name}, because LocalStack has no inbox`);
    await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: outputs.userPoolId, Username: email }));
  } else {
    const inbox = inboxOf(outputs, email);
    paste(terminal, `curl -s '${inbox}'`);
    const code = await codeFrom(inbox);
    step(`${name} confirms with the code ${code}`);
    await cognito.send(
      new ConfirmSignUpCommand({
        ClientId: outputs.userPoolClientId,
        Username: email,
        ConfirmationCode: code,
      }),
    );
  }
  terminal.line(
    `The post-confirmation function has stored ${name} in the table ${outputs.tableName}, with a credential that nobody has seen.`,
  );

  step(`${name} signs in`);
  const token = await signIn(outputs, email, password);
  terminal.line(`Cognito answered with an access token of ${token.length} characters, valid for an hour.`);

  const [gate] = gates;
  step(`${name} fetches a credential with it, which is shown only now; the unseen one ends`);
  paste(terminal, `curl -X POST -H 'Authorization: Bearer <access token>' '${gate.url}/credential/rotate'`);
  const first = await rotate(gate, token);
  terminal.line(`  ${first}`);

  step('The gate accepts the credential');
  const urls = gates.map(({ url }) => `${url}/users?count=1`);
  for (const url of urls) await call(terminal, url, first);

  step('and rejects a request without one');
  for (const url of urls) await call(terminal, url, undefined);

  step(`${name} rotates: the gate accepts the new credential and rejects the old one`);
  const second = await rotate(gate, token);
  terminal.line(
    'API Gateway caches the answer to the old one for AUTHORIZER_TTL seconds. The demo flushes that cache, as',
  );
  terminal.line(
    `make rotate and make deactivate do. Without that, the gate may accept the old one for as long.`,
  );
  await forgetAnswers(outputs, {
    apigateway: new APIGatewayClient(client),
    apigatewayv2: new ApiGatewayV2Client(client),
  });
  for (const url of urls) await call(terminal, url, second);
  for (const url of urls) await call(terminal, url, first);
}

function stepper(terminal: Terminal): (text: string) => void {
  let number = 0;
  return (text) => {
    number += 1;
    terminal.line();
    terminal.line(terminal.bold(`${number}. ${text}`));
  };
}

function paste(terminal: Terminal, command: string): void {
  terminal.line(terminal.dim(`  ${command}`));
}

async function call(terminal: Terminal, url: string, authentication: string | undefined): Promise<void> {
  const headers = new Headers(authentication ? { Authorization: `Basic ${authentication}` } : {});
  paste(terminal, `curl -i ${authentication ? `-H 'Authorization: Basic ${authentication}' ` : ''}'${url}'`);
  const started = performance.now();
  const response = await fetch(url, { headers });
  const body = await response.text();
  const took = `${(performance.now() - started).toFixed(0)} ms`;
  const status = response.ok ? terminal.good(String(response.status)) : terminal.bad(String(response.status));
  const challenge = response.headers.get('www-authenticate');
  terminal.line(`  ${status} in ${took}${challenge ? `, WWW-Authenticate: ${challenge}` : ''}`);
  terminal.line(`  ${body.length > 300 ? `${body.slice(0, 300)}…` : body}`);
}
