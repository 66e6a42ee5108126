const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'Your share of the disk is used up',
  EROFS: 'The disk cannot be written to',
  EACCES: 'This user may not write there',
  EIO: 'The disk fails',
};

/** What a disk error means to a person, in one sentence; undefined for any other error. */
export function diskSentence(error: unknown): string | undefined {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const sentence = code === undefined ? undefined : SENTENCES[code];
  if (sentence === undefined || syscall === undefined) return undefined;
  return `${sentence} (${code}${path === undefined ? '' : `, ${path}`}): put that right, or give another folder with STATE_DIR, and run this again.`;
}
