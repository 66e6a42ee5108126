/** Fails on import cycles and on imports against the layers. Imports of types count too. `make test` runs it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** May import whatever its room may, and engines and fixtures too. Nobody else may import it. */
const TESTING = /\.(test|proof|localstack)\.ts$|\/testing\/|^provision\/proof\//;

const FLOOR = ['emulator/store', 'emulator/models'];
const SERVICE = [...FLOOR, 'emulator/edge'];
/** Who may import whom, from the bottom up. A path belongs to its longest room. Everyone may import from their own room. */
const MAY_IMPORT = {
  'emulator/store': [],
  'emulator/models': [],
  'emulator/edge': FLOOR,
  'emulator/services': [], // A file that belongs to no service.
  'emulator/services/execute-api': SERVICE,
  'emulator/services/apigateway': [...SERVICE, 'emulator/services/execute-api'],
  'emulator/services/apigatewayv2': [...SERVICE, 'emulator/services/execute-api'],
  'emulator/services/cognito-idp': SERVICE,
  'emulator/services/dynamodb': SERVICE,
  'emulator/services/iam': SERVICE,
  'emulator/services/lambda': SERVICE,
  'emulator/services/logs': SERVICE,
  'emulator/services/sts': SERVICE,
  'emulator/control': SERVICE,
  'emulator/upstream': SERVICE,
  emulator: [...SERVICE, 'emulator/control', 'emulator/upstream', 'emulator/services/*'], // config.ts, engine.ts, main.ts
  package: ['emulator', 'emulator/edge', 'environment'], // The engine as an npm package, and how it is bundled.
  lambdas: [],
  'provision/reconcile': ['provision'], // Its settings and clients; no kind of resource, and nothing of this stack.
  'provision/resources': ['provision/reconcile'],
  'provision/stack': ['provision', 'provision/reconcile', 'provision/resources'],
  provision: ['provision/*', 'lambdas'],
  'mock-origin': ['provision'],
  environment: ['provision', 'provision/*', 'lambdas', 'mock-origin', 'emulator/edge', 'emulator/store'],
  e2e: ['provision', 'lambdas', 'environment'],
  examples: ['lambdas'],
  console: ['emulator/edge', 'emulator/control'], // Types of what the page is told, and nothing that runs.
  bench: ['*'],
};

const SOURCE = /\.(tsx?|mjs|cjs|js)$/;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]|(?:^|\n)\s*import\s*['"](\.[^'"]+)['"]/g;

/** The browser's bundle may import only types from the engine. */
const ENGINE_CODE = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;'"]*?\bfrom\s*['"][^'"]*\/emulator\//;

function readImports() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const files = new Map();
  for (const file of listed.split('\0').filter((path) => SOURCE.test(path))) {
    try {
      files.set(file, readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error; // Deleted, and not yet committed.
    }
  }
  const graph = new Map();
  for (const [file, text] of files) {
    const targets = [...text.matchAll(IMPORT)].map((match) =>
      posix.join(posix.dirname(file), match[1] ?? match[2] ?? match[3]),
    );
    graph.set(
      file,
      [...new Set(targets)].filter((target) => files.has(target)),
    );
  }
  const bringing = [...files].filter(
    ([file, text]) => file.startsWith('console/page/') && ENGINE_CODE.test(text),
  );
  return { graph, bringing: bringing.map(([file]) => file) };
}

function roomOf(file) {
  return Object.keys(MAY_IMPORT)
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function isAllowed(file, target) {
  if (TESTING.test(file)) return true;
  const from = roomOf(file);
  if (from === undefined || from === 'bench') return true;
  if (TESTING.test(target)) return false;
  const to = roomOf(target);
  return (
    from === to ||
    MAY_IMPORT[from].some((room) => room === to || (room.endsWith('/*') && to?.startsWith(room.slice(0, -1))))
  );
}

/** Groups of files that reach each other (Tarjan's strongly connected components of two files or more). */
function findCycles(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const cycles = [];
  function visit(file) {
    index.set(file, index.size);
    low.set(file, index.get(file));
    stack.push(file);
    for (const target of graph.get(file)) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(file, Math.min(low.get(file), low.get(target)));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || graph.get(file).includes(file)) cycles.push(group);
  }
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return cycles;
}

const { graph, bringing } = readImports();
const problems = bringing.map((file) => `${file} may import types of the engine, and nothing that runs`);
for (const [file, targets] of graph) {
  for (const target of targets.filter((path) => !isAllowed(file, path)))
    problems.push(`${file} must not import ${target}`);
}
for (const group of findCycles(graph)) problems.push(`import cycle: ${group.join(', ')}`);

if (problems.length > 0) {
  console.error(`${problems.join('\n')}\nThe rules are in environment/check-imports.mjs.`);
  process.exitCode = 1;
}
