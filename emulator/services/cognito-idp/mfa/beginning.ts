import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';
import type { PreTokenSource } from '../triggers/pre-token-generation.ts';

/** What the end of a sign-in has to know about its beginning. */
export interface Beginning {
  source: PreTokenSource;
  /** The status that the person came with: PostAuthentication is shown it. */
  statusBefore: UserStatusType;
}
