import { join } from 'node:path';
import { functionsOf, makeBundles } from './make-bundles';

/*
 * Bundles every function into the folder that is named, or what is named after it: `tsx lib/bundling/main.ts <folder>
 * [<name>=<file> …]`.
 */
const root = join(import.meta.dirname, '..', '..');
const [, , directory, ...named] = process.argv;
if (!directory) throw new Error('no folder for the bundles; say one: tsx lib/bundling/main.ts <folder>');
const entries = Object.fromEntries(named.map((one) => one.split('=')));
await makeBundles(root, directory, named.length > 0 ? entries : functionsOf(root));
