import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { PostConfirmationConfirmSignUpTriggerEvent } from 'aws-lambda';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import type { PoolPerson } from './find-unserved.ts';

/**
 * Gives a person their credential as a confirmation does: calls the trigger's function with Cognito's event. A person who has one keeps it.
 * Throws ReaderError if the function failed; its log says why.
 */
export async function servePerson(
  person: PoolPerson,
  outputs: Pick<Outputs, 'region' | 'userPoolId' | 'userPoolClientId' | 'functions'>,
  { lambda }: Pick<Clients, 'lambda'>,
): Promise<void> {
  const event: PostConfirmationConfirmSignUpTriggerEvent = {
    version: '1',
    region: outputs.region,
    userPoolId: outputs.userPoolId,
    userName: person.username,
    callerContext: { awsSdkVersion: 'gatehouse-repair', clientId: outputs.userPoolClientId },
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { ...person.attributes, 'cognito:user_status': 'CONFIRMED' } },
    response: {},
  };
  const FunctionName = outputs.functions.postConfirmation;
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  if (answer.FunctionError) {
    throw new ReaderError(
      `${FunctionName} failed for ${person.username}: look at /aws/lambda/${FunctionName}.`,
    );
  }
}
