import { badRequest } from '../../control/errors.ts';

const LARGEST = 10_485_760;

/** An API's `minimumCompressionSize`, in bytes; throws AWS's `BadRequestException` for an invalid one. */
export function compressionSize(given: number | string): number {
  const size = typeof given === 'string' && !/^\d+$/.test(given) ? Number.NaN : Number(given);
  if (!(size >= 0 && size <= LARGEST))
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${LARGEST}`);
  return size;
}
