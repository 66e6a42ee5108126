import { ReaderError } from '../reconcile/reader-error.ts';
import type { Environment } from './variable.ts';

export const TARGETS = ['embedded', 'localstack', 'aws'] as const;
export type Target = (typeof TARGETS)[number];

/** TARGET: what is provisioned on; `embedded` when not set. Throws ReaderError when it is none of them. */
export function readTarget(env: Environment): Target {
  const given = env['TARGET'] || 'embedded';
  const target = TARGETS.find((name) => name === given);
  if (!target) throw new ReaderError(`TARGET is "${given}": give one of ${TARGETS.join(', ')}.`);
  return target;
}
