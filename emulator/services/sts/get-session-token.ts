import type { GetSessionTokenCommandInput } from '@aws-sdk/client-sts';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import { credentialsType, type StsDependencies } from './sts-dependencies.ts';

/** Seconds for which the root's sessions are valid at most; a longer request is shortened (API reference, GetSessionToken). */
const LONGEST_OF_ROOT = 3600;

/** GetSessionToken: temporary credentials of the caller, by default for 12 hours, an hour for the root. */
export function getSessionToken({
  sessions,
  clock,
}: Pick<StsDependencies, 'sessions' | 'clock'>): Operation<object, object> {
  return operation<GetSessionTokenCommandInput, object>({
    honours: { DurationSeconds: true },
    // "No permissions are required" except that no policy denies it; none is checked here.
    resource: () => [],
    run({ DurationSeconds = 43_200 }, { principal }) {
      if (!principal || principal.session) {
        throw new AwsError('AccessDeniedException', 'Cannot call GetSessionToken with session credentials');
      }
      const isUser = principal.kind === 'user';
      const seconds = isUser ? DurationSeconds : Math.min(DurationSeconds, LONGEST_OF_ROOT);
      const issued = sessions.issue({
        expiration: clock.now() + seconds * 1000,
        ...(isUser && {
          userName: principal.arn.slice(principal.arn.lastIndexOf('/') + 1),
          userId: principal.userId,
        }),
      });
      return { Credentials: credentialsType(issued) };
    },
  });
}
