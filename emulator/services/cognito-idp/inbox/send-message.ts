import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { Message, Pool } from '../state/state.ts';
import { runTrigger } from '../triggers/run-trigger.ts';
import { triggerAttributes } from '../triggers/user-attributes.ts';
import type { MessagePurpose } from './message-purpose.ts';
import { CODE, templateOf, USERNAME } from './templates.ts';

export interface Outgoing {
  pool: Pool;
  person: Person;
  medium: Message['medium'];
  to: string;
  purpose: MessagePurpose;
  /** The code, or the temporary password. */
  code: string;
  clientId: string | undefined;
  clientMetadata: Record<string, string> | undefined;
}

/**
 * Writes a message to a person, with the text of the CustomMessage function, of the pool, or of AWS, and puts it into the inbox; nothing
 * leaves the machine. Throws what `runTrigger` throws.
 */
export async function sendMessage(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'events' | 'functions'>,
  call: Call,
  outgoing: Outgoing,
): Promise<void> {
  const { pool, person, medium, to, purpose, code } = outgoing;
  const words = await customWords(cognito, call, outgoing);
  const template = templateOf(pool, purpose, medium);
  // By functions, because `replace` would interpret `$&` and the like in a string.
  const fill = (text: string) =>
    text.replaceAll(CODE, () => code).replaceAll(USERNAME, () => person.username);
  if (!cognito.store.state.pools.has(pool.id)) return;
  const at = cognito.clock.now();
  const { ReplyToEmailAddress: replyTo, From: from } = pool.settings.EmailConfiguration ?? {};
  const messageId = cognito.random.uuid();
  cognito.store.commit.addMessage({
    id: messageId,
    at,
    userPoolId: pool.id,
    to,
    medium,
    username: person.username,
    purpose,
    subject: fill(words.subject ?? template.subject),
    body: fill(words.body ?? template.body),
    code,
    ...(medium === 'EMAIL' && replyTo && { replyTo }),
    ...(medium === 'EMAIL' && from && { from }),
  });
  const { traceId } = call;
  cognito.events.publish({ type: 'mail', at, traceId, userPoolId: pool.id, messageId, to, purpose });
}

/** The text of the CustomMessage function; a text without the code's place is ignored, so that no code is lost. */
async function customWords(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  call: Call,
  { pool, person, medium, purpose, clientId, clientMetadata }: Outgoing,
): Promise<{ subject?: string; body?: string }> {
  const response = await runTrigger(cognito, call, {
    trigger: 'CustomMessage',
    source: `CustomMessage_${purpose}`,
    pool,
    userName: person.username,
    clientId,
    request: {
      userAttributes: triggerAttributes(pool, person),
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: purpose === 'AdminCreateUser' ? USERNAME : null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const body = response?.[medium === 'EMAIL' ? 'emailMessage' : 'smsMessage'];
  const subject = response?.['emailSubject'];
  return {
    ...(typeof body === 'string' && body.includes(CODE) && { body }),
    ...(typeof subject === 'string' && subject !== '' && { subject }),
  };
}
