import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/**
 * The code of a function: its handler and all that it imports, in one minified file.
 *
 * Bundled in this process, since CDK's own construct starts npx and esbuild once per function, a second each.
 * CommonJS, because a dependency (`pg`) requires Node's modules at run time. With the SDK inside: what was rehearsed is
 * what runs, and the runtime's copy changes without notice. `pg-native` is optional and not installed.
 */
export const bundleOf = (name: string): Code =>
  Code.fromAsset(join('lambdas', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: NEVER_USED,
      local: {
        tryBundle: (directory) => {
          buildSync({
            entryPoints: [join('lambdas', name, 'handler.ts')],
            outfile: join(directory, 'index.js'),
            bundle: true,
            platform: 'node',
            target: 'node24',
            format: 'cjs',
            minify: true,
            sourcemap: true,
            sourcesContent: false,
            external: ['pg-native'],
            logLevel: 'error',
          });
          return true;
        },
      },
    },
  });

/** CDK wants an image for the case that local bundling declines, which it never does. */
const NEVER_USED = DockerImage.fromRegistry('none');
