import { rm } from 'node:fs/promises';
import type { FunctionProcess, Launch } from './function-process.ts';
import { copyForDebugger } from './inspected-code.ts';
import { type InspectorNews, inspectorNews } from './inspector-news.ts';
import type { Revision } from './revision.ts';

export interface InspectionSettings {
  /** On 127.0.0.1; every process of the function has this one. */
  port: number;
  /** A process starts its init only once a debugger is attached. */
  wait: boolean;
  /** The folder of the project that the function's code was made from, an absolute path: source maps lead there. */
  sourceRoot: string | undefined;
}

interface Dependencies {
  launch: Launch;
  uuid(): string;
  tell(news: InspectorNews): void;
}

/**
 * How long an invocation may take, and other services wait for it, under the inspector, in milliseconds: as long as an environment's
 * credentials. AWS has no debugging, so there is no rule to follow.
 */
export const DEBUGGING_MS = 12 * 60 * 60 * 1000;

/** Editors detach from an ended process; for a debugger that does not, the process is killed after so many milliseconds. */
const LET_GO_MS = 500;

/** A function under the inspector: its processes run one after the other, each with its inspector on the same port. */
export class Inspection {
  readonly #settings: InspectionSettings;
  readonly #dependencies: Dependencies;
  readonly #copies = new Set<string>();
  /** Resolves when the port is free for the next process. */
  #free: Promise<unknown> = Promise.resolve();
  #end: () => void = () => undefined;
  #ended = false;
  readonly #over: Promise<void>;

  constructor(settings: InspectionSettings, dependencies: Dependencies) {
    this.#settings = settings;
    this.#dependencies = dependencies;
    this.#over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The revision under the debugger: without a time limit, and with code whose source maps a debugger can follow. */
  revised(revision: Revision): Revision {
    return {
      ...revision,
      timeoutMs: DEBUGGING_MS,
      codeFolder: async () => {
        const folder = await revision.codeFolder();
        const { sourceRoot } = this.#settings;
        // A hot-reloaded folder is where its owner wants it, with its maps.
        if (sourceRoot === undefined || revision.reloaded || this.#ended) return folder;
        const copy = `${folder}.draft-${this.#dependencies.uuid()}`;
        this.#copies.add(copy);
        await copyForDebugger(folder, { handler: revision.handler, copy, sourceRoot });
        return copy;
      },
    };
  }

  /** Starts a process under the inspector, once the one before has ended; without it if debugging has ended by then. */
  async launch(memoryMb: number, early: Readonly<Record<string, string>>): Promise<FunctionProcess> {
    const { launch, tell } = this.#dependencies;
    const before = this.#free;
    let leave: () => void = () => undefined;
    this.#free = new Promise<void>((resolve) => {
      leave = resolve;
    });
    await Promise.race([before, this.#over]);
    const { wait, port } = this.#settings;
    const flag = `--inspect${wait ? '-wait' : ''}=127.0.0.1:${port}`;
    const process = await launch(memoryMb, early, this.#ended ? [] : [flag]);
    void process.exited.then(leave);
    return {
      ...process,
      get pid() {
        return process.pid;
      },
      isPlatforms(line) {
        const news = inspectorNews(line);
        if (news && news !== 'nothing') {
          tell(news);
          if (news.type === 'over') setTimeout(process.kill, LET_GO_MS).unref();
        }
        return news !== undefined;
      },
    };
  }

  /** No further process gets an inspector. */
  end(): void {
    this.#ended = true;
    this.#end();
  }

  /** Deletes the debugger's files; the processes must have ended. */
  async clean(): Promise<void> {
    for (const copy of this.#copies) await rm(copy, { recursive: true, force: true });
  }
}
