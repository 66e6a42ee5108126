import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../../store/random.ts';
import type { Pool, SigningKey, TokenUse } from '../state/state.ts';
import type { CognitoStore } from '../state/store.ts';

/** A pool's key, ready for use. */
export interface ReadyKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/**
 * The RSA keys that pools sign their tokens with: one for ID tokens and one for access tokens (developer guide, "Verifying JSON web
 * tokens": "Amazon Cognito generates two pairs of RSA keys for each user pool").
 */
export interface SigningKeys {
  /** The pool's key for this kind of token; made the first time, off the event loop, in about a third of a second. */
  of(pool: Pool, use: TokenUse): Promise<SigningKey>;
  /** The same as key objects. */
  ready(pool: Pool, use: TokenUse): Promise<ReadyKey>;
}

/** Makes a new key pair. */
export type MakeKeyPair = () => Promise<{ privateKey: KeyObject; publicKey: KeyObject }>;

const generate = promisify(generateKeyPair);

/** A new RSA key pair of 2,048 bits, made on another thread. */
export function makeRsaKeyPair(): ReturnType<MakeKeyPair> {
  return generate('rsa', { modulusLength: 2048 });
}

/** Manages signing keys. Keys live in the store; everything here can be rebuilt from it. */
export function createSigningKeys({
  store,
  random,
  makeKeyPair,
}: {
  store: CognitoStore;
  random: Pick<Random, 'bytes'>;
  makeKeyPair: MakeKeyPair;
}): SigningKeys {
  const making = new Map<string, Promise<SigningKey>>();
  const parsed = new WeakMap<SigningKey, ReadyKey>();

  async function make(pool: Pool, use: TokenUse): Promise<SigningKey> {
    const { privateKey, publicKey } = await makeKeyPair();
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const kid = Buffer.from(random.bytes(32)).toString('base64');
    const key: SigningKey = {
      kid,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicJwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' },
    };
    if (store.state.pools.has(pool.id)) store.commit.keepSigningKey({ poolId: pool.id, use, key });
    return key;
  }

  function of(pool: Pool, use: TokenUse): Promise<SigningKey> {
    const current = store.state.pools.get(pool.id);
    const kept = use === 'id' ? current?.idKey : current?.signingKey;
    if (kept) return Promise.resolve(kept);
    const name = `${use} ${pool.id}`;
    const running = making.get(name);
    if (running) return running;
    const made = make(pool, use).finally(() => making.delete(name));
    making.set(name, made);
    return made;
  }

  return {
    of,
    async ready(pool, use) {
      const key = await of(pool, use);
      let ready = parsed.get(key);
      if (!ready) {
        const privateKey = createPrivateKey(key.privateKey);
        ready = { kid: key.kid, privateKey, publicKey: createPublicKey(privateKey) };
        parsed.set(key, ready);
      }
      return ready;
    },
  };
}
