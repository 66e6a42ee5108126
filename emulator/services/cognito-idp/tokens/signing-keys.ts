import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../../store/random.ts';
import type { Pool, SigningKey } from '../state/state.ts';
import type { CognitoStore } from '../state/store.ts';

/** A pool's key, ready for use. */
export interface ReadyKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** The RSA keys that pools sign their tokens with. */
export interface SigningKeys {
  /** The pool's key; made the first time, off the event loop, in about a third of a second. */
  of(pool: Pool): Promise<SigningKey>;
  /** The same as key objects. */
  ready(pool: Pool): Promise<ReadyKey>;
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

  async function make(pool: Pool): Promise<SigningKey> {
    const { privateKey, publicKey } = await makeKeyPair();
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const kid = Buffer.from(random.bytes(32)).toString('base64');
    const key: SigningKey = {
      kid,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicJwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' },
    };
    if (store.state.pools.has(pool.id)) store.commit.keepSigningKey({ poolId: pool.id, key });
    return key;
  }

  function of(pool: Pool): Promise<SigningKey> {
    const kept = store.state.pools.get(pool.id)?.signingKey;
    if (kept) return Promise.resolve(kept);
    const running = making.get(pool.id);
    if (running) return running;
    const made = make(pool).finally(() => making.delete(pool.id));
    making.set(pool.id, made);
    return made;
  }

  return {
    of,
    async ready(pool) {
      const key = await of(pool);
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
