import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFindings, CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

const TableName = 'orders';
let open: OpenConsole;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  await open.stack.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'customer', AttributeType: 'S' },
        { AttributeName: 'total', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-customer',
          KeySchema: [
            { AttributeName: 'customer', KeyType: 'HASH' },
            { AttributeName: 'total', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  for (let number = 1; number <= 150; number += 1)
    await put(`order-${number}`, number <= 6 ? 'ann' : 'bob', number, number % 2 === 0);
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

async function put(id: string, customer: string, total: number, paid: boolean): Promise<void> {
  const Item = {
    id: { S: id },
    customer: { S: customer },
    total: { N: String(total) },
    paid: { BOOL: paid },
    note: { S: `note of ${id}` },
  };
  await open.stack.dynamodb.send(new PutItemCommand({ TableName, Item }));
}

async function noteOf(id: string): Promise<string | undefined> {
  const found = await open.stack.dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return found.Item?.['note']?.S;
}

/** The page on the table, at a state of it. */
async function opened(query = ''): Promise<Page> {
  const page = await open.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(open.address(`/tables/${TableName}${query}`));
  await page.getByRole('form', { name: 'Which items' }).waitFor();
  return page;
}

/** Waits until the list has so many rows, however few of them are drawn. */
async function rows(page: Page, count: number): Promise<void> {
  await page.locator(`table[aria-rowcount="${count + 1}"]`).waitFor();
}

test('queries an index by its keys, and leads back to the same by the address alone', async () => {
  if (!CHROMIUM) return;
  const page = await opened();
  await page.getByLabel('Index').selectOption('by-customer');
  await page.getByLabel('customer, exactly').fill('ann');
  await rows(page, 6);
  await page.getByLabel('How total compares').selectOption('>=');
  await page.getByLabel('total', { exact: true }).fill('5');
  await page.getByRole('button', { name: 'Read' }).click();
  await rows(page, 2);
  await page.reload();
  await rows(page, 2);
  expect(await page.getByLabel('Index').inputValue()).toBe('by-customer');
  expect(await page.getByLabel('How total compares').inputValue()).toBe('>=');
  expect(await page.getByRole('cell', { name: 'order-5' }).count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  await page.close();
  expect(open.wrong).toEqual([]);
});

test('filters a scan and a query, and shows DynamoDB’s words about a filter that is wrong', async () => {
  if (!CHROMIUM) return;
  const page = await opened();
  const filter = page.getByLabel('Filter expression');
  await filter.fill('paid = true AND contains(note, "order-4") AND total > 4');
  await filter.press('Enter');
  // Of order-4 and order-40 to order-49, the even ones above 4.
  await rows(page, 5);
  await page.goto(
    open.address(
      `/tables/${TableName}?index=by-customer&key=ann&filter=${encodeURIComponent('begins_with(id, "order-6")')}`,
    ),
  );
  await rows(page, 1);
  await filter.fill('paid = maybe AND');
  await filter.press('Enter');
  await page.getByRole('alert').getByText('ValidationException').waitFor();
  await filter.fill('note = "nowhere"');
  await filter.press('Enter');
  await page.getByText('No item fits').waitFor();
  await page.close();
  expect(open.wrong).toEqual([]);
});

test('reads a table on as the reader scrolls', async () => {
  if (!CHROMIUM) return;
  const page = await opened();
  await rows(page, 100);
  await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await rows(page, 150);
  expect(await page.locator('tbody tr').count()).toBeLessThan(80);
  await page.close();
});

test('writes an item only if it is as it was shown, and says so if not; deletes likewise', async () => {
  if (!CHROMIUM) return;
  const page = await opened(`?index=by-customer&key=ann&filter=${encodeURIComponent('id = "order-3"')}`);
  const dialog = page.getByRole('dialog');
  const show = async () => {
    await page.getByRole('button', { name: 'Open' }).click();
    expect(await dialog.textContent()).not.toContain('note of');
    await dialog.getByRole('button', { name: 'Show it' }).click();
    await dialog.getByLabel('Item', { exact: true }).waitFor();
  };
  const edit = async (note: string) => {
    const field = dialog.getByLabel('Item', { exact: true });
    const item = JSON.parse(await field.inputValue());
    await field.fill(JSON.stringify({ ...item, note: { S: note } }));
    await dialog.getByRole('button', { name: 'Save' }).click();
  };
  await show();
  expect(await axeFindings(page)).toEqual([]);
  await put('order-3', 'ann', 3, true);
  await edit('from the console');
  await dialog.getByRole('alert').getByText('ConditionalCheckFailedException').waitFor();
  expect(await noteOf('order-3')).toBe('note of order-3');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('alert').getByText('no longer as it was read').waitFor();
  expect(await noteOf('order-3')).toBe('note of order-3');

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await show();
  await edit('from the console');
  await dialog.waitFor({ state: 'detached' });
  expect(await noteOf('order-3')).toBe('from the console');
  await show();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No item fits').waitFor();
  expect(await noteOf('order-3')).toBeUndefined();
  await page.close();
  expect(open.wrong).toEqual([]);
});
