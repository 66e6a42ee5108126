#!/usr/bin/env node
// Node.js 22.1 and newer can cache compiled code, if asked before the engine is loaded.
import module from 'node:module';

module.enableCompileCache?.();
await import('./cli.ts');
