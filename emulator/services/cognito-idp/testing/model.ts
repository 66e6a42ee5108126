/** A small model of AWS's documented states of a person in a pool: the oracle of the property test. */
export interface ModelPerson {
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  enabled: boolean;
  verified: boolean;
  password: string;
  temporaryUntil: number;
  codes: Partial<Record<'SignUp' | 'ForgotPassword', { code: string; until: number }>>;
  /** The newest access token, and until when it works. */
  token?: { value: string; until: number };
}

export type Action =
  | { kind: 'signUp' | 'resend' | 'adminConfirm' | 'forgot' | 'adminReset'; who: number }
  | { kind: 'adminCreate' | 'disable' | 'enable' | 'delete' | 'signOut'; who: number }
  | { kind: 'confirm' | 'confirmForgot' | 'signIn'; who: number; right: boolean }
  | { kind: 'setPassword'; who: number; permanent: boolean };

export type ActionKind = Action['kind'];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const FIRST_PASSWORD = 'First-horse-1';
export const NEXT_PASSWORD = 'Next-horse-2';
export const WRONG_PASSWORD = 'Wrong-horse-3';

/**
 * The expected result of an action: the error's name, or undefined for success, after which the model has changed. `entered` is the entered
 * code, `sent` gets the purpose of a sent code.
 */
export function expected(
  people: Map<number, ModelPerson>,
  action: Action,
  now: number,
): { error?: string; sent?: 'SignUp' | 'ForgotPassword' } {
  const person = people.get(action.who);
  if (action.kind === 'signUp' || action.kind === 'adminCreate') {
    if (person) return { error: 'UsernameExistsException' };
    const byAdmin = action.kind === 'adminCreate';
    people.set(action.who, {
      status: byAdmin ? 'FORCE_CHANGE_PASSWORD' : 'UNCONFIRMED',
      enabled: true,
      verified: false,
      password: FIRST_PASSWORD,
      temporaryUntil: byAdmin ? now + 7 * DAY : Infinity,
      codes: {},
    });
    return byAdmin ? {} : { sent: 'SignUp' };
  }
  if (!person) return { error: 'UserNotFoundException' };
  return changed(people, person, action, now);
}

function changed(
  people: Map<number, ModelPerson>,
  person: ModelPerson,
  action: Exclude<Action, { kind: 'signUp' }>,
  now: number,
): { error?: string; sent?: 'SignUp' | 'ForgotPassword' } {
  const live = (purpose: 'SignUp' | 'ForgotPassword') => (person.codes[purpose]?.until ?? 0) > now;
  switch (action.kind) {
    case 'confirm':
      if (!person.enabled || person.status !== 'UNCONFIRMED') return { error: 'NotAuthorizedException' };
      if (!live('SignUp')) return { error: 'ExpiredCodeException' };
      if (!action.right) return { error: 'CodeMismatchException' };
      delete person.codes.SignUp;
      Object.assign(person, { status: 'CONFIRMED', verified: true });
      return {};
    case 'resend':
      if (!person.enabled) return { error: 'NotAuthorizedException' };
      return person.status === 'UNCONFIRMED' ? { sent: 'SignUp' } : { error: 'InvalidParameterException' };
    case 'adminConfirm':
      if (person.status !== 'UNCONFIRMED') return { error: 'NotAuthorizedException' };
      delete person.codes.SignUp;
      person.status = 'CONFIRMED';
      return {};
    case 'forgot':
      if (!person.enabled || person.status === 'FORCE_CHANGE_PASSWORD')
        return { error: 'NotAuthorizedException' };
      return person.verified ? { sent: 'ForgotPassword' } : { error: 'InvalidParameterException' };
    case 'confirmForgot':
      if (!person.enabled) return { error: 'NotAuthorizedException' };
      if (!live('ForgotPassword')) return { error: 'ExpiredCodeException' };
      if (!action.right) return { error: 'CodeMismatchException' };
      delete person.codes.ForgotPassword;
      Object.assign(person, { status: 'CONFIRMED', password: NEXT_PASSWORD, temporaryUntil: Infinity });
      return {};
    case 'adminReset': {
      const can = person.enabled && (person.status === 'CONFIRMED' || person.status === 'RESET_REQUIRED');
      if (!can) return { error: 'NotAuthorizedException' };
      if (!person.verified) return { error: 'InvalidParameterException' };
      person.status = 'RESET_REQUIRED';
      return { sent: 'ForgotPassword' };
    }
    case 'setPassword':
      person.password = FIRST_PASSWORD;
      person.status = action.permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
      person.temporaryUntil = action.permanent ? Infinity : now + 7 * DAY;
      return {};
    case 'signIn':
      return signedIn(person, action.right, now);
    case 'disable':
    case 'enable':
      person.enabled = action.kind === 'enable';
      if (!person.enabled) delete person.token;
      return {};
    case 'signOut':
      delete person.token;
      return {};
    default:
      people.delete(action.who);
      return {};
  }
}

/** Signing in; a person with a temporary password chooses a new one at once. */
function signedIn(person: ModelPerson, right: boolean, now: number): { error?: string } {
  if (person.status === 'RESET_REQUIRED') return { error: 'PasswordResetRequiredException' };
  if (!right || !person.enabled) return { error: 'NotAuthorizedException' };
  if (person.status === 'UNCONFIRMED') return { error: 'UserNotConfirmedException' };
  if (person.status === 'FORCE_CHANGE_PASSWORD') {
    if (person.temporaryUntil <= now) return { error: 'NotAuthorizedException' };
    Object.assign(person, { status: 'CONFIRMED', password: NEXT_PASSWORD, temporaryUntil: Infinity });
  }
  return {};
}
