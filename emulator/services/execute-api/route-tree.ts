/** A tree of a deployment's resources, one level a path segment. */
export interface RouteNode<Resource> {
  readonly literals: Map<string, RouteNode<Resource>>;
  parameter: { readonly name: string; readonly node: RouteNode<Resource> } | undefined;
  greedy: { readonly name: string; readonly resource: Resource } | undefined;
  resource: Resource | undefined;
}

export interface RouteMatch<Resource> {
  readonly resource: Resource;
  /** Path parameters, as the client encoded them. */
  readonly parameters: Readonly<Record<string, string>>;
}

function emptyNode<Resource>(): RouteNode<Resource> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, resource: undefined };
}

/** Builds the tree. Resources without methods only lead to others, and match nothing themselves. */
export function buildRoutes<
  Resource extends { readonly path: string; readonly methods: Readonly<Record<string, object>> },
>(resources: readonly Resource[]): RouteNode<Resource> {
  const root = emptyNode<Resource>();
  for (const resource of resources) {
    if (Object.keys(resource.methods).length === 0) continue;
    let node = root;
    let isGreedy = false;
    for (const segment of resource.path.split('/').filter((part) => part !== '')) {
      if (segment.endsWith('+}')) {
        node.greedy = { name: segment.slice(1, -2), resource };
        isGreedy = true;
      } else if (segment.startsWith('{')) {
        node.parameter ??= { name: segment.slice(1, -1), node: emptyNode() };
        node = node.parameter.node;
      } else {
        const next = node.literals.get(segment) ?? emptyNode<Resource>();
        node.literals.set(segment, next);
        node = next;
      }
    }
    if (!isGreedy) node.resource = resource;
  }
  return root;
}

/**
 * Finds the resource of a path: at each level the exact segment before the parameter before `{proxy+}`, and back up if a branch leads
 * nowhere, or to a resource that `fits` rejects. Trailing slashes are ignored. Literals are compared decoded, so that a second spelling of
 * a path cannot reach another resource.
 */
export function findRoute<Resource>(
  root: RouteNode<Resource>,
  path: string,
  fits: (resource: Resource) => boolean = () => true,
): RouteMatch<Resource> | undefined {
  const segments = path.split('/');
  segments.shift();
  while (segments.length > 0 && segments.at(-1) === '') segments.pop();
  return descend(root, segments, 0, fits);
}

function descend<Resource>(
  node: RouteNode<Resource>,
  segments: readonly string[],
  depth: number,
  fits: (resource: Resource) => boolean,
): RouteMatch<Resource> | undefined {
  const segment = segments[depth];
  if (segment === undefined)
    return node.resource && fits(node.resource) ? { resource: node.resource, parameters: {} } : undefined;
  const literal = node.literals.get(decodeSegment(segment));
  const exact = literal && descend(literal, segments, depth + 1, fits);
  if (exact) return exact;
  if (node.parameter && segment !== '') {
    const { name, node: next } = node.parameter;
    const match = descend(next, segments, depth + 1, fits);
    if (match) return { resource: match.resource, parameters: { [name]: segment, ...match.parameters } };
  }
  if (!node.greedy || !fits(node.greedy.resource)) return undefined;
  const { name, resource } = node.greedy;
  return { resource, parameters: { [name]: segments.slice(depth).join('/') } };
}

/**
 * Decodes a path segment by segment. Decoding it as a whole would keep all segments encoded because of one invalid one, and an endpoint
 * would get another path than the policy was asked about.
 */
export function decodePath(path: string): string {
  return path.includes('%') ? path.split('/').map(decodeSegment).join('/') : path;
}

/** Decodes percent-encoding; invalid text stays as it is. */
function decodeSegment(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
