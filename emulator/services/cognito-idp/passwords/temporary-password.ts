import { DIGITS, type Random, randomText } from '../../../store/random.ts';
import type { PoolSettings } from '../state/settings.ts';

const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const SYMBOLS = '!@#$%^&*()-_=+[]';

/** A temporary password that satisfies any policy of its length: all four kinds of characters, in a random order. */
export function temporaryPassword(random: Pick<Random, 'below'>, settings: PoolSettings): string {
  const length = Math.max(8, settings.Policies?.PasswordPolicy?.MinimumLength ?? 8);
  const kinds = [LOWER, UPPER, DIGITS, SYMBOLS];
  const characters = kinds.map((kind) => randomText(random, 1, kind));
  while (characters.length < length) characters.push(randomText(random, 1, kinds.join('')));
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const moved = characters[last] ?? '';
    characters[last] = characters[other] ?? '';
    characters[other] = moved;
  }
  return characters.join('');
}
