import { AwsError } from '../edge/aws-error.ts';
import type { MessageSender, OutgoingMessage } from '../edge/interfaces/message-sender.ts';
import { callUpstream, type UpstreamCall } from './call-upstream.ts';
import type { Connections } from './send-on.ts';

/** How long a service may take to take a message, in milliseconds. */
const WITHIN = 30_000;

type Sent = Pick<UpstreamCall, 'body' | 'headers' | 'operation'>;
type Kind = (arn: string, message: OutgoingMessage, url: string) => Sent;

const JSON_1_0 = ['Content-Type', 'application/x-amz-json-1.0'];

/** How a message is sent, by the service in the target's ARN. */
const KINDS: Readonly<Record<string, Kind>> = {
  sqs(arn, { body, attributes = {} }, url) {
    const [, , , , account, name] = arn.split(':');
    const QueueUrl = `${url}/${account}/${name}`;
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([key, { type, value }]) => [
        key,
        { DataType: type, StringValue: value },
      ]),
    );
    return {
      operation: 'SendMessage',
      headers: ['X-Amz-Target', 'AmazonSQS.SendMessage', ...JSON_1_0],
      body: JSON.stringify({ QueueUrl, MessageBody: body, MessageAttributes }),
    };
  },
  sns(TopicArn, { body, attributes = {} }) {
    const form = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn, Message: body });
    for (const [index, [name, { type, value }]] of Object.entries(attributes).entries()) {
      const entry = `MessageAttributes.entry.${index + 1}`;
      form.set(`${entry}.Name`, name);
      form.set(`${entry}.Value.DataType`, type);
      form.set(`${entry}.Value.StringValue`, value);
    }
    return {
      operation: 'Publish',
      headers: ['Content-Type', 'application/x-www-form-urlencoded'],
      body: form.toString(),
    };
  },
  events(arn, { body, source, detailType, resources }) {
    const entry = {
      Source: source,
      DetailType: detailType,
      Resources: resources,
      Detail: body,
      EventBusName: arn,
    };
    return {
      operation: 'PutEvents',
      headers: ['X-Amz-Target', 'AWSEvents.PutEvents', 'Content-Type', 'application/x-amz-json-1.1'],
      body: JSON.stringify({ Entries: [entry] }),
    };
  },
};

/** Makes the sender to the upstream's queues, topics and buses, under the account's own key. */
export function createMessageSender(connections: Pick<Connections, 'send' | 'url'>): MessageSender {
  return {
    async send(arn, message) {
      const [, , service = '', region] = arn.split(':');
      const sent = KINDS[service]?.(arn, message, connections.url);
      if (!sent) throw new AwsError('InvalidParameterValueException', `Nothing can be sent to ${arn}.`);
      await callUpstream(connections, { service, region, ...sent, within: WITHIN }).catch(
        (error: AwsError) => {
          throw new AwsError(error.code, `${sent.operation} to ${arn} failed: ${error.message}`, {
            status: error.status,
            cause: error,
          });
        },
      );
    },
  };
}
