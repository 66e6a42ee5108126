/** Whether HTTP APIs encode a body of this type as base64 for functions: all but text, JSON, JavaScript, XML and forms. */
export function isBinaryText(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  return !/^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|.*\+json|.*\+xml)$)/.test(type);
}
