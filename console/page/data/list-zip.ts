/** A file in a function's code. */
export interface CodeFile {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The fixed size of an entry and of the end of the directory (APPNOTE.TXT, 4.3.12 and 4.3.16). */
const ENTRY_BYTES = 46;
const END_BYTES = 22;

/** Lists a zip by its directory, without unpacking, so the page needs no library for it. Empty if it is no zip. */
export function listZip(zip: ArrayBuffer): CodeFile[] {
  const view = new DataView(zip);
  let end = view.byteLength - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) return [];
  const files: CodeFile[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + ENTRY_BYTES <= end && view.getUint32(at, true) === ENTRY) {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(zip, at + ENTRY_BYTES, length));
    files.push({ name, bytes: view.getUint32(at + 24, true) });
    at += ENTRY_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}
