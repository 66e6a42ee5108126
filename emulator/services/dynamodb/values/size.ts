import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';
import { decimalOf } from './decimal.ts';

/** The largest item, in bytes (Developer Guide, "Quotas": 400 KB). */
export const MAX_ITEM_BYTES = 400 * 1024;

/** The bytes of an item as AWS counts them (Developer Guide, "Item sizes and formats"): names and values in UTF-8. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) size += textSize(name) + valueSize(item[name] as AttributeValue);
  return size;
}

/** The bytes of a text in UTF-8. */
export function textSize(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The bytes that a base64 text stands for. */
export function binarySize(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

/** The bytes of a value. A list or map has 3 of its own, and each thing in it one more. */
function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return textSize(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return binarySize(value.B);
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.L) return value.L.reduce((sum, inner) => sum + 1 + valueSize(inner), 3);
  if (value.SS) return value.SS.reduce((sum, member) => sum + textSize(member), 0);
  if (value.NS) return value.NS.reduce((sum, member) => sum + numberSize(member), 0);
  if (value.BS) return value.BS.reduce((sum, member) => sum + binarySize(member), 0);
  return 1;
}

/** Two digits to a byte, aligned at the point, one byte more for the exponent and one for a minus. */
function numberSize(text: string): number {
  const { negative, digits, exponent } = decimalOf(text);
  if (digits === '') return 1;
  const alone = exponent % 2 === 0 ? 1 : 0;
  return 1 + alone + Math.ceil((digits.length - alone) / 2) + (negative ? 1 : 0);
}

/**
 * An item's share of a page's 1 MB in Query or Scan: nearly its size, with the storage's overhead for each attribute and item. The figures
 * were measured on AWS; no document has them.
 */
export function pageSize(item: Item, rangeKey: string | undefined): number {
  let size = 0;
  let rangeSize = 0;
  for (const name of Object.keys(item)) {
    const value = item[name] as AttributeValue;
    if (name === rangeKey) rangeSize = valueSize(value);
    else size += 1 + storedSize(value);
  }
  return 2 + size + (1 + Math.floor((1 + size) / 3072)) * (18 + rangeSize);
}

function storedSize(value: AttributeValue): number {
  const type = typeOf(value);
  const size = valueSize(value);
  if (type === 'S') return size + (size < 128 ? 1 : size < 16384 ? 2 : 3);
  if (type === 'N' || type === 'B') return size + 1;
  if (type === 'NULL') return 0;
  if (value.L) return value.L.reduce((sum, inner) => sum + 1 + storedSize(inner), 3);
  if (value.M) return Object.values(value.M).reduce((sum, inner) => sum + 2 + storedSize(inner), 3);
  const members = value.SS ?? value.NS ?? value.BS;
  return members ? size + members.length + 1 : size;
}
