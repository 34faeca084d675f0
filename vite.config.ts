import { defineConfig } from 'vite';

export default defineConfig({
  resolve: {
    // The package's own entry needs Node polyfills; its prebuilt file does not.
    alias: { 'simple-peer': 'simple-peer/simplepeer.min.js' },
  },
  worker: { format: 'es' },
  build: { outDir: 'dist/client', target: 'es2022', assetsInlineLimit: 0 },
});
