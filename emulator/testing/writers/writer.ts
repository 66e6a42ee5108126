/** Something of one service that holds a number, which is counted up. */
export interface Writer {
  readonly name: string;
  tried: number;
  answered: number;
  /** What an engine that was there has refused. */
  readonly refusals: string[];
  readonly memory: object;
  write(value: number): Promise<void>;
  read(): Promise<number>;
  end(): void;
}

/** How one service counts. */
export type Counting = Pick<Writer, 'write' | 'read' | 'end'>;

/** What a writer remembers from one engine to the next. */
export interface Memory {
  id?: string | undefined;
  session?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** Where the engine is, and with which keys it is called. */
export interface Access {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
}

/** Makes what is counted in, at the first engine; at the next ones, finds it again. */
export type Kind = (access: Access, memory: Memory, isNew: boolean) => Promise<Counting>;
