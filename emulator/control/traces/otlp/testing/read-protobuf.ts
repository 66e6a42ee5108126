/** A message of protobuf, by the numbers of its fields: what is repeated is there several times (protobuf.dev, "Encoding"). */
export type Fields = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

export function readFields(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  function take(length: number): Buffer {
    at += length;
    return bytes.subarray(at - length, at);
  }
  while (at < bytes.length) {
    const tag = Number(varint());
    const value = [varint, () => take(8), () => take(Number(varint())), undefined, undefined, () => take(4)][
      tag & 7
    ]?.();
    if (value === undefined) throw new Error(`There is no wire type ${tag & 7}.`);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

/** The messages in a field. */
export function messages(fields: Fields, number: number): Fields[] {
  return buffers(fields, number).map(readFields);
}

export function buffers(fields: Fields, number: number): Buffer[] {
  return (fields.get(number) ?? []).filter((value) => Buffer.isBuffer(value));
}

export function text(fields: Fields, number: number): string {
  return buffers(fields, number)[0]?.toString('utf8') ?? '';
}

export function hex(fields: Fields, number: number): string {
  return buffers(fields, number)[0]?.toString('hex') ?? '';
}

export function int(fields: Fields, number: number): number {
  const [value] = fields.get(number) ?? [];
  return typeof value === 'bigint' ? Number(value) : 0;
}
