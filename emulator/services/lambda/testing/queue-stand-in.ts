import { text } from 'node:stream/consumers';
import { type StandIn, standIn } from '../../../upstream/testing/stand-in.ts';

interface Kept {
  body: string;
  id: string;
  group: string | undefined;
  attributes: object | undefined;
  received: number;
  hidden: boolean;
}

interface SqsError {
  code: string;
  message: string;
}

/** An upstream with one queue, whose hidden messages reappear when the test says so. */
export interface QueueStandIn extends AsyncDisposable {
  readonly upstream: StandIn;
  /** SQS calls: the operation and its subject. */
  readonly calls: string[];
  visibilityTimeout: number;
  /** Answers every call with an error from now on, those that wait for messages too; undefined ends that. */
  fail(error: SqsError | undefined): void;
  send(body: string, more?: { group?: string; attributes?: object }): void;
  /** Shows what was received and not deleted. */
  show(): void;
  /** The bodies of what is still there. */
  left(): string[];
  /** Resolves after so many calls of the queue in all. */
  asked(operation: string, count: number): Promise<void>;
}

export async function queueStandIn(): Promise<QueueStandIn> {
  const upstream = await standIn();
  const calls: string[] = [];
  let messages: Kept[] = [];
  let count = 0;
  let failure: SqsError | undefined;
  const changed: (() => void)[] = [];
  const change = () => {
    for (const told of changed.splice(0)) told();
  };
  const next = () => new Promise<void>((resolve) => changed.push(resolve));

  function take(most: number): Kept[] {
    const held = new Set(messages.filter(({ hidden }) => hidden).map(({ group }) => group));
    const free = messages.filter(({ hidden, group }) => !hidden && (group === undefined || !held.has(group)));
    const taken = free.slice(0, most);
    for (const message of taken) {
      message.hidden = true;
      message.received += 1;
    }
    return taken;
  }

  const operations: Record<string, (input: Input) => Promise<object> | object> = {
    GetQueueAttributes() {
      calls.push('told its visibility timeout');
      return { Attributes: { VisibilityTimeout: String(queue.visibilityTimeout) } };
    },
    async ReceiveMessage({ MaxNumberOfMessages = 1, WaitTimeSeconds = 0 }) {
      calls.push('waits');
      change();
      let taken = take(MaxNumberOfMessages);
      while (taken.length === 0 && WaitTimeSeconds > 0) {
        await next();
        if (failure) return {};
        taken = take(MaxNumberOfMessages);
      }
      calls.push(`received ${taken.map(({ body }) => body).join(' ')}`);
      return { Messages: taken.map(shown) };
    },
    DeleteMessageBatch({ Entries = [] }) {
      const gone = Entries.map(({ ReceiptHandle }) => messages.find(({ id }) => `r-${id}` === ReceiptHandle));
      calls.push(`removed ${gone.map((one) => one?.body).join(' ')}`);
      messages = messages.filter((message) => !gone.includes(message));
      return { Successful: [] };
    },
    ChangeMessageVisibilityBatch({ Entries = [] }) {
      for (const message of messages)
        if (Entries.some(({ ReceiptHandle }) => ReceiptHandle === `r-${message.id}`)) message.hidden = false;
      calls.push(`gave back ${Entries.length}`);
      return { Successful: [] };
    },
  };

  upstream.answer = async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    const input = JSON.parse(await text(request)) as Input;
    const answer = failure ? undefined : await operations[operation]?.(input);
    if (failure)
      response.writeHead(400).end(JSON.stringify({ __type: failure.code, message: failure.message }));
    else response.writeHead(200).end(JSON.stringify(answer));
    change();
  };

  const queue: QueueStandIn = {
    upstream,
    calls,
    visibilityTimeout: 30,
    fail(error) {
      failure = error;
      change();
    },
    send(body, { group, attributes } = {}) {
      count += 1;
      messages.push({ body, id: `m-${count}`, group, attributes, received: 0, hidden: false });
      change();
    },
    show() {
      for (const message of messages) message.hidden = false;
      change();
    },
    left: () => messages.map(({ body }) => body),
    async asked(what, times) {
      while (calls.filter((call) => call.startsWith(what)).length < times) await next();
    },
    [Symbol.asyncDispose]: () => upstream[Symbol.asyncDispose](),
  };
  return queue;
}

interface Input {
  MaxNumberOfMessages?: number;
  WaitTimeSeconds?: number;
  Entries?: { ReceiptHandle: string }[];
}

function shown({ body, id, received, attributes, group }: Kept): object {
  return {
    MessageId: id,
    ReceiptHandle: `r-${id}`,
    Body: body,
    MD5OfBody: 'md5',
    Attributes: { ApproximateReceiveCount: String(received), ...(group && { MessageGroupId: group }) },
    ...(attributes && { MessageAttributes: attributes, MD5OfMessageAttributes: 'md5-of-attributes' }),
  };
}
