import { AwsError } from '../edge/aws-error.ts';
import type { MessageQueues, QueueMessage } from '../edge/interfaces/message-queues.ts';
import { callUpstream } from './call-upstream.ts';
import type { Connections } from './send-on.ts';

/** How long a call may take, in milliseconds, besides its requested wait. */
const WITHIN = 30_000;

/** The most messages of one call (SQS API reference). */
const MOST = 10;

/** Makes the reader of the upstream's queues, under the account's own key. */
export function createMessageQueues(connections: Pick<Connections, 'send' | 'url'>): MessageQueues {
  async function call(queueArn: string, operation: string, input: object, waits = 0): Promise<unknown> {
    const [, , service = '', region, account, name] = queueArn.split(':');
    const QueueUrl = `${connections.url}/${account}/${name}`;
    const text = await callUpstream(connections, {
      service,
      region,
      operation,
      headers: ['X-Amz-Target', `AmazonSQS.${operation}`, 'Content-Type', 'application/x-amz-json-1.0'],
      body: JSON.stringify({ QueueUrl, ...input }),
      within: WITHIN + waits,
    });
    return text === '' ? {} : JSON.parse(text);
  }

  /** Does something to messages, ten at a time. Throws for the first that fails. */
  async function each(
    queueArn: string,
    operation: string,
    messages: readonly QueueMessage[],
    more: object = {},
  ): Promise<void> {
    for (let from = 0; from < messages.length; from += MOST) {
      const Entries = messages
        .slice(from, from + MOST)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, ...more }));
      const { Failed = [] } = (await call(queueArn, operation, { Entries })) as { Failed?: Failure[] };
      const [failure] = Failed;
      if (failure) throw new AwsError(failure.Code, `${operation} of ${queueArn}: ${failure.Message ?? ''}`);
    }
  }

  return {
    async visibilityTimeout(queueArn) {
      const AttributeNames = ['VisibilityTimeout'];
      const { Attributes } = (await call(queueArn, 'GetQueueAttributes', { AttributeNames })) as {
        Attributes?: { VisibilityTimeout?: string };
      };
      return Number(Attributes?.VisibilityTimeout ?? 30);
    },
    async receive(queueArn, most, WaitTimeSeconds) {
      const input = {
        MaxNumberOfMessages: Math.min(most, MOST),
        WaitTimeSeconds,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      };
      const waits = WaitTimeSeconds * 1000;
      const { Messages = [] } = (await call(queueArn, 'ReceiveMessage', input, waits)) as {
        Messages?: QueueMessage[] | null;
      };
      return Messages ?? [];
    },
    remove: (queueArn, messages) => each(queueArn, 'DeleteMessageBatch', messages),
    giveBack: (queueArn, messages) =>
      each(queueArn, 'ChangeMessageVisibilityBatch', messages, { VisibilityTimeout: 0 }),
  };
}

interface Failure {
  Code: string;
  Message?: string;
}
