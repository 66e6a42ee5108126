const { customerOf, makeTable, placeOrder } = require('./orders.js');

// The other test file makes a table of this name too: it is gone, for the engine is emptied before each file.
beforeAll(makeTable);

test('sees nothing of what other test files made', async () => {
  expect(await customerOf('17')).toBeUndefined();
  await placeOrder('17', 'Grace');
  expect(await customerOf('17')).toBe('Grace');
});
