import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that only require their text to be included. */
const PERMISSIVE =
  /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)\b/;

/**
 * The names, licences and licence texts of the packages in a bundle, as Markdown. `inputs` are the bundle's source files from esbuild's
 * metafile. Throws for a licence that requires more than its text.
 */
export async function noticesOf(inputs) {
  const folders = new Set(
    inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean),
  );
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  return `# Packages in this bundle\n\n${[...new Set(notices)].join('\n')}`;
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  const named = typeof license === 'object' ? license.type : license;
  const known = named ?? (/permission is hereby granted, free of charge/i.test(text) ? 'MIT' : undefined);
  if (!PERMISSIVE.test(known ?? ''))
    throw new Error(`${name} ${version} is licensed as ${known}: it cannot be bundled.`);
  return `## ${name} ${version}, ${known}\n\n${text.trim()}\n`;
}
