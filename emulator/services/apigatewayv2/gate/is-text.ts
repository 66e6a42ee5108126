/** Whether HTTP APIs hand a body of this type to functions as base64: all but text, JSON, JavaScript, XML and forms. */
export function isBinaryText(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  return !/^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|.*\+json|.*\+xml)$)/.test(type);
}
