import { gatehouse } from 'gatehouse/vitest';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [gatehouse()] });
