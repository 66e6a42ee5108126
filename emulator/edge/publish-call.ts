import type { AwsError } from './aws-error.ts';
import type { DroppedConnection } from './dropped-connection.ts';
import type { CallEvent, EventBus } from './events.ts';

/** An answered call, and how it failed. */
export interface AnsweredCall extends Omit<CallEvent, 'type' | 'error' | 'message' | keyof Found> {
  failure: AwsError | DroppedConnection | undefined;
  resources: Found['resources'] | undefined;
  about: Found['about'] | undefined;
  fault: Found['fault'] | undefined;
}

/** What is not known of every call. */
type Found = Required<Pick<CallEvent, 'resources' | 'about' | 'fault'>>;

/** Publishes an answered call. `made` is called only if somebody listens. */
export function publishCall(events: EventBus, made: () => AnsweredCall): void {
  if (!events.wanted('call')) return;
  const { failure, resources, about, fault, ...call } = made();
  events.publish({
    type: 'call',
    ...call,
    ...(failure && { error: 'code' in failure ? failure.code : failure.name, message: failure.message }),
    ...(resources && { resources }),
    ...(about && { about }),
    ...(fault !== undefined && { fault }),
  });
}
