import { badRequest } from '../../control/errors.ts';

/** A limit from a patch's text. Throws `BadRequestException` for an invalid number (the sentence is a guess). */
export function throttleLimit(value: string, form: RegExp): number {
  if (!form.test(value)) throw badRequest(`Invalid throttle limit specified: ${value}`);
  return Number(value);
}
