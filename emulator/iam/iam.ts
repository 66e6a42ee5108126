import type { EngineContext } from '../context.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';
import type { Authority } from './authority.ts';

export interface Iam extends Module {
  readonly authority: Authority;
}

/** IAM and STS: identities, policies, and the engine's authority on who may do what. */
export function createIam({ config }: EngineContext): Iam {
  return {
    services: [
      { model: models.iam, operations: {}, validationCode: 'ValidationError' },
      { model: models.sts, operations: {}, validationCode: 'ValidationError' },
    ],
    authority: {
      authenticate: () => ({
        kind: 'root',
        accountId: config.accountId,
        arn: `arn:aws:iam::${config.accountId}:root`,
        userId: config.accountId,
      }),
      authorize: () => undefined,
      assumeForService: () => {
        throw new Error('not yet');
      },
      isAssumableBy: () => true,
      evaluateResourcePolicy: () => 'implicit-deny',
    },
  };
}
