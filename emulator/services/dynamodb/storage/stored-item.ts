import type { Item } from '../values/attribute-value.ts';
import { itemSize, pageSize } from '../values/size.ts';

/** A stored item with its sizes, so that reads need not count them again. */
export interface StoredItem {
  readonly item: Item;
  /** In bytes, as AWS counts and charges for them. */
  readonly size: number;
  /** How much of a page of 1 MB it takes. */
  readonly page: number;
}

/** An item with its sizes; `rangeKey` is the name of the table's range key. */
export function storedItem(item: Item, rangeKey: string | undefined): StoredItem {
  return { item, size: itemSize(item), page: pageSize(item, rangeKey) };
}

/** The sizes, then the item as JSON. */
export function encodeItem({ item, size, page }: StoredItem): string {
  return `${size} ${page} ${JSON.stringify(item)}`;
}

/** Throws where the store holds something else. */
export function decodeItem(text: string): StoredItem {
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  return {
    item: JSON.parse(text.slice(second + 1)),
    size: Number(text.slice(0, first)),
    page: Number(text.slice(first + 1, second)),
  };
}
