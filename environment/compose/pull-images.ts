import { explainFailure } from './explain-failure.ts';
import type { Project } from './project.ts';

/**
 * Lets Docker pull LocalStack's missing images: its own, and the one that it runs functions in, because otherwise the first function would
 * be Pending meanwhile. Throws ReaderError if LocalStack's cannot be pulled; reports a failure of the other, because LocalStack retries
 * itself.
 */
export async function pullImages(
  project: Pick<Project, 'docker'>,
  images: { localStack: string; functions: string },
  note: (line: string) => void,
): Promise<void> {
  const own = await pull(project, images.localStack, note);
  if (own) throw explainFailure('pull', own);
  const functions = await pull(project, images.functions, note);
  if (functions) note(`${images.functions} could not be pulled now: ${functions.trim()}`);
}

/** Pulls a missing image; returns what went wrong, or undefined. */
async function pull(
  project: Pick<Project, 'docker'>,
  image: string,
  note: (line: string) => void,
): Promise<string | undefined> {
  if ((await project.docker('image', 'inspect', image)).code === 0) return undefined;
  note(`pulling ${image} …`);
  const { code, stderr } = await project.docker('pull', '--quiet', image);
  return code === 0 ? undefined : stderr || `docker pull ended with ${code}`;
}
