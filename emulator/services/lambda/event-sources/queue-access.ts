import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { MessageQueues } from '../../../edge/interfaces/message-queues.ts';
import { roleSession } from '../role-session.ts';
import type { Configuration } from '../state/records.ts';
import { invalidValue } from './mapping-settings.ts';

const ACTIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'] as const;

/**
 * Rejects a queue that the function's role may not read, that does not exist, or whose messages reappear while the function may still be
 * working on them. Throws AwsError `InvalidParameterValueException`, and `UpstreamUnavailableException`.
 */
export async function checkQueue(
  { authority, queues }: { authority: Pick<Authority, 'authorize'>; queues: MessageQueues },
  { role, timeout }: Pick<Configuration, 'role' | 'timeout'>,
  queueArn: string,
): Promise<void> {
  for (const action of ACTIONS) {
    try {
      authority.authorize({ principal: roleSession(role), action: `sqs:${action}`, resource: queueArn });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidValue(`The provided execution role does not have permissions to call ${action} on SQS`);
    }
  }
  const visibleAfter = await queues.visibilityTimeout(queueArn).catch((error: AwsError) => {
    if (error.code !== 'QueueDoesNotExist') throw error;
    throw invalidValue(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${error.message}`,
    );
  });
  if (visibleAfter < timeout)
    throw invalidValue(
      `Queue visibility timeout: ${visibleAfter} seconds is less than Function timeout: ${timeout} seconds`,
    );
}
