import type { DeadLetterConfig } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { MessageSender, OutgoingMessage } from '../../../edge/interfaces/message-sender.ts';
import type { Honoured } from '../../../edge/operation.ts';
import type { QueuedEvent } from '../state/records.ts';
import { type Asked, maySend, serviceOf } from './destinations.ts';
import type { EndOfEvent } from './record.ts';

/** The honoured part of a DeadLetterConfig: any queue or topic with an upstream, otherwise only an empty one. */
export function honouredDeadLetters(messages: MessageSender | undefined): Readonly<Record<string, Honoured>> {
  return { TargetArn: messages ? true : [''] };
}

const CALLS: Readonly<Record<string, string>> = { sqs: 'SendMessage on SQS', sns: 'Publish on SNS' };

/** The target of a call: its ARN, empty to remove it, undefined if not mentioned. Throws `InvalidParameterValueException`. */
export function givenDeadLetters(given: DeadLetterConfig | undefined, asked: Asked): string | undefined {
  const arn = given && (given.TargetArn ?? '');
  if (arn) checkDeadLetters(arn, asked);
  return arn;
}

/** Throws `InvalidParameterValueException` for an ARN that is no standard queue or topic, and if the role may not send there. */
export function checkDeadLetters(arn: string, asked: Asked): void {
  const call = CALLS[serviceOf(arn)];
  if (!call || arn.endsWith('.fifo'))
    throw new AwsError(
      'InvalidParameterValueException',
      `The dead letter target ${arn} must be a standard SQS queue or a standard SNS topic.`,
    );
  if (!maySend(asked, arn))
    throw new AwsError(
      'InvalidParameterValueException',
      `The provided execution role does not have permissions to call ${call}`,
    );
}

/** The longest `ErrorMessage`, in bytes (developer guide, "Adding a dead-letter queue"). */
const LONGEST_MESSAGE = 1024;

/**
 * The message to a dead-letter queue about an event that was given up: the event unchanged, with `RequestID`, `ErrorCode` and
 * `ErrorMessage`. AWS does not say which code an event has that never ran; here it is a throttled call's.
 */
export function deadLetterOf(
  { id, payload }: QueuedEvent,
  { outcome }: Pick<EndOfEvent, 'outcome'>,
): OutgoingMessage {
  const error = outcome?.failure ? messageIn(outcome.payload) : 'Rate Exceeded.';
  const shortened = Buffer.from(error).subarray(0, LONGEST_MESSAGE).toString('utf8');
  return {
    body: Buffer.from(payload).toString('utf8'),
    attributes: {
      RequestID: { type: 'String', value: id },
      ErrorCode: { type: 'Number', value: outcome ? '200' : '429' },
      // Neither SQS nor SNS accepts an attribute without a value.
      ErrorMessage: { type: 'String', value: shortened || 'null' },
    },
    source: 'lambda',
    detailType: '',
    resources: [],
  };
}

function messageIn(payload: string | Uint8Array): string {
  const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
  try {
    return String((JSON.parse(text) as { errorMessage?: unknown }).errorMessage ?? '');
  } catch {
    return text;
  }
}
