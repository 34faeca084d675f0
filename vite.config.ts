import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const nodePart = (name: string) => pathOf(`client/net/node-parts/${name}.ts`);

const SHARED_PARTS =
  /node_modules.(@?lit|@?nanostores|valibot|lucide)|client.ui.(avatar|format|icon|person-look|shared-styles|room.room-code-text)/;

/** The page asks for the session as soon as it runs: the browser shall fetch it beside the page, not after it. */
const preloadSession: Plugin = {
  name: 'preload-session',
  transformIndexHtml(_html, { bundle, filename }) {
    if (!filename.endsWith('index.html')) return [];
    const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
    const session = chunks.find(({ facadeModuleId }) => facadeModuleId === pathOf('client/open-session.ts'));
    const page = chunks.find(({ isEntry, name }) => isEntry && name === 'index');
    const preloaded = new Set([page?.fileName, ...(page?.imports ?? [])]);
    const needed = session === undefined ? [] : [session.fileName, ...session.imports];
    const missing = needed.filter((fileName) => !preloaded.has(fileName));
    return missing.map((fileName) => ({
      tag: 'link',
      attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
      injectTo: 'head',
    }));
  },
};

/** Styles stand in scripts, where no minifier takes their comments and their indentation away. */
const minifyStyles: Plugin = {
  name: 'minify-styles',
  apply: 'build',
  transform: {
    filter: { id: /client.ui.*\.ts$/, code: 'css`' },
    handler: (code) =>
      code.replace(/\bcss`[^`]*`/g, (css) => css.replace(/\/\*.*?\*\/|\s+/gs, ' ').replace(/ +/g, ' ')),
  },
};

export default defineConfig({
  plugins: [minifyStyles, preloadSession],
  publicDir: 'client/pwa/public',
  resolve: {
    // simple-peer is written for Node: these are the parts of it that it uses in a browser.
    alias: {
      buffer: nodePart('buffer'),
      debug: nodePart('debug'),
      randombytes: nodePart('random-bytes'),
      'readable-stream': nodePart('stream'),
    },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // A service worker rules over what is below it, and is known by its address.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  build: {
    outDir: 'dist/client',
    target: 'es2022',
    assetsInlineLimit: 0,
    // For the test that holds the page to its size.
    manifest: true,
    rolldownOptions: {
      input: { index: pathOf('index.html'), offline: pathOf('offline.html') },
      // Small things that most screens and dialogs share come together, not each in a request of its own.
      output: { codeSplitting: { groups: [{ name: 'parts', test: SHARED_PARTS, minShareCount: 2 }] } },
    },
  },
});
