import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { imageName } from './image-name.ts';
import { pullImages } from './pull-images.ts';

/** A Docker that has some images, can pull others, and records what it was asked to pull. */
function docker(present: readonly string[], pullable: readonly string[]) {
  const pulled: string[] = [];
  return {
    pulled,
    async docker(...args: string[]) {
      const image = args.at(-1) ?? '';
      if (args[0] === 'pull') pulled.push(image);
      const fine = (args[0] === 'pull' ? pullable : present).includes(image);
      return { code: fine ? 0 : 1, stdout: '', stderr: fine ? '' : 'no such image' };
    },
  };
}

const IMAGES = { localStack: 'localstack/localstack:1', functions: 'lambda/nodejs:22' };

test('pulls only missing images', async () => {
  const project = docker([IMAGES.localStack], [IMAGES.functions]);
  await pullImages(project, IMAGES, () => undefined);
  expect(project.pulled).toEqual([IMAGES.functions]);
});

test('stops without LocalStack’s image; continues without the functions’ image, and says so', async () => {
  await expect(pullImages(docker([], [IMAGES.functions]), IMAGES, () => undefined)).rejects.toThrow(
    /^The image of LocalStack could not be pulled: .*\nno such image$/,
  );
  const notes: string[] = [];
  await pullImages(docker([IMAGES.localStack], []), IMAGES, (line) => void notes.push(line));
  expect(notes.at(-1)).toBe('lambda/nodejs:22 could not be pulled now: no such image');
});

test('prefers an image from the environment to one from .env', async () => {
  const root = join(import.meta.dirname, '..', '..');
  expect(await imageName({ root, childEnv: { LOCALSTACK_IMAGE: 'mine:1' } }, 'LOCALSTACK_IMAGE')).toBe(
    'mine:1',
  );
  expect(await imageName({ root, childEnv: {} }, 'LOCALSTACK_IMAGE')).toMatch(
    /^localstack\/localstack:\d{4}\./,
  );
});
