import type { Honoured } from '../../../edge/operation.ts';
import type { Structure } from './shape.ts';

/** The parameters that a shape has, all honoured with whatever is in them: what they may be is for the shape to say. */
export function honouredBy({ members }: Structure): Record<string, Honoured> {
  return Object.fromEntries(Object.keys(members).map((name) => [name, true]));
}
