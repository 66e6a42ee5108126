import { readFile } from 'node:fs/promises';

/** One file of the console, as it goes over the wire. */
export interface ConsoleFile {
  readonly content: Buffer;
  /** The content's encoding; absent for uncompressed content. */
  readonly encoding?: 'br' | 'gzip';
  readonly type: string;
}

/** The console as `environment/build-console.mjs` left it. */
export interface ConsoleFiles {
  /** The page; undefined if the console was not built. */
  page(): Promise<string | undefined>;
  /** A file of the page by its name, in the best encoding that the client accepts; undefined for an unknown name. */
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
 * Reads the console's files below `folder` on request: the page each time, to show a new build; its files once, because their names change
 * with their content.
 */
export function createConsoleFiles(folder: URL): ConsoleFiles {
  const assets = new Map<string, Promise<Buffer | undefined>>();

  function kept(name: string): Promise<Buffer | undefined> {
    const found = assets.get(name);
    if (found) return found;
    const reading = read(name).then((content) => {
      // A missing one may come with the next build.
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
