import { expect, test } from '@jest/globals';
import { dockerSocket, isSocket } from './docker-socket.ts';

test('prefers DOCKER_SOCKET to DOCKER_HOST to the usual place; a host that is no socket is no path', () => {
  const host = 'unix:///run/user/1000/docker.sock';
  expect(dockerSocket({ DOCKER_SOCKET: '/given', DOCKER_HOST: host })).toBe('/given');
  expect(dockerSocket({ DOCKER_HOST: host })).toBe('/run/user/1000/docker.sock');
  expect(dockerSocket({ DOCKER_HOST: 'tcp://127.0.0.1:2375' })).toBe('/var/run/docker.sock');
  expect(dockerSocket({})).toBe('/var/run/docker.sock');
});

test('tells a file from a socket where it can', async () => {
  expect(await isSocket(import.meta.filename, 'linux')).toBe(false);
  expect(await isSocket('/no/such/path', 'linux')).toBe(false);
  expect(await isSocket('/no/such/path', 'darwin')).toBe(true);
});
