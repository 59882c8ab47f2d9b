import { type LeftOut, NOTHING_DONE } from './left-out-module';

const S3 = '@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3';
const EXPRESS = `${S3}/middleware-s3-express`;
const SMITHY = '@smithy/core/dist-es/submodules';

const NO_EXPRESS = 'is for directory buckets; ours are versioned and locked, which those cannot be';
const WHOLE_BODY =
  'sends a body of unknown length in pieces; ours are texts that are known when they are sent';

export const LEFT_OUT_OF_S3: readonly LeftOut[] = [
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
    module: `${EXPRESS}/classes/S3ExpressIdentityProviderImpl.js`,
    because: NO_EXPRESS,
    instead: 'export class S3ExpressIdentityProviderImpl {}',
  },
  {
    module: `${EXPRESS}/functions/s3ExpressMiddleware.js`,
    because: NO_EXPRESS,
    instead: `export const getS3ExpressPlugin = () => (${NOTHING_DONE});`,
  },
  {
    module: `${EXPRESS}/functions/s3ExpressHttpSigningMiddleware.js`,
    because: `${NO_EXPRESS}; without it the signing of every client signs`,
    instead: `export const getS3ExpressHttpSigningPlugin = () => (${NOTHING_DONE});`,
  },
  { module: '@aws-sdk/client-s3/dist-es/commands/CreateSessionCommand.js', because: NO_EXPRESS },
  {
    module: `${S3}/middleware-region-redirect/region-redirect-middleware.js`,
    because: 'follows a bucket into another region, for those who ask for it; ours are where the plan says',
    instead: `export const getRegionRedirectMiddlewarePlugin = () => (${NOTHING_DONE});`,
  },
  {
    module: `${S3}/middleware-ssec/middleware-ssec.js`,
    because: 'encrypts with a key that comes with each call; ours are KMS’s',
    instead: `export const getSsecPlugin = () => (${NOTHING_DONE});`,
  },
  {
    module: `${S3}/middleware-check-content-length-header/check-content-length-header.js`,
    because:
      'tells a client’s logger of a body of unknown length; ours are known, and no client of ours has one',
    instead: `export const getCheckContentLengthHeaderPlugin = () => (${NOTHING_DONE});`,
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/httpAuthSchemes/aws_sdk/AwsSdkSigV4ASigner.js',
    because: 'signs for several regions at once; see above',
    instead: 'export class AwsSdkSigV4ASigner {}',
  },
  { module: `${SMITHY}/serde/util-stream/getAwsChunkedEncodingStream.js`, because: WHOLE_BODY },
  { module: `${SMITHY}/serde/util-stream/createBufferedReadable.js`, because: WHOLE_BODY },
];
