/** Who hears what happens while a plan is carried out. */
export interface Progress {
  /** Work on a resource begins: `create function gatehouse-dev-authorizer`. */
  started(id: string, what: string): void;
  done(id: string, what: string): void;
  failed(id: string, what: string, reason: string): void;
  /** Something takes longer than usual, and why. */
  waiting(what: string): void;
}

/** Nobody listens. */
export const silence: Progress = {
  started: () => undefined,
  done: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
};
