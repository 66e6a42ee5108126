import { fileURLToPath } from 'node:url';

/** The settings of Vitest that this plugin extends. */
interface TestSettings {
  globalSetup?: string | string[];
  setupFiles?: string | string[];
  fileParallelism?: boolean;
}

/**
 * A plugin for `vitest.config.ts`: one engine a run, emptied before each test file, endpoint and credentials in the environment. Test files
 * run in sequence, because they share it.
 */
export function gatehouse(): { name: string; config(config: object): void } {
  return {
    name: 'gatehouse',
    config(config: { test?: TestSettings }) {
      const test = config.test ?? {};
      config.test = {
        ...test,
        globalSetup: [pathOf('./global-setup.mjs'), ...listOf(test.globalSetup)],
        setupFiles: [pathOf('./between-files.mjs'), ...listOf(test.setupFiles)],
        fileParallelism: false,
      };
    },
  };
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function listOf(given: string | string[] | undefined): string[] {
  return given === undefined ? [] : [given].flat();
}
