import { ReaderError } from '../provision/reconcile/reader-error.ts';

/**
 * The functions that F means: all of them when it is not given, else one by its name or the end of it, as `authorizer`.
 * Throws ReaderError, which names those there are, for one that there is not.
 */
export function chosenFunctions(names: readonly string[], wanted: string | undefined): readonly string[] {
  if (!wanted) return names;
  const found = names.filter((name) => name === wanted || name.endsWith(`-${wanted}`));
  if (found.length > 0) return found;
  throw new ReaderError(`There is no function "${wanted}": give F as the end of one of ${names.join(', ')}.`);
}

/** The one function that F means. Throws ReaderError, which names those there are, when F is not given, or means none or several. */
export function chosenFunction(names: readonly string[], wanted: string | undefined): string {
  const [found, ...others] = chosenFunctions(names, wanted);
  if (found !== undefined && wanted && others.length === 0) return found;
  const which = wanted ? `"${wanted}" is the end of more than one function` : 'Say which function';
  throw new ReaderError(`${which}: give F as the end of one of ${names.join(', ')}.`);
}
