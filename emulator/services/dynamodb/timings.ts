/** How long tables stay in passing states, in milliseconds of the engine's clock. 0: not at all. */
export interface TableTimings {
  creating: number;
  updating: number;
  deleting: number;
}

/** Nothing waits, but each answer still names AWS's state. */
export const immediate: TableTimings = { creating: 0, updating: 0, deleting: 0 };
