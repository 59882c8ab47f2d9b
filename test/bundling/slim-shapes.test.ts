import { readFileSync } from 'node:fs';
import { slimShapes } from '../../lib/bundling/slim-shapes';

const constants = new Map([
  ['_A', '"Alpha"'],
  ['_B', '"Beta"'],
  ['_C', '"Gamma"'],
]);
const shape = (members: string, kinds: string, required = '') =>
  `export var Job$ = [3, n0, _J,\n    0,\n    [${members}],\n    [${kinds}]${required}\n];\n`;
const slim = (text: string, ...named: readonly string[]) =>
  slimShapes('a.js', text, constants, new Set(named));

test('members that nobody names are dropped, and those that are required stay counted', () => {
  expect(slim(shape('_A, _B, _C', '0, () => Other$, 4', ', 2'), 'Beta', 'Gamma')).toBe(
    'export var Job$ = [3, n0, _J, 0, [_B,_C], [() => Other$,4], 1];\n',
  );
});

test('where a member stands on the wire does not keep it', () => {
  const kinds = '[0, { "httpHeader": _x }], [64 | 0, { "xmlFlattened": 1, "xmlName": `A, [b]` }]';
  expect(slim(shape('_A, _B', kinds))).toBe('export var Job$ = [3, n0, _J, 0, [], [], 0];\n');
});

test.each([
  ['a token that the SDK makes up', '[0, 4]'],
  ['a part of the path', '[0, 1]'],
  ['a payload', '[() => Other$, { "httpPayload": 1, "xmlName": _x }]'],
  ['whatever we do not know', '[0, { "somethingNew": 1 }]'],
])('%s stays, named or not', (_, kind) => {
  expect(slim(shape('_A, _B', `0, ${kind}`))).toContain(`[_B], [${kind}]`);
});

test('errors and unions keep all their members', () => {
  const text = `${shape('_A', '0')}export var Gone$ = [-3, n0, _G,\n    0,\n    [_A],\n    [0]\n];\n`;
  expect(slim(text)).toContain('Gone$ = [-3, n0, _G,\n    0,\n    [_A],\n    [0]\n];');
});

test('a list of something simple is written as one number', () => {
  expect(slim(`${shape('_A', '0')}var List = 64 | 0;\n`)).toContain('var List = 64;');
});

test.each([
  ['a member without a name', shape('_A, _D', '0, 0'), 'cannot tell the members of'],
  ['fewer kinds than members', shape('_A, _B', '0'), 'cannot tell the members of'],
  ['more to a shape', shape('_A', '0', ', 1, 2'), 'cannot tell the members of'],
  ['no shapes', 'export var n = 1;\n', '0 of 0 structures'],
  ['shapes in a new way', `${shape('_A', '0')}let b = [3, n0, _B, 0];\n`, '1 of 2 structures'],
])('%s ends the build', (_, text, because) => {
  expect(() => slim(text)).toThrow(because);
});

test('what a client of ours sends by itself keeps its place', () => {
  const path = 'node_modules/@aws-sdk/client-ecs/dist-es/schemas/schemas_0.js';
  const text = readFileSync(path, 'utf8');
  const known = new Map(
    [...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const request = /^export var RunTaskRequest\$ = .*$/m.exec(
    slimShapes(path, text, known, new Set(['cluster'])),
  );
  expect(request?.[0].replaceAll(/_\w+/g, (name) => known.get(name) ?? name)).toMatch(
    /^export var RunTaskRequest\$ = \[3, n0, "RunTaskRequest", 0, \["cluster","clientToken"\], \[0,\[0, 4\]\], 0\];$/,
  );
});
