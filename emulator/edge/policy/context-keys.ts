/** The values of a request's condition key, undefined if the request has no such key. Names ignore case. */
export type ContextKeys = (key: string) => readonly string[] | undefined;

/** Condition keys and their values, as a request brings them. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Makes the look-up of a request's condition keys. It builds the table on first use: most policies need none. */
export function contextKeys(context: Context | undefined): ContextKeys {
  let byName: Map<string, readonly string[]> | undefined;
  return (key) => {
    byName ??= new Map(
      Object.entries(context ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === 'string' ? [value] : value,
      ]),
    );
    return byName.get(key.toLowerCase());
  };
}
