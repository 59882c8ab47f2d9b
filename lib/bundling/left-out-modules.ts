/** A module of a library that the bundles are without. */
export interface LeftOut {
  /** Its file under node_modules. */
  readonly module: string;
  /** Why no Lambda of ours reaches it. */
  readonly because: string;
  /** What stands in its place. Names of the module's that this does not export throw when they are called. */
  readonly instead?: string;
}

const SMITHY = '@smithy/core/dist-es/submodules';
const AWS = '@aws-sdk/core/dist-es/submodules/client';
const EXPRESS = '@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/classes';
const REDIS = '@redis/client/dist/lib';

const WEB_STREAM = 'web streams come from fetch; Node answers with streams of its own';
const HAS_CRYPTO = 'stands in where Node lacks a hash; Lambda’s Node has them all';
const ONE_NODE = 'a session talks to one node, the primary, whatever the cache consists of';

export const LEFT_OUT: readonly LeftOut[] = [
  {
    module: '@aws-sdk/credential-provider-node/dist-es/index.js',
    because:
      'Lambda gives credentials in the environment; profiles, SSO, web identity and metadata are for elsewhere',
    instead: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
  },
  {
    module: '@aws-sdk/credential-providers/dist-es/index.js',
    because: 'as above; the RDS signer asks this package for the same chain',
    instead: `export { fromEnv as fromNodeProviderChain } from '@aws-sdk/credential-provider-env';`,
  },
  {
    module: `${SMITHY}/config/shared-ini-file-loader/loadSharedConfigFiles.js`,
    because: 'reads ~/.aws; a Lambda has a home without it',
    instead: `
      export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    module: '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js',
    because:
      'signs for several regions at once, which only multi-region access points ask for; a bucket stands in one',
    instead: `
      import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
      export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
        static sigv4aDependency() { return 'none'; }
      }`,
  },
  {
    module: `${EXPRESS}/S3ExpressIdentityProviderImpl.js`,
    because: 'opens sessions on directory buckets; ours are versioned and locked, which those cannot be',
    instead: 'export class S3ExpressIdentityProviderImpl {}',
  },
  {
    module: '@aws-sdk/endpoint-cache/dist-es/EndpointCache.js',
    because: 'DynamoDB’s endpoint discovery is off unless it is asked for, and no call of ours needs it',
    instead: 'export class EndpointCache {}',
  },
  {
    module: `${SMITHY}/event-streams/index.js`,
    because: 'no call of ours streams events (S3 Select, Lambda with response streams)',
    instead: `
      export const eventStreamSerdeProvider = () => undefined;
      export const resolveEventStreamSerdeConfig = (input) => input;`,
  },
  {
    module: `${AWS}/middleware-logger/loggerMiddleware.js`,
    because: 'tells a client’s logger of each call; no client of ours has one',
    instead: 'export const getLoggerPlugin = () => ({ applyToStack: () => {} });',
  },
  {
    module: `${SMITHY}/client/smithy-client/schemaLogFilter.js`,
    because: 'blanks out secrets for that logger',
  },
  {
    module: `${AWS}/emitWarningIfUnsupportedVersion.js`,
    because: 'warns on an old Node; the functions’ runtime is one of the house laws',
    instead: 'export const emitWarningIfUnsupportedVersion = () => undefined;',
  },
  {
    module: `${SMITHY}/config/config-resolver/regionConfig/getInstanceMetadataRegion.js`,
    because: 'asks the EC2 machine where it is; Lambda says so in AWS_REGION',
  },
  { module: `${SMITHY}/checksum/sha256/Sha256Js.js`, because: HAS_CRYPTO },
  { module: `${SMITHY}/checksum/md5/Md5Js.js`, because: HAS_CRYPTO },
  { module: '@aws-sdk/checksums/dist-es/submodules/sha/sha1/Sha1Js.js', because: HAS_CRYPTO },
  { module: `${SMITHY}/serde/util-stream/sdk-stream-mixin.browser.js`, because: WEB_STREAM },
  { module: `${SMITHY}/serde/util-stream/createBufferedReadable.browser.js`, because: WEB_STREAM },
  { module: `${SMITHY}/serde/util-stream/getAwsChunkedEncodingStream.browser.js`, because: WEB_STREAM },
  { module: `${SMITHY}/serde/util-stream/checksum/createChecksumStream.browser.js`, because: WEB_STREAM },
  {
    module: 'zod/v4/core/to-json-schema.js',
    because: 'the plan’s JSON schema is written by the operator’s machine; a Lambda only parses',
  },
  { module: 'zod/v4/core/json-schema-processors.js', because: 'as above' },
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
