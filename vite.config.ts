import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const nodePart = (name: string) => fileURLToPath(new URL(`client/net/node-parts/${name}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    // simple-peer is written for Node: these are the parts of it that it uses in a browser.
    alias: {
      buffer: nodePart('buffer'),
      debug: nodePart('debug'),
      randombytes: nodePart('random-bytes'),
      'readable-stream': nodePart('stream'),
    },
  },
  worker: { format: 'es' },
  build: { outDir: 'dist/client', target: 'es2022', assetsInlineLimit: 0 },
});
