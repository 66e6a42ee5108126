import type { Account, GetAccountRequest, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { accountThrottle } from '../../../execute-api/throttle.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { applyPatch, listingWording, type PatchRule, textRule } from '../../control/patch.ts';

type Needs = Pick<Dependencies, 'store' | 'authority' | 'config'>;

/** The account's settings, with the region's default limits. */
function describeAccount({ store, config }: Pick<Needs, 'store' | 'config'>): Account {
  return {
    cloudwatchRoleArn: store.state.account.cloudwatchRoleArn,
    throttleSettings: accountThrottle(config.region),
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}

/** The account's settings. */
export function getAccount(dependencies: Pick<Needs, 'store' | 'config'>) {
  return operation<GetAccountRequest, Account>({
    honours: {},
    ...access('GET', () => '/account'),
    run: () => describeAccount(dependencies),
  });
}

const ROLE_ARN: PatchRule<{ cloudwatchRoleArn?: string }> = textRule('cloudwatchRoleArn');

/** Sets the role by which API Gateway writes logs, for all APIs of the account; API Gateway must be able to assume it. */
export function updateAccount(dependencies: Needs) {
  const { store, authority } = dependencies;
  return operation<UpdateAccountRequest, Account>({
    honours: { patchOperations: true },
    ...access('PATCH', () => '/account'),
    run({ patchOperations }) {
      const wording = listingWording(['/cloudwatchRoleArn', '/throttle', '/features']);
      const account = applyPatch(store.state.account, patchOperations, [ROLE_ARN], wording, [
        /^\/(throttle|features)/,
      ]);
      const { cloudwatchRoleArn } = account;
      if (cloudwatchRoleArn && !authority.isAssumableBy(cloudwatchRoleArn, 'apigateway.amazonaws.com'))
        throw badRequest(
          'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
        );
      store.commit.putAccount(account);
      return describeAccount(dependencies);
    },
  });
}
