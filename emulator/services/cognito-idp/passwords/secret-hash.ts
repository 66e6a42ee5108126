import { createHmac } from 'node:crypto';
import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolClient } from '../state/settings.ts';
import { equal } from './srp.ts';

/**
 * Checks the `SECRET_HASH` of a call: base64 of HMAC-SHA-256 over username and client id, keyed with the client's secret. `usernames` are
 * those that the client may have used (the typed one, and the one Cognito returned). Throws `NotAuthorizedException`. Developer guide,
 * "Computing secret hash values".
 */
export function checkSecretHash(
  client: PoolClient,
  usernames: readonly (string | undefined)[],
  hash: string | undefined,
): void {
  const secret = client.settings.ClientSecret;
  if (secret === undefined && hash === undefined) return;
  if (secret !== undefined && hash === undefined) {
    throw new AwsError(
      'NotAuthorizedException',
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const given = Buffer.from(hash ?? '', 'base64');
  const good = usernames.some(
    (username) =>
      secret !== undefined && username !== undefined && equal(given, hashOf(client.id, secret, username)),
  );
  if (!good) {
    throw new AwsError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}

function hashOf(clientId: string, secret: string, username: string): Buffer {
  return createHmac('sha256', secret).update(`${username}${clientId}`).digest();
}

/** Whether a secret is the client's, for calls that send it in clear; a client without one must get none. */
export function isClientSecret(client: PoolClient, given: string | undefined): boolean {
  const secret = client.settings.ClientSecret;
  if (secret === undefined || given === undefined) return secret === given;
  return equal(Buffer.from(secret), Buffer.from(given));
}
