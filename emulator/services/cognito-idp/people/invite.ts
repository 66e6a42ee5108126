import type { DeliveryMediumType } from '@aws-sdk/client-cognito-identity-provider';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { sendMessage } from '../inbox/send-message.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

const DAY = 86_400_000;

/** When a temporary password that is given now expires. */
export function temporaryUntil({ clock }: Pick<Cognito, 'clock'>, pool: Pool): number {
  return clock.now() + (pool.settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ?? 7) * DAY;
}

/** Sends the temporary password by the requested media; by default by SMS, and by mail to people without a telephone. */
export async function invite(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'events' | 'functions'>,
  call: Call,
  {
    pool,
    person,
    password,
    media,
    clientMetadata,
  }: {
    pool: Pool;
    person: Person;
    password: string;
    media: readonly DeliveryMediumType[] | undefined;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<void> {
  const { email, phone_number: phone } = person.attributes;
  const wanted = media?.length ? media : phone ? ['SMS'] : ['EMAIL'];
  for (const [medium, to] of [['EMAIL', email] as const, ['SMS', phone] as const]) {
    if (!to || !wanted.includes(medium)) continue;
    await sendMessage(cognito, call, {
      pool,
      person,
      medium,
      to,
      purpose: 'AdminCreateUser',
      code: password,
      clientId: undefined,
      clientMetadata,
    });
  }
}
