import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/*
 * `npm run build:command`, which npm also runs after it has installed: the operator's command and all that it imports, in one
 * folder of chunks. Split by what is imported when it is called, so that help does not load the SDK; bundled, because a client of
 * the SDK is hundreds of files otherwise.
 */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(at('.firebackup'), { recursive: true, force: true });
buildSync({
  entryPoints: [at('bin/firebackup.ts')],
  outdir: at('.firebackup'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  // Some dependencies require Node's modules at run time, which a module of this format cannot by itself.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
