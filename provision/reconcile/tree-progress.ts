import { type DefaultRenderer, Listr, type ListrTaskWrapper, type SimpleRenderer } from 'listr2';
import type { Progress, Task } from './progress.ts';
import { type Clock, seconds } from './wait.ts';

type Wrapper = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Progress as a tree that redraws itself: for terminals. The library honours NO_COLOR. */
export function treeProgress(clock: Clock): Progress {
  const entries = new Map<string, Entry>();
  let drawn: Promise<unknown> = Promise.resolve();
  const entry = (task: Task) => entries.get(task.id) ?? new Entry(task, clock);
  return {
    begin(tasks) {
      for (const task of tasks) entries.set(task.id, new Entry(task, clock));
      const list = [...entries.values()].map((each) => each.asListrTask());
      drawn = new Listr(list, {
        concurrent: true,
        exitOnError: false,
        rendererOptions: { collapseErrors: false },
      }).run();
    },
    started: (task) => entry(task).start(),
    done: (task) => entry(task).finish(),
    failed: (task, reason) => entry(task).fail(reason),
    waiting(what, id) {
      const waiting =
        id === undefined ? [...entries.values()].filter((each) => each.runs) : [entries.get(id)];
      for (const each of waiting) each?.wait(what);
    },
    async end() {
      for (const each of entries.values()) each.leave();
      await drawn;
    },
  };
}

/** One line of the tree. */
class Entry {
  readonly #task: Task;
  readonly #clock: Clock;
  #began: number | undefined;
  #wrapper: Wrapper | undefined;
  readonly #ended: Promise<void>;
  #finish: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #over = false;

  constructor(task: Task, clock: Clock) {
    this.#task = task;
    this.#clock = clock;
    this.#ended = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    // The tree shows it; nobody else waits for it.
    this.#ended.catch(() => undefined);
  }

  get runs(): boolean {
    return this.#began !== undefined && !this.#over;
  }

  asListrTask() {
    return {
      title: this.#task.what,
      task: (_context: unknown, wrapper: Wrapper) => {
        this.#wrapper = wrapper;
        return this.#ended;
      },
    };
  }

  start(): void {
    this.#began = this.#clock.now();
  }

  wait(what: string): void {
    if (this.#wrapper) this.#wrapper.output = what;
  }

  finish(): void {
    this.#over = true;
    const took = seconds(this.#clock.now() - (this.#began ?? this.#clock.now()));
    if (this.#wrapper) this.#wrapper.title = `${this.#task.what} (${took})`;
    this.#finish();
  }

  fail(reason: string): void {
    this.#over = true;
    this.#fail(new Error(`${this.#task.what}: ${reason}`));
  }

  /** Steps that never began are marked so, and the tree can end. */
  leave(): void {
    if (this.#over) return;
    this.#wrapper?.skip(`${this.#task.what} (not begun)`);
    this.#finish();
  }
}
