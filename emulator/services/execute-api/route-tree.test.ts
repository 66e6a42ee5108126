import { expect, test } from '@jest/globals';
import { buildRoutes, findRoute } from './route-tree.ts';

const methods = { GET: {} };
const tree = buildRoutes(
  [
    '/',
    '/pets',
    '/pets/dog',
    '/pets/{id}',
    '/pets/{id}/toys',
    '/files/{path+}',
    '/{other}/x',
    '/a/b',
    '/{proxy+}',
  ].map((path) => ({ path, methods: path === '/files' ? {} : methods })),
);

test.each([
  ['/', '/', {}],
  ['/pets', '/pets', {}],
  ['/pets/', '/pets', {}],
  ['/pets//', '/pets', {}],
  ['/pets/dog', '/pets/dog', {}],
  ['/pets/%64og', '/pets/dog', {}],
  ['/pets/cat', '/pets/{id}', { id: 'cat' }],
  ['/pets/a%2Fb', '/pets/{id}', { id: 'a%2Fb' }],
  ['/pets/dog/toys', '/pets/{id}/toys', { id: 'dog' }],
  ['/pets/dog/bowl', '/{proxy+}', { proxy: 'pets/dog/bowl' }],
  ['/files', '/{proxy+}', { proxy: 'files' }],
  ['/files/a/b/', '/files/{path+}', { path: 'a/b' }],
  ['/files/a//b', '/files/{path+}', { path: 'a//b' }],
  ['/q/x', '/{other}/x', { other: 'q' }],
  ['/a/b', '/a/b', {}],
  ['/a/x', '/{other}/x', { other: 'a' }],
  ['/a/c', '/{proxy+}', { proxy: 'a/c' }],
  ['/%', '/{proxy+}', { proxy: '%' }],
  ['/../pets', '/{proxy+}', { proxy: '../pets' }],
])('routes %s to %s', (path, resource, parameters) => {
  expect(findRoute(tree, path)).toEqual({ resource: { path: resource, methods }, parameters });
});

test('finds nothing for a path without a resource', () => {
  const small = buildRoutes([{ path: '/pets/{id}', methods }]);
  for (const path of ['/', '/pets', '/pets/', '/pets/1/2', '/cats/1', '//pets/1'])
    expect([path, findRoute(small, path)]).toEqual([path, undefined]);
});

test('moves on from a rejected resource to the next less specific one', () => {
  const deep = buildRoutes(['/admin', '/{id}', '/{proxy+}', '/admin/x'].map((path) => ({ path, methods })));
  const without = (...paths: string[]) => findRoute(deep, '/admin', ({ path }) => !paths.includes(path));
  expect(without('/admin')?.resource.path).toBe('/{id}');
  expect(without('/admin', '/{id}')).toMatchObject({
    resource: { path: '/{proxy+}' },
    parameters: { proxy: 'admin' },
  });
  expect(without('/admin', '/{id}', '/{proxy+}')).toBeUndefined();
});
