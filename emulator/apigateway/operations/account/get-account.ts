import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../control/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';

/** The account's settings. The throttle is AWS's default, which this engine does not apply. */
export function getAccount({ store }: Pick<Dependencies, 'store'>) {
  return operation<GetAccountRequest, Account>({
    honours: {},
    ...access('GET', () => '/account'),
    run: () => ({
      cloudwatchRoleArn: store.state.account.cloudwatchRoleArn,
      throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
      features: ['UsagePlans'],
      apiKeyVersion: '4',
    }),
  });
}
