import { AwsError } from '../../../edge/aws-error.ts';

const POLICY = /^arn:aws:iam::(\d{12}|aws):policy\/./;

/**
 * Returns the ARN of a managed policy. Throws `ValidationError` (400), in words that AttachRolePolicy was recorded with on an account, if the
 * text is no ARN, and another sentence if it is the ARN of something else.
 */
export function policyArnOf(text = ''): string {
  checkArn(text);
  if (POLICY.test(text)) return text;
  throw new AwsError('ValidationError', `ARN ${text} is not valid.`, { status: 400 });
}

/** Checks that a text has the six parts of an ARN. Throws `ValidationError` (400). */
export function checkArn(text: string): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(text))
    throw new AwsError('ValidationError', 'Invalid ARN:  Could not be parsed!', { status: 400 });
}
