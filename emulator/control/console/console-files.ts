import { readFile } from 'node:fs/promises';

/** One file of the console, as it goes over the wire. */
export interface ConsoleFile {
  readonly content: Buffer;
  /** Of the content: absent where it is as it is. */
  readonly encoding?: 'br' | 'gzip';
  readonly type: string;
}

/** The console as `environment/build-console.mjs` left it. */
export interface ConsoleFiles {
  /** The page; undefined where the console was not built. */
  page(): Promise<string | undefined>;
  /** What the page loads, by its name, in the best of the encodings that the client accepts; undefined where there is none of that name. */
  asset(name: string, acceptEncoding: string): Promise<ConsoleFile | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** A name with its hash and nothing else, so that no path leads out of the folder. */
const NAME = /^[A-Za-z]+-[A-Z0-9]{8}\.(js|css|svg)$/;

/**
 * Reads the console's files below `folder`, when they are asked for: the page each time, so that one that was built anew is shown; what
 * it loads once, since its name changes with its content.
 */
export function createConsoleFiles(folder: URL): ConsoleFiles {
  const assets = new Map<string, Promise<Buffer | undefined>>();

  function kept(name: string): Promise<Buffer | undefined> {
    const found = assets.get(name);
    if (found) return found;
    const reading = read(name).then((content) => {
      // One that is not there may come with the next build.
      if (!content) assets.delete(name);
      return content;
    });
    assets.set(name, reading);
    return reading;
  }

  async function read(name: string): Promise<Buffer | undefined> {
    try {
      return await readFile(new URL(name, folder));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  return {
    page: async () => (await read('index.html'))?.toString('utf8'),
    async asset(name, acceptEncoding) {
      const type = TYPES[NAME.exec(name)?.[1] ?? ''];
      if (type === undefined) return undefined;
      const encoding = /\bbr\b/.test(acceptEncoding)
        ? 'br'
        : /\bgzip\b/.test(acceptEncoding)
          ? 'gzip'
          : undefined;
      const content = await kept(encoding ? `${name}.${encoding === 'br' ? 'br' : 'gz'}` : name);
      return content && { content, type, ...(encoding && { encoding }) };
    },
  };
}
