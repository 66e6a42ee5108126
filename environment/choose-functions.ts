import { ReaderError } from '../provision/reconcile/reader-error.ts';

/**
 * The functions that F names: all without F, else one by its name or the end of it, like `authorizer`. Throws ReaderError with the names
 * for an unknown one.
 */
export function chosenFunctions(names: readonly string[], wanted: string | undefined): readonly string[] {
  if (!wanted) return names;
  const found = names.filter((name) => name === wanted || name.endsWith(`-${wanted}`));
  if (found.length > 0) return found;
  throw new ReaderError(`There is no function "${wanted}": give F as the end of one of ${names.join(', ')}.`);
}

/** The one function that F names. Throws ReaderError with the names if F is missing, or matches none or several. */
export function chosenFunction(names: readonly string[], wanted: string | undefined): string {
  const [found, ...others] = chosenFunctions(names, wanted);
  if (found !== undefined && wanted && others.length === 0) return found;
  const which = wanted ? `"${wanted}" is the end of more than one function` : 'Say which function';
  throw new ReaderError(`${which}: give F as the end of one of ${names.join(', ')}.`);
}
