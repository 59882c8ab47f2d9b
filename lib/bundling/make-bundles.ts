import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { leftOut } from './left-out';
import { slimClients } from './slim-clients';
import { slimEndpoints } from './slim-endpoints';
import { slimXml } from './slim-xml';
import { slimZod } from './slim-zod';
import { sourcesIn } from './sources-in';

/**
 * Bundles what is named: of each its entry (a function's handler) and all that it imports, minified in one file, with a map
 * of its source.
 *
 * CommonJS, because a dependency (`pg`) requires Node's modules at run time. With the SDK inside: what was rehearsed is
 * what runs, and the runtime's copy changes without notice. Its ES modules, since only of them esbuild drops what is not
 * used: as CommonJS the largest bundle has 2.3 MB. `pg-native` is optional and not installed. All in one go, which reads what
 * they share once: 10 s for all functions instead of 47.
 */
export async function makeBundles(
  root: string,
  directory: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: join(name, 'index') })),
    // Nothing is written there: paths in the maps are relative to it, and must not depend on where the files end up.
    outdir: 'cdk.out',
    write: false,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node24',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    external: ['pg-native'],
    plugins: [slimClients(root, namesIn(root)), slimEndpoints, slimXml(root), slimZod(root), leftOut(root)],
    logLevel: 'error',
    // What is wrong with a library is wrong in every bundle.
    logLimit: 5,
  });
  for (const { path, contents } of outputFiles) {
    const folder = join(directory, basename(dirname(path)));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, basename(path)), contents);
  }
}

/** Every function that the project has: its name, and the file that a bundle of it begins with. */
export const functionsOf = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(root, 'lambdas'))
      .map((name) => [name, join('lambdas', name, 'handler.ts')] as const)
      .filter(([, file]) => existsSync(join(root, file))),
  );

/** Every word in the source: whoever tells an error of AWS’ apart, or sends or reads a member of a shape, has its name there. */
function namesIn(root: string): ReadonlySet<string> {
  const files = ['lib', 'lambdas'].flatMap((room) => sourcesIn(join(root, room), '.ts'));
  return new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\b\w+/g) ?? []));
}
