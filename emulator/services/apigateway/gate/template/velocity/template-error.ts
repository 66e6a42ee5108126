/** A template that cannot be parsed, or that fails while it runs. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}
