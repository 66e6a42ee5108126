/** Where a version's code comes from. */
export interface Code {
  /** SHA-256 of the zip, in base64, as AWS shows it. */
  sha256: string;
  /** Of the zip, in bytes. */
  size: number;
  /** Of the files in the zip, in bytes; absent in code from before layers counted. */
  unzipped?: number;
  /** The folder that the code runs from, if it is no zip (LocalStack's hot reload). */
  folder?: string;
}
