import { AwsError } from '../edge/aws-error.ts';
import type { MessageSender, OutgoingMessage } from '../edge/interfaces/message-sender.ts';
import { awayError } from './away-error.ts';
import { type Connections, UpstreamAway } from './send-on.ts';

/** How long a service may take to take a message, in milliseconds. */
const WITHIN = 30_000;

interface Sent {
  readonly operation: string;
  readonly headers: readonly string[];
  readonly body: string;
}

type Kind = (arn: string, message: OutgoingMessage, url: string) => Sent;

const JSON_1_0 = ['Content-Type', 'application/x-amz-json-1.0'];

/** How a message is sent, by the service in the ARN of where it goes. */
const KINDS: Readonly<Record<string, Kind>> = {
  sqs(arn, { body }, url) {
    const [, , , , account, name] = arn.split(':');
    const QueueUrl = `${url}/${account}/${name}`;
    return {
      operation: 'SendMessage',
      headers: ['X-Amz-Target', 'AmazonSQS.SendMessage', ...JSON_1_0],
      body: JSON.stringify({ QueueUrl, MessageBody: body }),
    };
  },
  sns(TopicArn, { body }) {
    const form = { Action: 'Publish', Version: '2010-03-31', TopicArn, Message: body };
    return {
      operation: 'Publish',
      headers: ['Content-Type', 'application/x-www-form-urlencoded'],
      body: new URLSearchParams(form).toString(),
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
export function createMessageSender({ url, send }: Pick<Connections, 'send' | 'url'>): MessageSender {
  return {
    async send(arn, message) {
      const [, , service = '', region] = arn.split(':');
      const sent = KINDS[service]?.(arn, message, url);
      if (!sent) throw new AwsError('InvalidParameterValueException', `Nothing can be sent to ${arn}.`);
      const scope = `test/20260101/${region}/${service}/aws4_request`;
      const { status, body } = await send({
        method: 'POST',
        path: '/',
        headers: [
          'Host',
          new URL(url).host,
          'Authorization',
          `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
          ...sent.headers,
        ],
        body: Buffer.from(sent.body),
        signal: AbortSignal.timeout(WITHIN),
      }).catch((error: unknown) => {
        if (error instanceof UpstreamAway)
          throw awayError(service.toUpperCase(), sent.operation, url, error.message);
        throw error;
      });
      const chunks: Buffer[] = [];
      for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
      if (status === 200) return;
      throw new AwsError('ServiceException', `${sent.operation} to ${arn} failed: ${Buffer.concat(chunks)}`, {
        status,
      });
    },
  };
}
