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

  test('rotating shows a credential that opens the gate; what the confirmation made dies with it', async () => {
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

  test('rotating again turns the older one away, though the gate let it through before', async () => {
    const { access } = await signIn(await confirmedPerson());
    const older = await rotate(gate, access);
    expect(await knock(gate, older)).toBe(200);
    const newer = await rotate(gate, access);
    expect(await knock(gate, older)).toBe(turnedAway);
    expect(await knock(gate, newer)).toBe(200);
  });

  test('of rotations at once, one credential counts in the end, and one of those that were shown', async () => {
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

  test('what is told of it is not the secret, and the hour of its last use', async () => {
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

  /** It is written after the answer of the gate has left: asked for again, with the gate called, until it is there. */
  async function untilUsed(access: string): Promise<Record<string, unknown>> {
    const deadline = performance.now() + 20_000;
    do {
      const seen = JSON.parse((await askFor(gate, 'GET /credential', access)).text);
      if (seen.lastUsedAt) return seen;
      await knock(gate, NOBODYS);
    } while (performance.now() < deadline);
    throw new Error('No use was written down within 20 s.');
  }

  test('ending it leaves none: a second end, a confirmation that comes again and a repair change nothing; rotating makes one', async () => {
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

  test('who is deactivated can neither rotate nor end, and comes back with the credential they had', async () => {
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

  test('nobody reaches another’s: a rotation and an end leave everybody else’s as it was', async () => {
    const [one, other] = await Promise.all([confirmedPerson(), confirmedPerson()]);
    const theirs = await rotate(gate, (await signIn(other)).access);
    const { access } = await signIn(one);
    await rotate(gate, access);
    await askFor(gate, 'DELETE /credential', access);
    expect(await knock(gate, theirs)).toBe(200);
  });

  test('a rotation says nothing in its body: a REST API refuses one that does, an HTTP API checks none and the function reads none', async () => {
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

  test.each(ROUTES)('%s with a credential in the place of a token is refused', async (route) => {
    const credential = await rotate(gate, (await signIn(await confirmedPerson())).access);
    expect(await askFor(gate, route, credential)).toMatchObject({ status: 401, text: REFUSED });
  });
});

const REFUSED = '{"message":"Unauthorized"}';

/** As Cognito does when an answer was lost. */
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
