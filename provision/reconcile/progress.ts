/** One thing that is going to be done. */
export interface Task {
  readonly id: string;
  /** `create function gatehouse-dev-authorizer` */
  readonly what: string;
}

/** Who hears what happens while a plan is carried out. */
export interface Progress {
  /** All that is going to be done, before the first is begun. */
  begin(tasks: readonly Task[]): void;
  started(task: Task): void;
  done(task: Task): void;
  failed(task: Task, reason: string): void;
  /** Something takes longer than usual, and why; `id` is the task's, where it is known. */
  waiting(what: string, id?: string): void;
  /** Nothing follows. Resolves when all is shown. */
  end(): Promise<void>;
}

/** Nobody listens. */
export const silence: Progress = {
  begin: () => undefined,
  started: () => undefined,
  done: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
  end: () => Promise.resolve(),
};
