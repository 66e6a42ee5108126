import packageJson from '../package.json' with { type: 'json' };

/** The oldest supported versions, from `engines` in package.json, the only place that names them. */
export const FLOORS = {
  node: floor(packageJson.engines.node),
  docker: floor(packageJson.engines.docker),
  compose: floor(packageJson.engines['docker-compose']),
} as const;

function floor(range: string): string {
  return range.replace('>=', '');
}

/** Whether a version (`2.40.3`, `v1.29.2-desktop.1`) is at least the floor; parts that a floor leaves out do not count. */
export function reaches(version: string, least: string): boolean {
  const found = (/\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
  for (const [index, part] of least.split('.').map(Number).entries()) {
    const difference = (found[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
