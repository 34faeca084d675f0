import { fileURLToPath } from 'node:url';
import { defineConfig, type HtmlTagDescriptor, normalizePath, type Plugin, type Rolldown } from 'vite';

const pathOf = (name: string) => normalizePath(fileURLToPath(new URL(name, import.meta.url)));
const nodePart = (name: string) => pathOf(`client/net/node-parts/${name}.ts`);

const MAIN = pathOf('client/main.ts');
const START_SCREEN = pathOf('client/ui/start/start-screen.ts');
const SESSION = pathOf('client/open-session.ts');

/**
 * What comes first comes in two scripts: `page` with what every screen needs, and `session` with what talking takes
 * besides. A bundler by itself makes a small one of everything that two others share, and small ones compress badly.
 */
function firstScript(id: string, bundle: Rolldown.ChunkingContext): 'page' | 'session' | null {
  // The offline page shares the script of the first screen, and must not run it.
  if (id === MAIN) return null;
  const isNeededBy = (entry: string) => staticImports(entry, bundle).has(id);
  if (isNeededBy(MAIN)) return 'page';
  if (!isNeededBy(SESSION)) return null;
  return isNeededBy(START_SCREEN) ? 'page' : 'session';
}

/** The module, and all that runs before it. */
function staticImports(id: string, bundle: Rolldown.ChunkingContext, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of bundle.getModuleInfo(id)?.importedIds ?? []) staticImports(imported, bundle, found);
  return found;
}

/** The page asks for the session as soon as it runs: the browser shall fetch it beside the page, not after it. */
const preloadSession: Plugin = {
  name: 'preload-session',
  transformIndexHtml(_html, { bundle, filename }) {
    if (!filename.endsWith('index.html')) return [];
    const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
    const session = chunks.find(({ moduleIds }) => moduleIds.includes(SESSION));
    // What it imports, the page does as well.
    return session === undefined ? [] : [preloadOf(session.fileName)];
  },
};

const preloadOf = (fileName: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
  injectTo: 'head',
});

/** simple-peer is CommonJS, which bundlers wrap, and many of its lines say what it does, where nobody reads it. */
const unwrapSimplePeer: Plugin = {
  name: 'unwrap-simple-peer',
  apply: 'build',
  transform: {
    filter: { id: /node_modules.simple-peer.index\.js$/ },
    handler: (code) =>
      code
        .replace(/^const debug = .*$/m, 'const debug = () => undefined')
        .replace(/^ *this\._debug\(.*\)$/gm, '')
        .replace(/^const (.+) = require\((.+?)\)/gm, 'import $1 from $2;')
        .replace('module.exports =', 'export default'),
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
  plugins: [unwrapSimplePeer, minifyStyles, preloadSession],
  publicDir: 'client/pwa/public',
  resolve: {
    // simple-peer is written for Node: these are the parts of it that it uses in a browser.
    alias: {
      buffer: nodePart('buffer'),
      debug: nodePart('debug'),
      'err-code': nodePart('err-code'),
      'get-browser-rtc': nodePart('get-browser-rtc'),
      'queue-microtask': nodePart('queue-microtask'),
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
    modulePreload: {
      // Browsers without it load the same, a little later.
      polyfill: false,
      // What later parts import besides is little: the first scripts need not name it, and it comes a moment later.
      resolveDependencies: (_file, imports, { hostType }) => (hostType === 'js' ? [] : imports),
    },
    // For the test that holds the page to its size.
    manifest: true,
    rolldownOptions: {
      input: { index: pathOf('index.html'), offline: pathOf('offline.html') },
      output: { codeSplitting: { groups: [{ name: firstScript, debugName: 'first-script' }] } },
    },
  },
});
