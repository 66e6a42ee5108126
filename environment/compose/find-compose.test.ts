import { expect, test } from '@jest/globals';
import { findCompose } from './find-compose.ts';
import type { CommandResult, RunCommand } from './run-command.ts';

/** A machine with only these commands and their outputs. */
function machine(commands: Readonly<Record<string, Partial<CommandResult>>>): RunCommand {
  return async (command, args) => {
    const line = [command, ...args].join(' ');
    const known = Object.entries(commands).find(([start]) => line.startsWith(start));
    return known && { code: 0, stdout: '', stderr: '', ...known[1] };
  };
}

const CLIENT = { 'docker --version': { stdout: 'Docker version 28.2.2, build e6534b4\n' } };
const ENGINE = { 'docker version': { stdout: '28.2.2\n' } };
const V2 = { 'docker compose version': { stdout: '2.40.3\n' } };
const V1 = { 'docker-compose version': { stdout: '1.29.2\n' } };

test('prefers docker compose to the old docker-compose', async () => {
  expect(await findCompose(machine({ ...CLIENT, ...ENGINE, ...V2, ...V1 }), {})).toEqual({
    command: ['docker', 'compose'],
    version: '2.40.3',
  });
  expect(await findCompose(machine({ ...CLIENT, ...ENGINE, ...V1 }), {})).toEqual({
    command: ['docker-compose'],
    version: '1.29.2',
  });
});

test('has a sentence for each missing program', async () => {
  await expect(findCompose(machine({}), {})).rejects.toThrow(/^Docker is not installed: .* ENGINE=embedded/);
  await expect(findCompose(machine({ ...CLIENT, ...ENGINE }), {})).rejects.toThrow(
    'Docker Compose is not installed',
  );
  const down = { code: 1, stderr: 'Cannot connect to the Docker daemon at unix:///x. Is it running?' };
  await expect(findCompose(machine({ ...CLIENT, ...V2, 'docker version': down }), {})).rejects.toThrow(
    /^Docker's engine does not answer: start Docker Desktop, or the service/,
  );
  const shut = { code: 1, stderr: 'permission denied while trying to connect to the Docker daemon socket' };
  await expect(findCompose(machine({ ...CLIENT, ...V2, 'docker version': shut }), {})).rejects.toThrow(
    'add the user to the group docker',
  );
});

test('names both versions if one is too old; an old docker compose does not hide a newer docker-compose', async () => {
  const old = { 'docker-compose version': { stdout: '1.25.0\n' } };
  await expect(findCompose(machine({ ...CLIENT, ...ENGINE, ...old }), {})).rejects.toThrow(
    'Docker Compose is 1.25.0, and 1.29 or newer is needed',
  );
  await expect(
    findCompose(machine({ ...CLIENT, ...V2, 'docker version': { stdout: '19.03.15\n' } }), {}),
  ).rejects.toThrow("Docker's engine is 19.03.15, and 20.10 or newer is needed");
  const beta = { 'docker compose version': { stdout: 'v1.0.0-beta\n' } };
  expect((await findCompose(machine({ ...CLIENT, ...ENGINE, ...beta, ...V1 }), {})).version).toBe('1.29.2');
});
