import type { ContentHandlingStrategy } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../control/errors.ts';
import type { PatchRule } from '../../control/patch.ts';

/** Sets a body's conversion, or without a value resets it. */
export function contentHandlingRule<
  Kept extends { contentHandling?: ContentHandlingStrategy },
>(): PatchRule<Kept> {
  return {
    path: '/contentHandling',
    ops: ['replace'],
    apply(record, { value }) {
      if (value !== '' && value !== 'CONVERT_TO_BINARY' && value !== 'CONVERT_TO_TEXT')
        throw badRequest(
          'Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT',
        );
      return { ...record, contentHandling: value === '' ? undefined : value };
    },
  };
}
