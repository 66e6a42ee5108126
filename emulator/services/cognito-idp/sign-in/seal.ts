import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../../../store/random.ts';
import type { Pool } from '../state/state.ts';

const NONCE = 12;
const TAG = 16;

/**
 * Seals what a client keeps for Cognito between two calls (a session, an SRP secret block): AES-256-GCM under the pool's own key, so that
 * the engine stores nothing about unfinished sign-ins.
 */
export function seal(random: Pick<Random, 'bytes'>, pool: Pool, content: object): Buffer {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(pool.secret, 'hex'), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** Opens what `seal` made for the same pool; undefined for anything else. */
export function unseal(pool: Pool, sealed: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(pool.secret, 'hex'),
    sealed.subarray(0, NONCE),
  );
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    const content = Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
