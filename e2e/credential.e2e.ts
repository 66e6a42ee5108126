import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import { switchCredential } from '../provision/people/switch-credential.ts';
import { REFUSALS } from '../provision/refusals.ts';
import { dynamodb, gates, lambda, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { askFor, knock, rotate } from './own-credential.ts';
import { allKeysOf, confirmedPerson, keyOfCredential, signIn } from './person.ts';

const ROUTES = ['POST /credential/rotate', 'GET /credential', 'DELETE /credential'] as const;
const NOBODYS = Buffer.from('nobody:nothing').toString('base64');

describe.each(gates)('the $kind API', (gate) => {
  const turnedAway = REFUSALS[gate.kind].stranger.status;

  test('shows, on rotation, a credential that opens the gate, and ends the one from the confirmation', async () => {
    const person = await confirmedPerson();
    const [unseen] = await allKeysOf(person);
    const { access } = await signIn(person);

    const answer = await askFor(gate, 'POST /credential/rotate', access);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { credential, ...rest } = JSON.parse(answer.text) as { credential: string };
    expect(rest).toEqual({ madeAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) });
    expect(Buffer.from(credential, 'base64').toString()).toMatch(new RegExp(`^${person.sub}:[\\w-]{32}$`));
    expect(await knock(gate, credential)).toBe(200);
    expect(await knock(gate, unseen ?? NOBODYS)).toBe(turnedAway);
    expect(await allKeysOf(person)).toEqual([await keyOfCredential(person)]);
  });

  test('rejects the older credential after another rotation, although the gate accepted it before', async () => {
    const { access } = await signIn(await confirmedPerson());
    const older = await rotate(gate, access);
    expect(await knock(gate, older)).toBe(200);
    const newer = await rotate(gate, access);
    expect(await knock(gate, older)).toBe(turnedAway);
    expect(await knock(gate, newer)).toBe(200);
  });

  test('leaves one live credential after simultaneous rotations, and it is one of those shown', async () => {
    const person = await confirmedPerson();
    const { access } = await signIn(person);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => askFor(gate, 'POST /credential/rotate', access)),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual(
      [],
    );
    const shown = answers
      .filter(({ status }) => status === 200)
      .map(({ text }) => (JSON.parse(text) as { credential: string }).credential);
    expect(await allKeysOf(person)).toHaveLength(1);
    const statuses: number[] = [];
    for (const credential of shown) statuses.push(await knock(gate, credential));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  test('describes the credential without its secret, with the hour of its last use', async () => {
    const { access } = await signIn(await confirmedPerson());
    const before = JSON.parse((await askFor(gate, 'GET /credential', access)).text);
    expect(before).toEqual({ active: true, madeAt: expect.any(String) });

    const credential = await rotate(gate, access);
    expect(await knock(gate, credential)).toBe(200);
    const seen = await untilUsed(access);

    expect(seen).toEqual({
      active: true,
      madeAt: before.madeAt,
      rotatedAt: expect.any(String),
      lastUsedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/),
    });
    expect(Date.now() - Date.parse(String(seen['lastUsedAt']))).toBeLessThan(2 * 3_600_000);
    expect(JSON.stringify(seen)).not.toContain(credential.slice(60));
  });

  /** The hour is written after the gate's answer has left: ask again, calling the gate, until it is there. */
  async function untilUsed(access: string): Promise<Record<string, unknown>> {
    const deadline = performance.now() + 20_000;
    do {
      const seen = JSON.parse((await askFor(gate, 'GET /credential', access)).text);
      if (seen.lastUsedAt) return seen;
      await knock(gate, NOBODYS);
    } while (performance.now() < deadline);
    throw new Error('No use was written down within 20 s.');
  }

  test('ends the credential for good: a second end, a repeated confirmation and a repair change nothing; a rotation makes a new one', async () => {
    const person = await confirmedPerson();
    const { access } = await signIn(person);
    const credential = await rotate(gate, access);

    expect(await askFor(gate, 'DELETE /credential', access)).toMatchObject({ status: 204, text: '' });
    expect(await knock(gate, credential)).toBe(turnedAway);
    expect(await allKeysOf(person)).toEqual([]);
    expect(await askFor(gate, 'GET /credential', access)).toMatchObject({
      status: 404,
      text: '{"message":"There is no credential."}',
    });
    expect((await askFor(gate, 'DELETE /credential', access)).status).toBe(204);
    await deliverConfirmation(person);
    expect(await allKeysOf(person)).toEqual([]);
    expect(await knock(gate, await rotate(gate, access))).toBe(200);
  });

  test('rejects rotating and ending while deactivated, and gives the same credential back afterwards', async () => {
    const person = await confirmedPerson();
    const { access } = await signIn(person);
    const credential = await rotate(gate, access);
    await switchCredential(person.sub, false, outputs, { dynamodb });

    const refused = { status: 403, text: '{"message":"The credential is deactivated."}' };
    expect(await askFor(gate, 'POST /credential/rotate', access)).toMatchObject(refused);
    expect(await askFor(gate, 'DELETE /credential', access)).toMatchObject(refused);
    expect(JSON.parse((await askFor(gate, 'GET /credential', access)).text)).toMatchObject({ active: false });
    expect(await knock(gate, credential)).toBe(turnedAway);
    await switchCredential(person.sub, true, outputs, { dynamodb });
    expect(await knock(gate, credential)).toBe(200);
  });

  test('never touches another person’s credential', async () => {
    const [one, other] = await Promise.all([confirmedPerson(), confirmedPerson()]);
    const theirs = await rotate(gate, (await signIn(other)).access);
    const { access } = await signIn(one);
    await rotate(gate, access);
    await askFor(gate, 'DELETE /credential', access);
    expect(await knock(gate, theirs)).toBe(200);
  });

  test('rejects a body in a rotation on a REST API; an HTTP API does not check it and the function does not read it', async () => {
    const { access } = await signIn(await confirmedPerson());
    const rotateWith = (body: string | undefined) =>
      callGate(gate, '/credential/rotate', `Bearer ${access}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      });
    const refused = { status: 400, text: '{"message": "Invalid request body"}' };
    for (const body of ['{"username":"somebody-else"}', '[]', '{'])
      expect(await rotateWith(body)).toMatchObject(gate.kind === 'rest' ? refused : { status: 200 });
    expect((await rotateWith('{}')).status).toBe(200);
    expect((await rotateWith(undefined)).status).toBe(200);
  });

  test.each(ROUTES)('rejects %s with a credential instead of a token', async (route) => {
    const credential = await rotate(gate, (await signIn(await confirmedPerson())).access);
    expect(await askFor(gate, route, credential)).toMatchObject({ status: 401, text: REFUSED });
  });
});

const REFUSED = '{"message":"Unauthorized"}';

/** As Cognito does after a lost answer. */
async function deliverConfirmation({ sub, email }: { sub: string; email: string }): Promise<void> {
  const event = {
    version: '1',
    region: outputs.region,
    userPoolId: outputs.userPoolId,
    userName: sub,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: outputs.userPoolClientId },
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { sub, email, 'cognito:user_status': 'CONFIRMED' } },
    response: {},
  };
  const { FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: outputs.functions.postConfirmation,
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
  expect(FunctionError).toBeUndefined();
}
