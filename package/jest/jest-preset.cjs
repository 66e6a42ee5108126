const file = (name) => require.resolve(`./dist/jest/${name}`);

/** One engine a run, emptied before each test file. The files run one after the other, since they share it. */
module.exports = {
  globalSetup: file('global-setup.mjs'),
  globalTeardown: file('global-teardown.mjs'),
  setupFilesAfterEnv: [file('between-files.cjs')],
  maxWorkers: 1,
};
