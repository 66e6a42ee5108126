import { AwsError } from '../../../edge/aws-error.ts';

/** 400: the input contradicts itself, or what is there. */
export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

/** 404 with API Gateway's wording for what was not found. */
export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

/** 409: something of that name is there already. */
export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}
