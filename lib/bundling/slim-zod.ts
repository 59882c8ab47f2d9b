import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { sourcesIn } from './sources-in';

/** Zod's classes, with a method for everything that a schema can be told. */
const CLASSES = /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/;

/**
 * Lets esbuild drop what no schema of ours is told. A bundler cannot know which methods are called, so each bundle would
 * hold intersections, codecs, e-mail addresses and network masks. Here it is told: a method stays when our source calls
 * something of its name, or another method does. `z.email()` and the like are functions of their own, and are kept where
 * they are used without any help.
 *
 * A file that looks otherwise than expected ends the build.
 */
export const slimZod = (root: string): Plugin => ({
  name: 'slim-zod',
  setup: ({ onLoad }) => {
    const called = calledIn(['lib', 'lambdas'].flatMap((room) => sourcesIn(join(root, room), '.ts')));
    onLoad({ filter: CLASSES }, async ({ path }) => ({
      contents: slimMethods(await readFile(path, 'utf8'), called),
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

/** `email(params) {` or `parse: function _parse(data) {`, its lines, `},`; no statement such as `if (one) {`. */
const METHOD =
  /^ {4}(?:async )?(?!if\b|for\b|while\b|switch\b)(\w+)(?:: (?:async )?function \w+)?\(.*\) \{\n(?: {8}.*\n)* {4}\},?\n/gm;

/** Some of what is expected, of each of the kinds of schemas that have methods. */
const EXPECTED = [
  'refine',
  'and',
  'parse',
  'safeParse',
  'encode',
  'min',
  'email',
  'jwt',
  'int',
  'multipleOf',
  'pick',
];

/** An import by way of a list of modules, of which a bundler keeps the whole module. */
const ALL_OF_UTIL = 'import { util } from "../core/index.js";';

/** How a class is written down as JSON schema, which only the operator's machine asks for. */
const AS_JSON_SCHEMA = /^ {4}inst\._zod\.processJSONSchema = .*;\n/gm;

/** Objects that write a parser of their own when they first parse. That pays off with the many; a Lambda parses a few. */
const COMPILED = 'core.$ZodObjectJIT.init(inst, def);';

const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/slim-zod.ts';

/** The classes without the methods that nobody calls. @throws when there are none where they are expected. */
export function slimMethods(text: string, called: ReadonlySet<string>): string {
  const methods = new Set([...text.matchAll(METHOD)].map(([, name = '']) => name));
  const missing = EXPECTED.filter((name) => !methods.has(name));
  if (missing.length > 0) throw new Error(`zod's schemas have no method ${missing.join(', ')}; ${MEND}`);
  for (const line of [ALL_OF_UTIL, COMPILED]) {
    if (!text.includes(line)) throw new Error(`zod's classes have no ${line}; ${MEND}`);
  }
  const inside = new Set([...text.matchAll(/\bthis\.(\w+)\(/g)].map(([, name = '']) => name));
  return text
    .replace(ALL_OF_UTIL, 'import * as util from "../core/util.js";')
    .replaceAll('core.util.', 'util.')
    .replace(COMPILED, 'core.$ZodObject.init(inst, def);')
    .replace(AS_JSON_SCHEMA, '')
    .replace(METHOD, (method, name: string) => (called.has(name) || inside.has(name) ? method : ''));
}
