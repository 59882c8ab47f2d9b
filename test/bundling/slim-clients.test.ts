import { namedInSdk, retryable, slimSchemas, withoutExtensions } from '../../lib/bundling/slim-clients';

const SCHEMAS = `const _a = "xmlName";
const n0_registry = new TypeRegistry(n0);
export var Busy$ = [-3, n0, 1];
n0_registry.registerError(Busy$, Busy);
export var Gone$ = [-3, n0, 2];
n0_registry.registerError(Gone$, Gone);
_s_registry.registerError(RDSServiceException$, RDSServiceException);
export var Shape$ = [3, n0, _S,
    0,
    [_a],
    [[() => List, { [_a]: _b }]]
];
`;

test('keys are written out, and errors that nobody names are not registered', () => {
  const slim = slimSchemas('a.js', SCHEMAS, new Set(['Busy', 'xmlName']));
  expect(slim).toContain('Shape$ = [3, n0, _S, 0, [_a], [[() => List, { "xmlName": _b }]], 0];');
  expect(slim.match(/registerError\(.*\)/g)).toEqual([
    'registerError(Busy$, Busy)',
    'registerError(RDSServiceException$, RDSServiceException)',
  ]);
});

test.each([
  [
    'a key that is no constant',
    SCHEMAS.replace('const _a', 'let _a'),
    'the key _a is no constant of the file',
  ],
  ['no registrations', SCHEMAS.replaceAll('registerError', 'register'), '0 of 0 registrations'],
  ['registrations in a new way', `${SCHEMAS}  other.registerError(Busy$, Busy);\n`, '3 of 4 registrations'],
  [
    'a registration of two names',
    SCHEMAS.replace('Gone$, Gone', 'Gone$, Lost'),
    'Lost is registered as Gone',
  ],
])('schemas with %s end the build', (_, text, because) => {
  expect(() => slimSchemas('a.js', text, new Set())).toThrow(because);
});

test('errors that the SDK tries again are known by their classes', () => {
  const errors =
    'export class One extends Base {\n  $retryable = {};\n}\nexport class Two extends Base {\n}\n';
  expect(retryable(errors)).toEqual(['One']);
});

test('a client that is extended is told so; extensions that work in a new way end the build', () => {
  const known = 'export const resolveRuntimeExtensions = (runtimeConfig, extensions) => {\n  return 1;\n};\n';
  expect(withoutExtensions('a.js', known)).toContain('extensions of clients are left out');
  expect(() => withoutExtensions('a.js', known.replace('extensions)', 'all)'))).toThrow('a.js exports');
});

test.each([
  ['rds', ['Marker', 'MaxRecords', 'PreSignedUrl']],
  ['ecs', ['nextToken', 'maxResults']],
  ['s3', ['ContinuationToken', 'ChecksumAlgorithm', 'ChecksumMode']],
])('members of %s that only the SDK sets or reads are named there', (client, members) => {
  expect(namedInSdk('.', `node_modules/@aws-sdk/client-${client}`)).toEqual(expect.arrayContaining(members));
});
