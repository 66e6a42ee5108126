import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';
import type { PreTokenSource } from '../triggers/pre-token-generation.ts';

/** What the end of a sign-in needs from its beginning. */
export interface Beginning {
  source: PreTokenSource;
  /** The person's status at the start: PostAuthentication sees it. */
  statusBefore: UserStatusType;
  /** The code is the first factor (`USER_AUTH`). */
  firstFactor?: true;
}
