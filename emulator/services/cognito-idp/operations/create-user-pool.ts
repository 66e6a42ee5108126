import type {
  CreateUserPoolRequest,
  CreateUserPoolResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { MIXED_ALPHANUMERIC, randomText } from '../../../store/random.ts';
import type { Cognito } from '../cognito.ts';
import { describePool } from '../pool/describe-pool.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolHonours } from '../pool/honours.ts';
import { mfaOfSettings } from '../pool/mfa-config.ts';
import { poolArn } from '../pool/pool-arn.ts';
import { newPoolSettings } from '../pool/pool-settings.ts';

/** The tag by which tools made for LocalStack choose a pool's id. */
const CUSTOM_ID = '_custom_id_';
/** The form of ids in the service's model; no call could name another one. */
const ID = /^[\w-]+_[0-9a-zA-Z]+$/;

/** Creates a user pool, with a new id or the one of the tag `_custom_id_`. */
export function createUserPool({ store, clock, random }: Pick<Cognito, 'store' | 'clock' | 'random'>) {
  return operation<CreateUserPoolRequest, CreateUserPoolResponse>({
    honours: {
      ...poolHonours,
      AliasAttributes: true,
      UsernameAttributes: true,
      UsernameConfiguration: true,
      Schema: true,
    },
    run(input, call) {
      const settings = newPoolSettings(input);
      const chosen = input.UserPoolTags?.[CUSTOM_ID];
      if (chosen !== undefined && !ID.test(chosen)) {
        throw new AwsError(
          'InvalidParameterException',
          `The tag ${CUSTOM_ID} must have the form us-east-1_name.`,
        );
      }
      const id = chosen ?? `${call.region}_${randomText(random, 9, MIXED_ALPHANUMERIC)}`;
      if (store.state.pools.has(id)) {
        throw new AwsError('InvalidParameterException', `User pool ${id} exists already.`);
      }
      const mfa = mfaOfSettings(settings, undefined);
      store.commit.createPool({
        ...(mfa && { mfa }),
        id,
        arn: poolArn(call, id),
        settings,
        secret: Buffer.from(random.bytes(32)).toString('hex'),
        at: clock.now(),
      });
      return { UserPool: describePool(findPool(store.state, id)) };
    },
  });
}
