import { type Operation, operation } from '../../edge/operation.ts';
import type { StsDependencies } from './sts-dependencies.ts';

/** GetCallerIdentity, which no policy can forbid (API reference). */
export function getCallerIdentity({
  accountId,
}: Pick<StsDependencies, 'accountId'>): Operation<object, object> {
  return operation<object, object>({
    honours: {},
    resource: () => [],
    run: (_input, { principal }) => ({
      UserId: principal?.userId,
      Account: accountId,
      Arn: principal?.arn,
    }),
  });
}
