/** All of the engine that the package's other files use: bundled once, and loaded when it is needed. */
export { readConfig } from '../emulator/config.ts';
export { isLoopback } from '../emulator/edge/doors/host-names.ts';
export { startEngine } from '../emulator/engine.ts';
export { PortTakenError, serve, warningOf } from '../emulator/serve.ts';
