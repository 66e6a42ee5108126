import { ensureRunning, type Program, type Running, stop } from './program.ts';

/** The programs that one command starts. It stops them when disposed of, unless the command keeps them. */
export interface StartedPrograms extends AsyncDisposable {
  /** Like `ensureRunning`. */
  ensure(program: Program): Promise<Running>;
  /** Lets the started programs outlive this process. */
  stay(): void;
}

/** Collects what a command starts. Earlier programs are never stopped, unless newer ones replaced them. */
export function startedPrograms(): StartedPrograms {
  const asked: { program: Program; outcome: Promise<Running> }[] = [];
  let stays = false;
  return {
    ensure(program) {
      const outcome = ensureRunning(program);
      asked.push({ program, outcome });
      outcome.then(
        ({ stay }) => stays && stay(),
        () => undefined,
      );
      return outcome;
    },
    stay() {
      stays = true;
      for (const { outcome } of asked) void outcome.then(({ stay }) => stay());
    },
    async [Symbol.asyncDispose]() {
      if (stays) return;
      await Promise.all(
        asked.map(async ({ program, outcome }) => {
          // One that does not start has been ended by then.
          const running = await outcome.catch(() => undefined);
          if (running?.started) await stop(program.stateDir, program.name);
        }),
      );
    },
  };
}
