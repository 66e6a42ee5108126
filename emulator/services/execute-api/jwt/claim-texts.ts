import type { JWTPayload } from 'jose';

/** Claims as mappings see them, all strings; a list's elements are joined by commas. */
export function textsOf(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.join(',')
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value),
    ]),
  );
}
