/** How long tables stay in the states that AWS takes its time for, in milliseconds of the engine's clock. 0: not at all. */
export interface TableTimings {
  creating: number;
  updating: number;
  deleting: number;
}

/** Nothing is waited for, while each answer still names the state that AWS names. */
export const immediate: TableTimings = { creating: 0, updating: 0, deleting: 0 };
