import { mediaTypeOf } from './media-type.ts';

/** Whether an API treats a media type as binary (API Gateway guide, "Working with binary media types"); every type is one where the list has the pattern for all. */
export function isBinary(types: readonly string[], header: string | undefined): boolean {
  if (types.length === 0) return false;
  if (types.includes('*/*')) return true;
  const type = mediaTypeOf(header);
  return (
    type !== undefined &&
    types.some((candidate) => {
      const wanted = candidate.toLowerCase();
      return wanted === type || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)));
    })
  );
}

/** The first type that the client accepts: AWS only looks at that one for binary answers. */
export function firstAccepted(accept: string | undefined): string | undefined {
  return accept?.split(',')[0];
}
