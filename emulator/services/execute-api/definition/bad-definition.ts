import { AwsError } from '../../../edge/aws-error.ts';

/** 400: an API definition that AWS rejects. */
export function badDefinition(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
