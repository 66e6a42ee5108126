import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import type { Person } from '../shared/person-record.ts';

/** What an event asks for. */
export type Confirmation =
  /** The person confirmed their sign-up: they get a credential. */
  | { kind: 'sign-up'; person: Person }
  /** The person set a new password after forgetting the old one: they keep the credential they have. */
  | { kind: 'password-reset'; username: string; sub: string | undefined };

/** The event is not one of Cognito's post confirmation trigger, or has an unknown source. */
export class UnusableEventError extends Error {
  override readonly name = 'UnusableEventError';
  /** The event's trigger source, if it has one that is text. */
  readonly triggerSource: string | undefined;

  constructor(message: string, triggerSource?: string) {
    super(message);
    this.triggerSource = triggerSource;
  }
}

/** The untrusted values of an event. */
type Loose<T> = { [K in keyof T]?: unknown };

/**
 * Reads a post confirmation event (Amazon Cognito Developer Guide, "Post confirmation Lambda trigger"). The e-mail address is optional; an
 * empty one counts as absent. @throws UnusableEventError that names the invalid field, never its value, or the unknown trigger source.
 */
export function parseEvent(event: unknown): Confirmation {
  if (!isObject(event)) throw new UnusableEventError('The event is no object.');
  const { triggerSource, userPoolId, userName, request }: Loose<PostConfirmationTriggerEvent> = event;
  if (!isText(triggerSource)) throw new UnusableEventError('The event has no triggerSource.');
  const attributes = isObject(request) ? request['userAttributes'] : undefined;
  const sub = isObject(attributes) && isText(attributes['sub']) ? attributes['sub'] : undefined;
  const email = isObject(attributes) && isText(attributes['email']) ? attributes['email'] : undefined;
  if (!isText(userName)) throw new UnusableEventError('The event has no userName.', triggerSource);

  switch (triggerSource) {
    case 'PostConfirmation_ConfirmForgotPassword':
      return { kind: 'password-reset', username: userName, sub };
    case 'PostConfirmation_ConfirmSignUp':
      if (!isText(userPoolId)) throw new UnusableEventError('The event has no userPoolId.', triggerSource);
      if (sub === undefined)
        throw new UnusableEventError('The event has no userAttributes.sub.', triggerSource);
      return { kind: 'sign-up', person: { userPoolId, username: userName, sub, email } };
    default:
      throw new UnusableEventError('The trigger source is not one this function handles.', triggerSource);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
