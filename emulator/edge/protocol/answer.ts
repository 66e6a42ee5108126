/** What goes back to the client, before the headers that every answer carries are added. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}
