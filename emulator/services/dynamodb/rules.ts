/** What parameters are held to: their types and limits, and what is checked beyond those. */
export interface Rules {
  types: Record<string, unknown>;
  custom?: (data: Record<string, unknown>, store: object) => string | undefined;
}
