import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { awsEndpointFunctions } from '@aws-sdk/core/client';
import { type BinaryDecisionDiagram, customEndpointFunctions, decideEndpoint } from '@smithy/core/endpoints';
import { type Diagram, diagramIn, pruned, slimRules } from '../../lib/bundling/endpoint-rules';
import { sourcesIn } from '../../lib/bundling/sources-in';

customEndpointFunctions.aws = awsEndpointFunctions;

const CLIENTS = 'node_modules/@aws-sdk';
const rules = new Map(
  sourcesIn('lib/aws', '.ts')
    .flatMap((file) => readFileSync(file, 'utf8').match(/(?<=@aws-sdk\/)client-[\w-]+/g) ?? [])
    .map((client) => [client, `${CLIENTS}/${client}/dist-es/endpoint/bdd.js`] as const),
);

/** What a bundle holds of the rules, run as it stands there. */
const inBundle = (path: string): Diagram =>
  runInNewContext(
    slimRules(path, readFileSync(path, 'utf8'))
      .replace(/^import .*\n/, '')
      .replace('export const bdd =', 'bdd ='),
    {
      BinaryDecisionDiagram: {
        from: (
          nodes: number[],
          root: number,
          conditions: Diagram['conditions'],
          results: Diagram['results'],
        ) => ({
          nodes,
          root,
          conditions,
          results,
        }),
      },
    },
  );

function decided(diagram: Diagram, endpointParams: Readonly<Record<string, unknown>>): unknown {
  try {
    const found = decideEndpoint(diagram as unknown as BinaryDecisionDiagram, { endpointParams } as never);
    return JSON.parse(JSON.stringify(found));
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whatever the defaults of a client leave open. */
const SWITCHES_OFF = {
  UseFIPS: false,
  UseDualStack: false,
  Accelerate: false,
  UseGlobalEndpoint: false,
  ForcePathStyle: false,
  DisableMultiRegionAccessPoints: false,
};
const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'cn-north-1',
  'us-gov-west-1',
  'xx-new-1',
  undefined,
];
const ENDPOINTS = [undefined, 'http://127.0.0.1:4566', 'https://s3.example.com'];
const NAMES: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { Bucket: 'backups-primary', Key: 'a/b' },
  { Bucket: 'with.dots', Key: 'a', Prefix: 'a' },
  { Bucket: 'Not A Bucket' },
  { Bucket: 'backups', DisableS3ExpressSessionAuth: true, CopySource: 'exports/a' },
  { ResourceArn: 'ledger' },
  { ResourceArnList: ['ledger'], AccountId: '111122223333', AccountIdEndpointMode: 'preferred' },
  { ResourceArn: 'ledger', AccountId: '111122223333', AccountIdEndpointMode: 'disabled' },
  { AccountIdEndpointMode: 'required' },
];
const ASKED = REGIONS.flatMap((Region) =>
  ENDPOINTS.flatMap((Endpoint) =>
    NAMES.map((names) => ({
      ...SWITCHES_OFF,
      ...(Region && { Region }),
      ...(Endpoint && { Endpoint }),
      ...names,
    })),
  ),
);

// The SDK complains of addresses that are none, such as a bucket with dots before an IP address: before and after.
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));

test('every client of ours has rules', () => {
  expect(rules.size).toBeGreaterThanOrEqual(10);
});

test.each([...rules])('%s finds the endpoints of plain names as the SDK does', (_, path) => {
  const whole = diagramIn(path, readFileSync(path, 'utf8'));
  const slim = inBundle(path);
  expect(slim.nodes.length).toBeLessThan(whole.nodes.length);
  for (const asked of ASKED) expect([asked, decided(slim, asked)]).toEqual([asked, decided(whole, asked)]);
});

const S3 = `${CLIENTS}/client-s3/dist-es/endpoint/bdd.js`;
const DYNAMODB = `${CLIENTS}/client-dynamodb/dist-es/endpoint/bdd.js`;
const plain = { ...SWITCHES_OFF, Region: 'us-west-2', Bucket: 'backups' };

test.each<[string, string, object]>([
  ['a FIPS endpoint', S3, { UseFIPS: true }],
  ['a dual stack', S3, { UseDualStack: true }],
  ['acceleration', S3, { Accelerate: true }],
  ['a directory bucket', S3, { Bucket: 'bucket--usw2-az1--x-s3' }],
  ['an access point', S3, { Bucket: 'arn:aws:s3:us-west-2:111122223333:accesspoint:one' }],
  ['the path style by choice', S3, { ForcePathStyle: true }],
  [
    'another region in the bucket’s ARN',
    S3,
    { Bucket: 'arn:aws:s3:eu-west-1:111122223333:accesspoint:a', UseArnRegion: false },
  ],
  [
    'a table by its ARN',
    DYNAMODB,
    {
      ResourceArn: 'arn:aws:dynamodb:us-west-2:111122223333:table/ledger',
      AccountIdEndpointMode: 'preferred',
    },
  ],
  ['a FIPS endpoint of another service', DYNAMODB, { UseFIPS: true }],
])('%s is refused by name and not sent elsewhere', (_, path, asked) => {
  expect(decided(inBundle(path), { ...plain, ...asked })).toContain('left out of the bundles');
});

test.each([
  ['no rules', 'export const bdd = 1;\n', 'no rules for endpoints in a.js'],
  [
    'rules that are made in a new way',
    readFileSync(S3, 'utf8').replace('.from(nodes', '.of(nodes'),
    'no rules',
  ],
])('a client with %s ends the build', (_, text, because) => {
  expect(() => slimRules('a.js', text)).toThrow(because);
});

test('ways that lead nowhere end the build', () => {
  const diagram = { root: 2, conditions: [['isSet', []]] as never, results: [] };
  expect(() => pruned({ ...diagram, nodes: [-1, 1, -1, 0, -2, 1] })).toThrow('the way -2 leads to no node');
  expect(() => pruned({ ...diagram, nodes: [-1, 1, -1, 7, 1, 1] })).toThrow('node 2 has no condition');
});
