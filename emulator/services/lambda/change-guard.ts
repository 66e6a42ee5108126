import { AwsError } from '../../edge/aws-error.ts';
import type { Configuration } from './state/records.ts';

/** Refuses a change that was made for another state of the function than the present one. Throws `PreconditionFailedException`. */
export function checkRevision(given: string | undefined, revisionId: string): void {
  if (given !== undefined && given !== revisionId) {
    throw new AwsError(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
  }
}

/** The same for a change of the resource policy, whose refusal names another call. */
export function checkPolicyRevision(given: string | undefined, revisionId: string): void {
  if (given !== undefined && given !== revisionId) {
    throw new AwsError(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
    );
  }
}

/** Refuses a change while another one is under way (developer guide, "Lambda function states"). Throws `ResourceConflictException`. */
export function checkNothingUnderWay({ state, lastUpdateStatus }: Configuration, arn: string): void {
  if (state === 'Pending') throw pending();
  if (lastUpdateStatus === 'InProgress') {
    throw new AwsError(
      'ResourceConflictException',
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    );
  }
}

/** What a call on a function gets that is not there in full yet. */
export function pending(): AwsError {
  return new AwsError(
    'ResourceConflictException',
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  );
}
