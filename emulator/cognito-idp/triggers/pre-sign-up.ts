import type { Call } from '../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Attributes } from '../people/attributes.ts';
import type { Pool } from '../state/state.ts';
import { runTrigger } from './run-trigger.ts';

/**
 * Asks the pool's PreSignUp function whether a person may come in, and whether as confirmed and verified. Throws what
 * `runTrigger` throws. Developer guide, "Pre sign-up Lambda trigger".
 */
export async function runPreSignUp(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  call: Call,
  {
    pool,
    userName,
    clientId,
    source,
    attributes,
    validationData,
    clientMetadata,
  }: {
    pool: Pool;
    userName: string;
    clientId: string | undefined;
    source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser';
    attributes: Attributes;
    validationData: Attributes | undefined;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<{ confirm: boolean; verified: Attributes }> {
  const response = await runTrigger(cognito, call, {
    trigger: 'PreSignUp',
    source,
    pool,
    userName,
    clientId,
    request: {
      userAttributes: attributes,
      validationData: validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  return {
    confirm: response?.['autoConfirmUser'] === true,
    verified: {
      ...(response?.['autoVerifyEmail'] === true && attributes['email'] && { email_verified: 'true' }),
      ...(response?.['autoVerifyPhone'] === true &&
        attributes['phone_number'] && { phone_number_verified: 'true' }),
    },
  };
}
