import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { MessageSender } from '../../../edge/interfaces/message-sender.ts';
import { roleSession } from '../role-session.ts';

/** The permission that a function's role needs, by the destination's service (developer guide, "Adding a destination"). */
const ACTIONS: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
};

/** What decides whether a destination may be used. */
export interface Asked {
  authority: Pick<Authority, 'decide'>;
  roleArn: string;
}

/** Whether the function's role may send there. */
export function maySend({ authority, roleArn }: Asked, arn: string): boolean {
  const principal = roleSession(roleArn);
  return authority.decide({ principal, action: ACTIONS[serviceOf(arn)] ?? '', resource: arn }) === 'allowed';
}

/**
 * Checks a destination before it is stored. Throws `InvalidParameterValueException` for an invalid ARN and if the function's role may not
 * send there, and 501 for a queue, topic or bus without an upstream. S3 is refused by name.
 */
function checkDestination(arn: string, messages: MessageSender | undefined, asked: Asked): void {
  const action = ACTIONS[serviceOf(arn)];
  if (!action || !/^arn:aws[\w-]*:\w+:[\w-]+:\d{12}:./.test(arn) || arn.endsWith('.fifo'))
    throw arn.startsWith('arn:aws:s3:') || arn.endsWith('.fifo')
      ? notImplemented(`The destination ${arn}`)
      : new AwsError(
          'InvalidParameterValueException',
          `The provided destination config DestinationConfig(onSuccess=..., onFailure=...) is invalid: ${arn}`,
        );
  if (serviceOf(arn) !== 'lambda' && !messages)
    throw notImplemented(`The destination ${arn} without an upstream (UPSTREAM)`);
  if (!maySend(asked, arn))
    throw new AwsError(
      'InvalidParameterValueException',
      `The function's execution role does not have permissions to call ${action.split(':')[1]} on ${arn}`,
    );
}

/** The checked destinations of a call, without those left out. */
export function givenDestinations(
  given: DestinationConfig | undefined,
  messages: MessageSender | undefined,
  asked: Asked,
): { onSuccess?: string | undefined; onFailure?: string | undefined } {
  const checked = (arn: string | undefined) => {
    if (arn) checkDestination(arn, messages, asked);
    return arn || undefined;
  };
  return {
    ...(given?.OnSuccess && { onSuccess: checked(given.OnSuccess.Destination) }),
    ...(given?.OnFailure && { onFailure: checked(given.OnFailure.Destination) }),
  };
}

/** The service in an ARN. */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
