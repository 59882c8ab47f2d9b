import { type LeftOut, NOTHING_DONE } from './left-out-module';

const SMITHY = '@smithy/core/dist-es/submodules';
const AWS = '@aws-sdk/core/dist-es/submodules/client';

const WEB_STREAM = 'web streams come from fetch; Node answers with streams of its own';
const HAS_CRYPTO = 'stands in where Node lacks a hash; Lambda’s Node has them all';
const NO_DISCOVERY =
  'DynamoDB’s endpoint discovery is off unless it is asked for, and no call of ours needs it';

export const LEFT_OUT_OF_CLIENTS: readonly LeftOut[] = [
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
    module: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    because: 'writes down the headers of a stream’s events to sign them; see below',
    instead: 'export class HeaderFormatter {}',
  },
  {
    module: `${AWS}/middleware-user-agent/check-features.js`,
    because: 'counts for AWS in each call which settings a client makes use of',
    instead: 'export const checkFeatures = async () => {};',
  },
  {
    module: '@aws-sdk/middleware-endpoint-discovery/dist-es/resolveEndpointDiscoveryConfig.js',
    because: NO_DISCOVERY,
    instead: 'export const resolveEndpointDiscoveryConfig = (input) => input;',
  },
  { module: '@aws-sdk/client-dynamodb/dist-es/commands/DescribeEndpointsCommand.js', because: NO_DISCOVERY },
  {
    module: `${SMITHY}/event-streams/index.js`,
    asked: '@smithy/core/event-streams',
    because: 'no call of ours streams events (S3 Select, Lambda with response streams)',
    instead: `
      export const eventStreamSerdeProvider = () => undefined;
      export const resolveEventStreamSerdeConfig = (input) => input;`,
  },
  {
    module: `${AWS}/middleware-logger/loggerMiddleware.js`,
    because: 'tells a client’s logger of each call; no client of ours has one',
    instead: `export const getLoggerPlugin = () => (${NOTHING_DONE});`,
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
];
