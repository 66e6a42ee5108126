import type { QueueMessage, QueueMessageAttribute } from '../../../edge/interfaces/message-queues.ts';
import type { BatchItem } from './batch.ts';
import type { Filter } from './filter-pattern.ts';

/** A message for a function. */
export interface QueueItem extends BatchItem {
  readonly message: QueueMessage;
}

/** A message as functions get it (developer guide, "Using Lambda with Amazon SQS"). */
export function itemOf(queueArn: string, isGathered: boolean, message: QueueMessage): QueueItem {
  const { MessageId, MD5OfMessageAttributes: md5 } = message;
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    message,
    position: MessageId,
    record: {
      messageId: MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes ?? {},
      messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, attributeOf(value)])),
      // Where batches are gathered over a window AWS sends a null for it.
      ...((md5 !== undefined || isGathered) && { md5OfMessageAttributes: md5 ?? null }),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: queueArn.split(':')[3],
    },
  };
}

function attributeOf({ DataType, StringValue, BinaryValue }: QueueMessageAttribute): object {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/**
 * Whether a message matches. Patterns look into a JSON body (developer guide, "Event filtering", the table for SQS): a pattern for text
 * does not match JSON, nor the other way round.
 */
export function fitsFilter(filter: Filter, { record, message }: QueueItem): boolean {
  return filter({ ...record, body: bodyOf(message.Body) });
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
