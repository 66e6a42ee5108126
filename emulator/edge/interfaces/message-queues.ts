/** A message as SQS's ReceiveMessage answers it. */
export interface QueueMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, QueueMessageAttribute>>;
}

export interface QueueMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** The queues from which functions get messages, if there are any: upstream. Each call throws AwsError with SQS's code. */
export interface MessageQueues {
  /** How many seconds a queue hides a received message. */
  visibilityTimeout(queueArn: string): Promise<number>;
  /** Up to ten messages; waits for the first one up to so many seconds, 20 at most. */
  receive(queueArn: string, most: number, waitSeconds: number): Promise<readonly QueueMessage[]>;
  remove(queueArn: string, messages: readonly QueueMessage[]): Promise<void>;
  /** Makes messages visible again at once. */
  giveBack(queueArn: string, messages: readonly QueueMessage[]): Promise<void>;
}
