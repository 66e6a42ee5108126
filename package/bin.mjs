#!/usr/bin/env node
// Compiled code is kept where Node.js can (22.1 and newer), so it has to be asked before the engine is loaded.
import module from 'node:module';

module.enableCompileCache?.();
await import('./cli.ts');
