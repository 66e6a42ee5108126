import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../../store/clock.ts';

/** Checks tokens against the keys of their issuers. */
export interface KeySets {
  /**
   * Returns the claims of a valid, unexpired token that one of the issuer's keys signed. Throws TokenError: `expired` for an expired one,
   * `invalid` for everything else, including unreachable keys of an issuer.
   */
  verify(token: string, issuer: string): Promise<JWTPayload>;
  /** Forgets all keys. */
  forget(): void;
}

export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly reason: 'expired' | 'invalid';

  constructor(reason: 'expired' | 'invalid', cause: unknown) {
    super(`The token is ${reason}.`, { cause });
    this.reason = reason;
  }
}

interface Dependencies {
  dispatcher: Dispatcher;
  clock: Pick<Clock, 'now'>;
  /** The keys of this engine's own user pools. */
  endpoint(): string;
}

/** An unknown key is looked up again, but at most this often, in milliseconds. */
const REFRESH_AFTER = 5_000;
/** How long an issuer may take to return its keys, in milliseconds (API Gateway quotas, "JWT authorizer: timeout"). */
const TIMEOUT = 1_500;

type Keys = ReturnType<typeof createLocalJWKSet>;

/** Makes the check of tokens. Keys are fetched on first use, and again when a token names an unknown one. */
export function createKeySets({ dispatcher, clock, endpoint }: Dependencies): KeySets {
  const kept = new Map<string, { keys: Keys; at: number }>();

  async function keysOf(issuer: string, isRefresh: boolean): Promise<Keys> {
    const known = kept.get(issuer);
    if (known && !(isRefresh && clock.now() - known.at >= REFRESH_AFTER)) return known.keys;
    const place = placeOf(issuer, endpoint());
    const uri = place.keys ?? ((await getJson(place.configuration)) as { jwks_uri: string }).jwks_uri;
    const keys = createLocalJWKSet((await getJson(uri)) as JSONWebKeySet);
    kept.set(issuer, { keys, at: clock.now() });
    return keys;
  }

  async function getJson(uri: string): Promise<unknown> {
    const { origin, pathname, search } = new URL(uri);
    const { statusCode, body } = await dispatcher.request({
      origin,
      path: pathname + search,
      method: 'GET',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${uri} answered ${statusCode}.`);
    return JSON.parse(text);
  }

  async function check(token: string, issuer: string, isRefresh: boolean): Promise<JWTPayload> {
    const keys = await keysOf(issuer, isRefresh);
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      algorithms: ['RS256', 'RS384', 'RS512'],
      requiredClaims: ['exp'],
      currentDate: new Date(clock.now()),
    });
    // With one key in the set it would be used without being named; AWS requires a matching `kid`.
    if (protectedHeader.kid === undefined) throw new Error('The token names no key.');
    if ((payload.iat ?? 0) * 1000 > clock.now()) throw new Error('The token was issued in the future.');
    return payload;
  }

  return {
    async verify(token, issuer) {
      try {
        return await check(token, issuer, false).catch((error: unknown) => {
          if (error instanceof errors.JWKSNoMatchingKey) return check(token, issuer, true);
          throw error;
        });
      } catch (error) {
        throw new TokenError(error instanceof errors.JWTExpired ? 'expired' : 'invalid', error);
      }
    },
    forget: () => kept.clear(),
  };
}

/** This engine has its user pools' keys; their issuer's address leads to the internet. */
function placeOf(issuer: string, endpoint: string): { keys?: string; configuration: string } {
  const pool = /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\/([\w-]+)$/.exec(issuer)?.[1];
  return pool
    ? { keys: `${endpoint}/${pool}/.well-known/jwks.json`, configuration: '' }
    : { configuration: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration` };
}
