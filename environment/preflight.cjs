// Runs before anything else, on any Node.js, so it is written for the oldest.
var needed = require('../package.json').engines.node.slice(2).split('.').map(Number);
var found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    'Node.js ' +
      process.versions.node +
      ' is too old: install ' +
      needed.join('.') +
      ' or newer (https://nodejs.org).',
  );
  process.exit(1);
}
