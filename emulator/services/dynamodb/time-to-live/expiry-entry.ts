import { prefixes } from '../storage/level.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { attribute } from '../values/attribute-value.ts';

/** How far in the past an item's time can lie: what is older never expires (Developer Guide, "How DynamoDB Time to Live works"). */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

/** The largest time that is kept, in seconds: 12 digits. */
const LATEST_SECONDS = 999_999_999_999;

/** When an item expires, in seconds since 1970; undefined for one whose attribute is no such number. */
export function expiryOf(stored: StoredItem | undefined, name: string): number | undefined {
  const text = stored && attribute(stored.item, name)?.N;
  if (text === undefined) return undefined;
  const seconds = Math.floor(Number(text));
  return seconds >= 0 && seconds <= LATEST_SECONDS ? seconds : undefined;
}

/** Whether an item that expires then is due; both in seconds. */
export function isDue(expiry: number, now: number): boolean {
  return expiry <= now && expiry > now - OLDEST_SECONDS;
}

/** Where it is kept that an item expires. */
export function expiryKey(tableId: string, seconds: number, item: string): string {
  return `${prefixes.expiries(tableId)}${secondsKey(seconds)}~${item}`;
}

/** Seconds as text in their order. */
export function secondsKey(seconds: number): string {
  return String(seconds).padStart(12, '0');
}

/** The seconds and the item's key in the store, of where it is kept. */
export function parseExpiryKey(tableId: string, key: string): { seconds: number; item: string } {
  const rest = key.slice(prefixes.expiries(tableId).length);
  return { seconds: Number(rest.slice(0, 12)), item: rest.slice(13) };
}
