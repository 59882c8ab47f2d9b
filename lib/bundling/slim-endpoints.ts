import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { slimRules } from './endpoint-rules';
import { slimPartitions } from './slim-partitions';

const FILES: readonly (readonly [filter: RegExp, slim: (path: string, text: string) => string])[] = [
  [/[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]endpoint[\\/]bdd\.js$/, slimRules],
  [/[\\/]@aws-sdk[\\/]core[\\/]dist-es[\\/].*[\\/]partitions\.js$/, slimPartitions],
];

/** Leaves out where AWS can be reached and no client of ours goes. */
export const slimEndpoints: Plugin = {
  name: 'slim-endpoints',
  setup: ({ onLoad }) => {
    for (const [filter, slim] of FILES) {
      onLoad({ filter }, async ({ path }) => ({
        contents: slim(path, await readFile(path, 'utf8')),
        loader: 'js',
      }));
    }
  },
};
