import { createHmac } from 'node:crypto';

export interface Scope {
  /** `20260131` */
  date: string;
  region: string;
  service: string;
}

/** How many derived keys are kept: one for each key, day, region and service in use. */
const KEPT = 500;

/** Derives signing keys, and caches them: a derivation takes four hashes, and the same key signs a whole day's calls. */
export function createSigningKeys(): (accessKeyId: string, secret: string, scope: Scope) => Buffer {
  const kept = new Map<string, Buffer>();
  return (accessKeyId, secret, { date, region, service }) => {
    const name = `${accessKeyId}/${secret}/${date}/${region}/${service}`;
    let key = kept.get(name);
    if (!key) {
      key = [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
      kept.set(name, key);
    }
    return key;
  };
}

/** HMAC-SHA256. */
export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
