/** One engine a run, emptied before each test file. The files run one after the other, since they share it. */
declare const preset: {
  globalSetup: string;
  globalTeardown: string;
  setupFilesAfterEnv: string[];
  maxWorkers: number;
};
export = preset;
