/** A parsed filter pattern. */
export interface FilterPattern {
  matches(message: string): boolean;
  /** The values that a metric filter could extract from a matching message, by selector or `$field`. */
  extract(message: string): Record<string, string>;
}
