import { readFileSync } from 'node:fs';
import { slimMethods } from '../../lib/bundling/slim-zod';

const ZOD = readFileSync('node_modules/zod/v4/classic/schemas.js', 'utf8');

/** Which of these a text has as methods. */
const methodsIn = (text: string, names: readonly string[]) =>
  names.filter((name) => new RegExp(`^ {4}(async )?${name}(\\(|: (async )?function)`, 'm').test(text));

test('methods that nobody calls are dropped, and nothing else', () => {
  const slim = slimMethods(ZOD, new Set(['url', 'parse', 'min']));
  const kept = ['url', 'parse', 'min'];
  const gone = ['email', 'jwt', 'and', 'pipe', 'safeParseAsync', 'decode', 'extend'];
  expect(methodsIn(ZOD, [...kept, ...gone])).toEqual([...kept, ...gone]);
  expect(methodsIn(slim, [...kept, ...gone])).toEqual(kept);
  expect(slim).toContain('export const ZodEmail =');
});

test('what methods call of their own stays', () => {
  expect(methodsIn(slimMethods(ZOD, new Set()), ['check', 'clone'])).toEqual(['check', 'clone']);
});

test('statements are no methods', () => {
  const statements = (text: string) => text.match(/^ {4}(if|for|while|switch) \(/gm)?.length;
  expect(statements(slimMethods(ZOD, new Set()))).toBe(statements(ZOD));
});

test.each([
  ['methods in a new way', ZOD.replaceAll('    and(arg) {', '    and: (arg) => {'), 'have no method and'],
  ['another import of its helpers', ZOD.replace('import { util }', 'import { util as u }'), 'have no import'],
  [
    'objects of a new kind',
    ZOD.replace('$ZodObjectJIT.init', '$ZodObjectAOT.init'),
    'have no core.$ZodObjectJIT',
  ],
])('a zod with %s ends the build', (_, text, because) => {
  expect(() => slimMethods(text, new Set())).toThrow(because);
});
