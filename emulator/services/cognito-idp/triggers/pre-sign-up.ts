import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Attributes } from '../people/attributes.ts';
import type { Pool } from '../state/state.ts';
import { runTrigger, unrecognizable } from './run-trigger.ts';

/**
 * Asks the pool's PreSignUp function whether a person may sign up, and whether as confirmed and verified. Throws what `runTrigger` throws.
 * Developer guide, "Pre sign-up Lambda trigger".
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
  const verified: Attributes = {};
  if (isSet(response, 'autoVerifyEmail')) verified[existing(attributes, 'email')] = 'true';
  if (isSet(response, 'autoVerifyPhone')) verified[existing(attributes, 'phone_number')] = 'true';
  return { confirm: isSet(response, 'autoConfirmUser'), verified };
}

/** A boolean of the answer; anything else is an invalid answer. */
function isSet(response: Readonly<Record<string, unknown>> | undefined, name: string): boolean {
  const value = response?.[name] ?? false;
  if (typeof value !== 'boolean') throw unrecognizable();
  return value;
}

/** The attribute to verify; its address must exist, or the sign-up fails. */
function existing(attributes: Attributes, address: string): string {
  if (!attributes[address]) throw unrecognizable();
  return `${address}_verified`;
}
