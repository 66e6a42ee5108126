import { ReaderError } from '../reconcile/reader-error.ts';
import type { Environment } from './variable.ts';

export const TARGETS = ['embedded', 'localstack', 'aws'] as const;
export type Target = (typeof TARGETS)[number];

/** TARGET: where to provision; `embedded` by default. Throws ReaderError for anything else. */
export function readTarget(env: Environment): Target {
  const given = env['TARGET'] || 'embedded';
  const target = TARGETS.find((name) => name === given);
  if (!target) throw new ReaderError(`TARGET is "${given}": give one of ${TARGETS.join(', ')}.`);
  return target;
}
