import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import { functionArnOf } from '../../execute-api/lambda-uri.ts';
import { parseIdentity } from '../gate/identity-source.ts';
import { badRequest } from './dependencies.ts';

/** Checks an authorizer as a whole; throws `BadRequestException`, so that an incomplete one is found here, not by the first request. */
export function checkAuthorizer(authorizer: Authorizer): void {
  const {
    AuthorizerType,
    IdentitySource = [],
    AuthorizerResultTtlInSeconds: ttl = 0,
    JwtConfiguration,
  } = authorizer;
  for (const source of IdentitySource) {
    if (!parseIdentity(source)) throw badRequest(`Invalid identity source specified: ${source}`);
  }
  if (AuthorizerType === 'JWT') {
    const { Issuer = '', Audience = [] } = JwtConfiguration ?? {};
    if (!/^https?:\/\/\S+$/.test(Issuer))
      throw badRequest('Caught exception when connecting to the issuer: the issuer must be a URL');
    if (Audience.length === 0) throw badRequest('JwtConfiguration must have an audience');
    if (IdentitySource.length !== 1) throw badRequest('A JWT authorizer needs exactly one identity source');
    return;
  }
  if (!functionArnOf(authorizer.AuthorizerUri ?? ''))
    throw badRequest(`Invalid Authorizer URI: ${authorizer.AuthorizerUri ?? null}`);
  const version = authorizer.AuthorizerPayloadFormatVersion;
  if (version !== '1.0' && version !== '2.0')
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  if (authorizer.EnableSimpleResponses && version !== '2.0')
    throw badRequest('EnableSimpleResponses can be used only with authorizer payload format version 2.0');
  if (ttl > 0 && IdentitySource.length === 0)
    throw badRequest('Identity source is required when the result of an authorizer is cached');
}
