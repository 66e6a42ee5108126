import { ensureRunning, type Program, type Running, stop } from './program.ts';

/** The programs that one command starts. Unless it says at the end that they stay, they are stopped when it is disposed of. */
export interface StartedPrograms extends AsyncDisposable {
  /** As `ensureRunning`. */
  ensure(program: Program): Promise<Running>;
  /** Lets what was started go on without this process. */
  stay(): void;
}

/** Collects what a command starts. What ran before is never stopped, but where it had to make way for what is newer. */
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
          // One that does not come up has been ended by then.
          const running = await outcome.catch(() => undefined);
          if (running?.started) await stop(program.stateDir, program.name);
        }),
      );
    },
  };
}
