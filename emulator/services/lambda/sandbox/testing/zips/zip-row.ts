import { strToU8, type ZippableFile, zipSync } from 'fflate';

/** What a client sees: an answer's payload, or an error's type and message, `<task>` for the code's folder. */
export type Seen = { payload: unknown } | { errorType: string; errorMessage: string };

/** A user's zip, and what AWS makes of it. */
export interface ZipRow {
  name: string;
  files: Record<string, string>;
  /** Symbolic links and where they point to. */
  links?: Record<string, string>;
  /** `index.handler` by default. */
  handler?: string;
  /** `nodejs22.x` by default. */
  runtime?: 'nodejs20.x' | 'nodejs22.x' | 'nodejs24.x' | 'python3.13';
  /** As on AWS. */
  seen: Seen;
}

/** An answer with this payload. */
export const ok = (payload: unknown): Seen => ({ payload });

/** The error of `require` for a module that is not there. */
export const missing = (name: string, from = '<task>/index.js'): Seen => ({
  errorType: 'Runtime.ImportModuleError',
  errorMessage: `Error: Cannot find module '${name}'\nRequire stack:\n- ${from}\n- <runtime>/index.mjs`,
});

/** The error of `import` for a package that is not there. */
export const missingImport = (name: string): Seen => ({
  errorType: 'Error',
  errorMessage: `Cannot find package '${name}' imported from <task>/index.mjs`,
});

/** The bytes of a row's zip. */
export function zipOfRow({ files, links = {} }: Pick<ZipRow, 'files' | 'links'>): Uint8Array {
  const written = Object.entries(files).map(([path, text]): [string, ZippableFile] => [path, strToU8(text)]);
  const linked = Object.entries(links).map(([path, target]): [string, ZippableFile] => [
    path,
    [strToU8(target), { os: 3, attrs: 0o120777 << 16 }],
  ]);
  return zipSync(Object.fromEntries([...written, ...linked]));
}
