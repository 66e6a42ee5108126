/**
 * What is dangerous about a method without an authorizer. With a parameter in its path it is open further than it reads: a request for
 * another path that lacks the method falls back to it, past that path's authorizer.
 */
export function openMethodWarning(method: string, path: string): string {
  const sentence = `method ${method} has no authorizer: once deployed, it is open to everybody.`;
  return path.includes('{')
    ? `${sentence} It also answers for every more specific path that lacks the request's method, guarded or not.`
    : sentence;
}
