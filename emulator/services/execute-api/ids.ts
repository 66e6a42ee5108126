import { LOWER_ALPHANUMERIC, type Random, randomText } from '../../store/random.ts';

/** The id of a new API: ten lower-case letters and digits. */
export function newApiId(random: Pick<Random, 'below'>): string {
  return randomText(random, 10, LOWER_ALPHANUMERIC);
}

/** The id of a resource, an authorizer or a deployment: six. */
export function newPartId(random: Pick<Random, 'below'>): string {
  return randomText(random, 6, LOWER_ALPHANUMERIC);
}
