import { AwsError } from '../../../edge/aws-error.ts';

/** 400: the input contradicts itself, or the present state. */
export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

/** 404 in API Gateway's words. */
export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

/** 409: the name is taken. */
export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}
