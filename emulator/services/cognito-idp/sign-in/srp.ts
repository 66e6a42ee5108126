import { createHmac } from 'node:crypto';
import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../cognito.ts';
import { MODULUS } from '../passwords/power.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { equal, expectedSignature, startServer } from '../passwords/srp.ts';
import { findPerson } from '../people/find-person.ts';
import { isStillThere } from '../people/still-there.ts';
import type { Pool } from '../state/state.ts';
import { afterPassword } from './after-password.ts';
import type { Attempt } from './attempt.ts';
import { nextStep } from './custom/next-step.ts';
import { hidesExistence, incorrect, invalidParameter, nobody, notAuthorized } from './errors.ts';
import { refuseReset } from './finish.ts';
import { noteFailure, refuseLocked } from './lockout.ts';
import { runPreAuthentication } from './pre-authentication.ts';
import { seal, unseal } from './seal.ts';

/**
 * Starts `USER_SRP_AUTH`: answers with the challenge `PASSWORD_VERIFIER`. Where existence is hidden, an unknown name gets a challenge too,
 * always with the same salt and id (developer guide, "Managing user existence error responses").
 */
export async function startSrp(
  cognito: Cognito,
  attempt: Attempt,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  srpAOf(parameters);
  const person = findPerson(pool, username);
  checkSecretHash(client, [username, person?.username], parameters['SECRET_HASH']);
  if (!person && !hidesExistence(client)) throw nobody(client);
  if (person) refuseLocked(cognito, person);
  await runPreAuthentication(cognito, attempt, person);
  return proveBySrp(cognito, attempt, parameters);
}

/** Answers with the challenge `PASSWORD_VERIFIER`. `content` is the state of a custom sign-in in which the password is one step. */
export async function proveBySrp(
  cognito: Cognito,
  { pool, client, username }: Attempt,
  parameters: Readonly<Record<string, string>>,
  content: object = {},
): Promise<InitiateAuthResponse> {
  const srpA = srpAOf(parameters);
  const person = findPerson(pool, username);
  if (person) refuseLocked(cognito, person);
  if (person) refuseReset({ person });

  const { salt, verifier } = person?.verifier ?? simulatedVerifier(pool, username);
  const { b, B } = await startServer(cognito, verifier);
  const id = person?.username ?? simulatedId(pool, username);
  const block = seal(cognito.random, pool, {
    ...content,
    challenge: 'PASSWORD_VERIFIER',
    ...(person && { sub: person.sub }),
    clientId: client.id,
    A: srpA,
    b: b.toString(16),
    B: B.toString(16),
    // A password that changes meanwhile ends the exchange.
    verifier,
    until: cognito.clock.now() + (client.settings.AuthSessionValidity ?? 3) * 60_000,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: block.toString('base64'),
      SRP_B: B.toString(16),
      USERNAME: id,
      USER_ID_FOR_SRP: id,
    },
  };
}

/** Checks the client's proof that it knows the password, and continues as after any right password. */
export async function respondToSrp(
  cognito: Cognito,
  attempt: Attempt,
  responses: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  const proof = {
    signature: needed(responses, 'PASSWORD_CLAIM_SIGNATURE'),
    block: Buffer.from(needed(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64'),
    timestamp: needed(responses, 'TIMESTAMP'),
  };
  const held = unseal(pool, proof.block);
  if (held?.['challenge'] !== 'PASSWORD_VERIFIER' || held['clientId'] !== client.id) throw incorrect();
  if (Number(held['until']) <= cognito.clock.now()) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  const person = pool.people.bySub.get(String(held['sub']));
  checkSecretHash(client, [username, person?.username], responses['SECRET_HASH']);
  if (!person) throw incorrect();
  refuseLocked(cognito, person);
  refuseReset({ person });
  const verifier = person.verifier?.verifier;
  const expected =
    verifier !== undefined && verifier === held['verifier']
      ? await expectedSignature(
          cognito,
          { poolId: pool.id, username: person.username },
          { A: number(held['A']), b: number(held['b']), B: number(held['B']), verifier },
          { secretBlock: proof.block, timestamp: proof.timestamp },
        )
      : undefined;
  if (!isStillThere(cognito, pool, person)) throw incorrect();
  if (!expected || !equal(expected, Buffer.from(proof.signature, 'base64'))) {
    noteFailure(cognito, pool, person);
    throw incorrect();
  }
  const history = held['history'];
  if (!Array.isArray(history)) return afterPassword(cognito, { ...attempt, person });
  const proved = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true, challengeMetadata: null };
  return nextStep(cognito, { ...attempt, person }, [...history, proved]);
}

function srpAOf(parameters: Readonly<Record<string, string>>): string {
  const srpA = needed(parameters, 'SRP_A');
  if (!/^[0-9a-fA-F]{1,1024}$/.test(srpA) || BigInt(`0x${srpA}`) % MODULUS === 0n) {
    throw invalidParameter('SRP_A is invalid.');
  }
  return srpA;
}

function needed(responses: Readonly<Record<string, string>>, name: string): string {
  const value = responses[name];
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

function number(hex: unknown): bigint {
  return BigInt(`0x${String(hex)}`);
}

function simulatedVerifier(pool: Pool, username: string): { salt: string; verifier: string } {
  return {
    salt: digestOf(pool, `salt:${username}`).subarray(0, 16).toString('hex'),
    verifier: digestOf(pool, `verifier:${username}`).toString('hex'),
  };
}

function simulatedId(pool: Pool, username: string): string {
  const hex = digestOf(pool, `id:${username}`).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function digestOf(pool: Pool, text: string): Buffer {
  return createHmac('sha256', Buffer.from(pool.secret, 'hex')).update(text).digest();
}
