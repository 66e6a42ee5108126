/** Hands a service's messages to queues, topics and event buses, where there are any: upstream. */
export interface MessageSender {
  /** Sends to the resource of an ARN. Throws AwsError with the service's code where it refuses, and where there is no answer. */
  send(arn: string, message: OutgoingMessage): Promise<void>;
}

export interface OutgoingMessage {
  /** JSON text. */
  readonly body: string;
  /** What a queue or a topic is told beside it. */
  readonly attributes?: Readonly<Record<string, { type: 'String' | 'Number'; value: string }>>;
  /** What an event bus is told beside it. */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
}
