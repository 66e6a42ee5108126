const file = (name) => require.resolve(`./dist/jest/${name}`);

// One engine a run, emptied before each test file. The files run in sequence, because they share it.
exports.globalSetup = file('global-setup.mjs');
exports.globalTeardown = file('global-teardown.mjs');
exports.setupFilesAfterEnv = [file('between-files.cjs')];
exports.maxWorkers = 1;
