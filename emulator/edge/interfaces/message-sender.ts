/** Sends a service's messages to queues, topics and event buses, if there are any: upstream. */
export interface MessageSender {
  /** Sends to the resource of an ARN. Throws AwsError with the service's code if it refuses, and if there is no answer. */
  send(arn: string, message: OutgoingMessage): Promise<void>;
}

export interface OutgoingMessage {
  /** JSON text. */
  readonly body: string;
  /** Attributes for a queue or a topic. */
  readonly attributes?: Readonly<Record<string, { type: 'String' | 'Number'; value: string }>>;
  /** Attributes for an event bus. */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
}
