/** The answer to the client, before common headers are added. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}
