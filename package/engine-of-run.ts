import { lead } from './client-settings.ts';
import { startEngine } from './index.ts';

/**
 * Starts the one engine of a test run and leads every AWS client of it there, workers included, because they inherit the environment. The
 * returned function stops the engine and restores the environment.
 */
export async function beginRun(): Promise<() => Promise<void>> {
  const engine = await startEngine();
  const restore = lead(process.env, engine.variables);
  return async () => {
    restore();
    await engine.stop();
  };
}
