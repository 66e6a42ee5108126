import { badRequest } from '../../control/errors.ts';

/** Throws AWS's `BadRequestException` for a private API with only IPv4 addresses. */
export function checkAddressType(endpointType: string | undefined, addressType: string | undefined): void {
  if (endpointType === 'PRIVATE' && addressType === 'ipv4')
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
}
