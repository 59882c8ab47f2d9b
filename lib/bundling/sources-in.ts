import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file of a kind in a folder and in the folders in it. */
export const sourcesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
