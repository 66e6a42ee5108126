/** The keys of a request that conditions and variables read; names without regard to case. */
export type ContextKeys = (key: string) => readonly string[] | undefined;

/** Makes the look-up of a request's condition keys, which IAM compares without regard to case. */
export function contextKeys(
  context: Readonly<Record<string, string | readonly string[]>> | undefined,
): ContextKeys {
  const byName = new Map(
    Object.entries(context ?? {}).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string' ? [value] : value,
    ]),
  );
  return (key) => byName.get(key.toLowerCase());
}

/**
 * Puts the request's values in place of policy variables: `${aws:username}`, with a default `${key, 'text'}`, and the literal
 * `${*}`, `${?}`, `${$}`. Undefined when a variable has no single value: such a text matches nothing (IAM user guide, "Policy variables").
 */
export function resolveVariables(text: string, keys: ContextKeys): string | undefined {
  if (!text.includes('${')) return text;
  let unresolved = false;
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_whole, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const [name = '', fallback] = inner.split(',').map((part) => part.trim());
    const values = keys(name);
    if (values?.length === 1) return values[0] ?? '';
    const literal = /^'(.*)'$/.exec(fallback ?? '')?.[1];
    if (literal === undefined) unresolved = true;
    return literal ?? '';
  });
  return unresolved ? undefined : resolved;
}
