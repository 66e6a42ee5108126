import type { Config } from '../config.ts';
import type { Caller } from '../reconcile/guard.ts';

/** Prints target, account, region, stack and caller on one line, before anything is done. */
export function heading(config: Config, { scope, callerArn }: Caller): string {
  const where = config.endpoint ? `${config.target} at ${config.endpoint}` : config.target;
  return `${scope.app}/${scope.stage} on ${where}: account ${scope.accountId}, ${scope.region}, as ${callerArn}`;
}
