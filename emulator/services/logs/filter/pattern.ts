/** A filter pattern, read once. */
export interface FilterPattern {
  matches(message: string): boolean;
  /** What a metric filter could take from a message that matches, by selector or `$field`. */
  extract(message: string): Record<string, string>;
}
