import type { Message, Pool } from '../state/state.ts';
import type { MessagePurpose } from './message-purpose.ts';

/** Where a message shows the code, or the temporary password. */
export const CODE = '{####}';
/** Where an invitation shows the username. */
export const USERNAME = '{username}';

/** The text of a message: the pool's own, else AWS's. */
export function templateOf(
  { settings, mfa }: Pick<Pool, 'settings' | 'mfa'>,
  purpose: MessagePurpose,
  medium: Message['medium'],
): { subject: string; body: string } {
  if (purpose === 'AdminCreateUser') {
    const own = settings.AdminCreateUserConfig?.InviteMessageTemplate;
    return {
      subject: own?.EmailSubject ?? 'Your temporary password',
      body:
        (medium === 'EMAIL' ? own?.EmailMessage : own?.SMSMessage) ??
        `Your username is ${USERNAME} and temporary password is ${CODE}. `,
    };
  }
  if (purpose === 'Authentication') {
    const usual = `Your authentication code is ${CODE}. `;
    return {
      subject: mfa?.email?.subject ?? 'Your authentication code',
      body: (medium === 'EMAIL' ? mfa?.email?.message : mfa?.sms?.message) ?? usual,
    };
  }
  const own = settings.VerificationMessageTemplate;
  const usual =
    purpose === 'ForgotPassword'
      ? `Your password reset code is ${CODE}`
      : purpose === 'SignUp' || purpose === 'ResendCode'
        ? `Your confirmation code is ${CODE}`
        : `Your verification code is ${CODE}`;
  return {
    subject: own?.EmailSubject ?? 'Your verification code',
    body: (medium === 'EMAIL' ? own?.EmailMessage : own?.SmsMessage) ?? usual,
  };
}
