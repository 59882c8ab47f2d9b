import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { slimErrors } from './slim-errors';
import { slimShapes } from './slim-shapes';
import { sourcesIn } from './sources-in';

/**
 * Lets esbuild drop what a function does not use of an AWS client: of EC2's 1 MB, one call is 8 kB.
 *
 * A client describes all its shapes in one file. Two habits of that file keep every one of them in a bundle, and both are
 * undone here in the text, meaning unchanged; what nobody names of a shape is dropped then (`slim-shapes.ts`):
 * - computed keys (`{ [_xN]: _Fi }`), which a bundler must take for code with effects: the constant's value is written out;
 * - a registration of every error that the service knows. Those that our source names stay, and those that the SDK would
 *   try again; of any other the SDK makes its service's exception with the error's code as its name, which `translate.ts`
 *   passes on untouched as it does now.
 *
 * Of its package.json a client wants the version alone. And it can be extended by its caller, which carries its settings
 * through a dozen functions and back; no client of ours is. A file that looks otherwise than expected ends the build.
 */
export const slimClients = (root: string, named: ReadonlySet<string>): Plugin => ({
  name: 'slim-clients',
  setup: ({ onLoad }) => {
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const errors =
          /from "\.\.\/models\/errors"/.test(text) &&
          path.replace(/schemas[\\/]\w+\.js$/, 'models/errors.js');
        const kept = new Set([
          ...named,
          ...(errors ? retryable(await readFile(errors, 'utf8')) : []),
          ...namedInSdk(root, join(path, '..', '..', '..')),
        ]);
        return { contents: slimSchemas(path, text, kept), loader: 'js' };
      },
    );
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/ },
      async ({ path }) => ({ contents: slimErrors(path, await readFile(path, 'utf8')), loader: 'js' }),
    );
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]runtimeExtensions\.js$/ },
      async ({ path }) => ({
        contents: withoutExtensions(path, await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      if (typeof version !== 'string')
        throw new Error(`no version in ${path}; its client announces it to AWS`);
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
});

const CONSTANT = /^const (_\w+) = ("[^"\n]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;
const REGISTRATION = /^(?:_s|n\d+)_registry\.registerError\((\w+)\$, (\w+)\);\n/gm;

/** A client's shapes, so that the unused ones can be dropped. @throws when the file is not built as expected. */
export function slimSchemas(path: string, text: string, kept: ReadonlySet<string>): string {
  const constants = new Map([...text.matchAll(CONSTANT)].map(([, name = '', value = '']) => [name, value]));
  const plain = text.replace(COMPUTED_KEY, (_, name: string) => {
    const value = constants.get(name);
    if (value === undefined) throw new Error(`${path}: the key ${name} is no constant of the file; ${MEND}`);
    return `${value}:`;
  });
  let registrations = 0;
  const slim = plain.replace(REGISTRATION, (line, shape: string, error: string) => {
    if (shape !== error) throw new Error(`${path}: ${error} is registered as ${shape}; ${MEND}`);
    registrations += 1;
    return kept.has(error) || error.endsWith('ServiceException') ? line : '';
  });
  const all = text.split('registerError(').length - 1;
  if (registrations === 0 || registrations !== all) {
    throw new Error(`${path}: ${registrations} of ${all} registrations of errors look as expected; ${MEND}`);
  }
  return slimShapes(path, slim, constants, kept);
}

const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/slim-clients.ts';

/**
 * Every word of the SDK's own that may name a member: of all that stands around its clients (RDS' copies to another region
 * are signed twice, in a member that nobody else sets), and of a client's loops over pages.
 */
export function namedInSdk(root: string, client: string): readonly string[] {
  const sdk = join(root, 'node_modules', '@aws-sdk');
  const around = readdirSync(sdk).filter((name) => !/^(client-|nested-clients$)/.test(name));
  const files = [
    ...around.flatMap((name) => sourcesIn(join(sdk, name, 'dist-es'), '.js')),
    ...sourcesIn(join(client, 'dist-es', 'pagination'), '.js'),
    join(client, 'dist-es', 'commandBuilder.js'),
  ];
  return files.flatMap((file) => readFileSync(file, 'utf8').match(/\b\w+/g) ?? []);
}

/** Errors that the SDK tries again because their class says so. */
export const retryable = (errors: string): readonly string[] =>
  errors
    .split(/^export class /m)
    .filter((text) => /\$retryable = /.test(text))
    .map((text) => /^\w+/.exec(text)?.[0] ?? '');

/** A client's settings stay as they are; whoever extends one is told. @throws when extensions work in a new way */
export function withoutExtensions(path: string, text: string): string {
  const exported = [...text.matchAll(/^export .*$/gm)].map(([line]) => line);
  const expected = 'export const resolveRuntimeExtensions = (runtimeConfig, extensions) => {';
  if (exported.join() !== expected) throw new Error(`${path} exports "${exported.join()}"; ${MEND}`);
  return `${expected}
    if (extensions.length > 0) throw new Error('extensions of clients are left out; see lib/bundling/slim-clients.ts');
    return runtimeConfig;
  };`;
}
