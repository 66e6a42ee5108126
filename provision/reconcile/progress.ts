/** One planned step. */
export interface Task {
  readonly id: string;
  /** `create function gatehouse-dev-authorizer` */
  readonly what: string;
}

/** Listens while a plan is carried out. */
export interface Progress {
  /** All planned steps, before the first begins. */
  begin(tasks: readonly Task[]): void;
  started(task: Task): void;
  done(task: Task): void;
  failed(task: Task, reason: string): void;
  /** Something takes longer than usual, and why; `id` is the task's, if known. */
  waiting(what: string, id?: string): void;
  /** Nothing follows. Resolves when everything is shown. */
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
