import type { MessageSender } from '../../../edge/interfaces/message-sender.ts';
import type { EventSettings, QueuedEvent } from '../state/records.ts';
import { deadLetterOf } from './dead-letter.ts';
import { type Asked, maySend, serviceOf } from './destinations.ts';
import { type EndOfEvent, qualified, recordOf } from './record.ts';

export interface Delivery extends Omit<Asked, 'roleArn'> {
  messages: MessageSender | undefined;
  /** Sends an event to another function of this engine. */
  hand(functionArn: string, payload: string, event: QueuedEvent): void;
  report(error: unknown): void;
}

/**
 * Sends an event's record to its destination, if there is one. If the role may no longer send there, or the destination rejects the record,
 * it is lost, as on AWS, and the engine's log says so. Never rejects.
 */
export async function deliver(
  { messages, hand, report, ...asked }: Delivery,
  settings: Pick<EventSettings, 'onSuccess' | 'onFailure'> | undefined,
  event: QueuedEvent,
  end: EndOfEvent & { roleArn: string },
): Promise<void> {
  const succeeded = end.condition === 'Success';
  const arn = succeeded ? settings?.onSuccess : settings?.onFailure;
  if (arn === undefined) return;
  try {
    if (!maySend({ ...asked, roleArn: end.roleArn }, arn))
      throw new Error(
        `The role ${end.roleArn} may not send to ${arn}: a record of ${event.functionArn} is lost.`,
      );
    const body = recordOf(event, end);
    if (serviceOf(arn) === 'lambda') hand(arn, body, event);
    else
      await messages?.send(arn, {
        body,
        source: 'lambda',
        detailType: `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
        resources: [arn, qualified(event.functionArn)],
      });
  } catch (error) {
    report(error);
  }
}

/** Sends an event that was given up to its function's dead-letter queue or topic. Loses it where `deliver` does. Never rejects. */
export async function deliverDeadLetter(
  { messages, report, ...asked }: Omit<Delivery, 'hand'>,
  arn: string,
  event: QueuedEvent,
  { roleArn, ...end }: Pick<EndOfEvent, 'outcome'> & { roleArn: string },
): Promise<void> {
  try {
    if (!maySend({ ...asked, roleArn }, arn))
      throw new Error(
        `The role ${roleArn} may not send to ${arn}: an event of ${event.functionArn} is lost.`,
      );
    if (!messages)
      throw new Error(
        `There is no upstream (UPSTREAM) that has ${arn}: an event of ${event.functionArn} is lost.`,
      );
    await messages.send(arn, deadLetterOf(event, end));
  } catch (error) {
    report(error);
  }
}
