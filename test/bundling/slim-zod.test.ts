import { readFileSync } from 'node:fs';
import { slimFormats } from '../../lib/bundling/slim-zod';

const ZOD = readFileSync('node_modules/zod/v4/classic/schemas.js', 'utf8');

test('formats that nobody calls are dropped, and nothing else', () => {
  const slim = slimFormats(ZOD, new Set(['url']));
  expect([/^ {4}email\(/m, /^ {4}jwt\(/m, /^ {4}url\(/m, /^ {4}min\(/m].map((one) => one.test(slim))).toEqual(
    [false, false, true, true],
  );
  expect(slim).toContain('export const ZodEmail =');
});

test.each([
  [
    'formats in a new way',
    ZOD.replaceAll('return this.check(core.', 'return check(core.'),
    'have the formats',
  ],
  ['another import of its helpers', ZOD.replace('import { util }', 'import { util as u }'), 'have no import'],
])('a zod with %s ends the build', (_, text, because) => {
  expect(() => slimFormats(text, new Set())).toThrow(because);
});
