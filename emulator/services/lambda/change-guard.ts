import { AwsError } from '../../edge/aws-error.ts';
import type { Configuration } from './state/records.ts';

/** Rejects a change that was made for another revision of the function. Throws `PreconditionFailedException`. */
export function checkRevision(given: string | undefined, revisionId: string): void {
  if (given !== undefined && given !== revisionId) {
    throw new AwsError(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
  }
}

/** The same for the resource policy, whose error names another call. */
export function checkPolicyRevision(given: string | undefined, revisionId: string): void {
  if (given !== undefined && given !== revisionId) {
    throw new AwsError(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
    );
  }
}

/** Rejects a change while another one is running (developer guide, "Lambda function states"). Throws `ResourceConflictException`. */
export function checkNothingUnderWay({ state, lastUpdateStatus }: Configuration, arn: string): void {
  if (state === 'Pending') throw pending();
  if (lastUpdateStatus === 'InProgress') {
    throw new AwsError(
      'ResourceConflictException',
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    );
  }
}

/** The error of a call on a function that is not complete yet. */
export function pending(): AwsError {
  return new AwsError(
    'ResourceConflictException',
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  );
}
