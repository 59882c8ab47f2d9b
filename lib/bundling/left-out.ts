import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import type { LeftOut } from './left-out-module';
import { LEFT_OUT } from './left-out-modules';

/**
 * Leaves modules of libraries out of the bundles that no Lambda of ours reaches. Each is replaced by a module of the same
 * names: calling one throws and says where the list is, so that a use that somebody adds later is loud in the first test
 * that makes it (`test/infrastructure/bundle-calls.test.ts`) and not a wrong answer.
 *
 * A list rots when its libraries move on: a module that is not where the list says ends the build.
 */
export const leftOut = (root: string, modules: readonly LeftOut[] = LEFT_OUT): Plugin => ({
  name: 'left-out',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: new RegExp(`^${GONE}$`) }, () => ({
      path: GONE,
      namespace: GONE,
      sideEffects: false,
    }));
    onLoad({ filter: /.*/, namespace: GONE }, ({ path }) => ({
      contents: path === GONE ? THROWING : `import { gone } from '${GONE}';\ngone('${path}')();`,
      loader: 'js',
    }));
    for (const { asked } of modules) {
      if (!asked) continue;
      onResolve({ filter: new RegExp(`^${asked}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: asked, namespace: GONE } : undefined,
      );
    }
    const files = new Map(modules.map((one) => [join(root, 'node_modules', one.module), one]));
    for (const [file, { module }] of files) checkThere(file, module);
    const names = modules.map(({ module }) => `${module.replaceAll('.', '\\.')}$`);
    onLoad({ filter: new RegExp(names.join('|')) }, async ({ path }) => {
      const one = files.get(path);
      if (!one) return undefined;
      const contents = standIn(one, await readFile(path, 'utf8'));
      return { contents, loader: 'js', resolveDir: join(path, '..') };
    });
  },
});

/** What makes a function of a name that throws, once for a bundle. */
const GONE = 'left-out';
const THROWING = `export const gone = (name) => function () {
  throw new Error(name + ' is left out of the bundles; see lib/bundling/left-out-modules.ts');
};`;

function checkThere(file: string, module: string): void {
  try {
    readFileSync(file);
  } catch (cause) {
    throw new Error(
      `no node_modules/${module} to leave out; look at the package and mend left-out-modules.ts`,
      {
        cause,
      },
    );
  }
}

const DECLARED = /^\s*export (?:const|let|var|class|function|async function) ([\w$]+)/gm;
const LISTED = /^\s*export \{([^}]*)\}(?: from .*)?;$/gm;

function exportsOf(text: string): { readonly names: readonly string[]; readonly understood: boolean } {
  const declared = [...text.matchAll(DECLARED)];
  const listed = [...text.matchAll(LISTED)];
  const all = text.match(/^\s*export /gm)?.length ?? 0;
  return {
    names: [
      ...declared.map(([, name = '']) => name),
      ...listed.flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim().replace(/^\w+ as /, '')),
      ),
    ].filter((name) => name !== ''),
    understood: declared.length + listed.length === all,
  };
}

/** A module that exports what the original does: what is given instead, and of the rest each name, throwing. */
export function standIn({ module, instead = '' }: LeftOut, original: string): string {
  if (/^exports\./m.test(original) && instead) return instead;
  const { names, understood } = exportsOf(original);
  if (names.length === 0 || !understood) {
    throw new Error(`cannot tell what node_modules/${module} exports; mend lib/bundling/left-out.ts`);
  }
  const given = exportsOf(instead).names;
  const unknown = given.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`node_modules/${module} exports no ${unknown.join(', ')}; mend left-out-modules.ts`);
  }
  return [
    instead,
    `import { gone } from '${GONE}';`,
    ...names
      .filter((name) => !given.includes(name))
      .map((name, at) => `const _${at} = /* @__PURE__ */ gone('${name}');\nexport { _${at} as ${name} };`),
  ].join('\n');
}
