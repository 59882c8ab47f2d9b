import type { LeftOut } from './left-out-module';
import { LEFT_OUT_OF_CLIENTS } from './left-out-of-clients';
import { LEFT_OUT_OF_S3 } from './left-out-of-s3';

const REDIS = '@redis/client/dist/lib';

const ONE_NODE = 'a session talks to one node, the primary, whatever the cache consists of';

export const LEFT_OUT: readonly LeftOut[] = [
  ...LEFT_OUT_OF_CLIENTS,
  ...LEFT_OUT_OF_S3,
  {
    module: 'zod/v4/core/memoizer.js',
    because: 'follows values that contain themselves; what a Lambda parses was JSON, which cannot',
    instead: 'export const memoizer = () => undefined;',
  },
  {
    module: 'zod/v4/core/to-json-schema.js',
    because: 'the plan’s JSON schema is written by the operator’s machine; a Lambda only parses',
  },
  { module: 'zod/v4/core/json-schema-processors.js', because: 'as above' },
  {
    module: '@aws-lambda-powertools/logger/lib/esm/logBuffer.js',
    because:
      'holds lines back until something goes wrong; our loggers print all that their level lets through',
    instead: 'export class CircularMap {}',
  },
  {
    module: 'prom-client/index.js',
    because:
      'counts, times and watches a process that goes on; what is exposed here are gauges, of the ledger (60 kB less)',
    instead: `
      exports.Gauge = require('./lib/gauge');
      exports.Registry = require('./lib/registry');`,
  },
  { module: `${REDIS}/sentinel/index.js`, because: ONE_NODE, instead: 'exports.default = {};' },
  { module: `${REDIS}/cluster/index.js`, because: ONE_NODE, instead: 'exports.default = {};' },
  {
    module: `${REDIS}/command-metadata/command-metadata-data.js`,
    because: 'routes commands in a cluster and says what a client-side cache may keep',
    instead: 'exports.COMMAND_METADATA = {};',
  },
  {
    module: `${REDIS}/commands/index.js`,
    because:
      'one method per command; ours are sent as words, and what the client says itself it asks for by file',
    instead: 'exports.default = {};',
  },
];
