import { badRequest } from '../../control/errors.ts';

const LARGEST = 10_485_760;

/** The `minimumCompressionSize` of an API, in bytes; throws AWS's `BadRequestException` for one that is none. */
export function compressionSize(given: number | string): number {
  const size = typeof given === 'string' && !/^\d+$/.test(given) ? Number.NaN : Number(given);
  if (!(size >= 0 && size <= LARGEST))
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${LARGEST}`);
  return size;
}
