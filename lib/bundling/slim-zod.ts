import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { sourcesIn } from './sources-in';

/** Zod's classes, with a method of texts for every format there is. */
const CLASSES = /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/;

/**
 * Lets esbuild drop the formats of texts that no schema of ours speaks of. A bundler cannot know which methods are called,
 * so each bundle would hold e-mail addresses, JWTs and network masks. Here it is told: such a method stays when our source
 * calls something of its name on a schema. `z.email()` and the like are functions of their own, and are kept where they are
 * used without any help.
 *
 * A file that looks otherwise than expected ends the build.
 */
export const slimZod = (root: string): Plugin => ({
  name: 'slim-zod',
  setup: ({ onLoad }) => {
    const called = calledIn(['lib', 'lambdas'].flatMap((room) => sourcesIn(join(root, room), '.ts')));
    onLoad({ filter: CLASSES }, async ({ path }) => ({
      contents: slimFormats(await readFile(path, 'utf8'), called),
      loader: 'js',
    }));
  },
});

const calledIn = (files: readonly string[]): ReadonlySet<string> =>
  new Set(
    files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?<!\bz|\biso)\.(\w+)\(/g)].map(([, name = '']) => name),
    ),
  );

/** `email(params) { return this.check(core._email(ZodEmail, params)); },` over three lines, and the like of dates. */
const FORMAT =
  /^ {4}(\w+)\(params\) \{\n {8}return this\.check\((?:core\._\w+\(Zod\w+, |iso\.\w+\()params\)\);\n {4}\},?\n/gm;

/** An import by way of a list of modules, of which a bundler keeps the whole module. */
const ALL_OF_UTIL = 'import { util } from "../core/index.js";';

const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/slim-zod.ts';

/** The classes without the formats that nobody calls. @throws when there are none where they are expected. */
export function slimFormats(text: string, called: ReadonlySet<string>): string {
  const formats = [...text.matchAll(FORMAT)].map(([, name = '']) => name);
  if (!['email', 'url', 'jwt', 'ipv6'].every((name) => formats.includes(name))) {
    throw new Error(
      `zod's texts have the formats ${formats.join(', ') || 'none'}, expected email, url, jwt, ipv6 among them; ${MEND}`,
    );
  }
  if (!text.includes(ALL_OF_UTIL)) throw new Error(`zod's classes have no ${ALL_OF_UTIL}; ${MEND}`);
  return text
    .replace(ALL_OF_UTIL, 'import * as util from "../core/util.js";')
    .replaceAll('core.util.', 'util.')
    .replace(FORMAT, (method, name: string) => (called.has(name) ? method : ''));
}
