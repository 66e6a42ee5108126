/** What the package's other files use of the engine: bundled once, and loaded when needed. */
export { readConfig } from '../emulator/config.ts';
export { isLoopback } from '../emulator/edge/doors/host-names.ts';
export { startEngine } from '../emulator/engine.ts';
export { PortTakenError, serve, warningOf } from '../emulator/serve.ts';
