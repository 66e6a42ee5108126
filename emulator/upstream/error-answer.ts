import { AwsError } from '../edge/aws-error.ts';
import { commonErrors } from '../edge/common-errors.ts';
import type { Answer } from '../edge/protocol/answer.ts';
import { encodeForeignError } from '../edge/protocol/foreign-error.ts';
import type { OtherService } from '../models/other-services.ts';

/** What S3 calls the errors that it words differently ("Error responses", S3 API reference). */
const S3_CODES: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidAccessKeyId',
  MissingAuthenticationTokenException: 'AccessDenied',
  IncompleteSignatureException: 'AuthorizationHeaderMalformed',
};

/** The protocol of a client. */
export interface Spoken {
  /** The call came as a form. */
  readonly isForm: boolean;
  readonly cbor: boolean;
}

/** Writes an engine error that an upstream service's clients can read. */
export function errorAnswer(
  service: OtherService,
  error: AwsError,
  requestId: string,
  { isForm, cbor }: Spoken,
): Answer {
  const protocol = isForm && service.protocol !== 'ec2' ? 'query' : service.protocol;
  const worded = wordedFor({ ...service, protocol }, error);
  const answer = encodeForeignError({ ...service, protocol }, worded, requestId, cbor);
  Object.assign(answer.headers, error.headers);
  return answer;
}

function wordedFor({ scope, protocol }: OtherService, error: AwsError): AwsError {
  const common = commonErrors[error.code];
  if (!common) return error;
  const { message } = error;
  if (protocol === 'rest-xml' && scope === 's3' && message.startsWith('Signature expired'))
    return message.endsWith('15 min.)')
      ? new AwsError(
          'RequestTimeTooSkewed',
          'The difference between the request time and the current time is too large.',
          { status: 403 },
        )
      : new AwsError('AccessDenied', 'Request has expired', { status: 403 });
  if (protocol === 'rest-xml' && scope === 's3')
    return new AwsError(S3_CODES[error.code] ?? common.queryCode, message, { status: common.status });
  // SNS alone has a name of its own for it (SNS API reference, "Common errors").
  if (scope === 'sns' && error.code === 'AccessDeniedException')
    return new AwsError('AuthorizationError', message, { status: 403 });
  if (protocol === 'query' || protocol === 'ec2' || protocol === 'rest-xml')
    return new AwsError(common.queryCode, message, { status: common.status });
  return new AwsError(error.code, message, { status: protocol === 'rest-json' ? common.status : 400 });
}
