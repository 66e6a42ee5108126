/** A type of the SDK as JSON: times are numbers of seconds, bytes are base64. */
export type Wire<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? string
    : T extends (infer Member)[]
      ? Wire<Member>[]
      : T extends object
        ? { [Name in keyof T]: Wire<T[Name]> }
        : T;
