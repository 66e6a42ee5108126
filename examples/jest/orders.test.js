const { customerOf, makeTable, placeOrder } = require('./orders.js');

beforeAll(makeTable);

test('finds the customer of an order', async () => {
  await placeOrder('17', 'Ada');
  expect(await customerOf('17')).toBe('Ada');
  expect(await customerOf('18')).toBeUndefined();
});

test('refuses a second order of the same id', async () => {
  await expect(placeOrder('17', 'Bob')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect(await customerOf('17')).toBe('Ada');
});
