import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import * as errors from '../../lib/domain/errors';

type ErrorClass = new (message?: string, options?: ErrorOptions) => Error & { family: string };

const FAMILIES: readonly string[] = ['NotYetError', 'RefusedError'];

const classesIn = (exported: object): [string, ErrorClass][] =>
  Object.entries(exported).filter(([name, value]) => typeof value === 'function' && !FAMILIES.includes(name));

const CLASSES = classesIn(errors);

test.each([
  ['not-yet', errors.NOT_YET_ERRORS],
  ['refused', errors.REFUSED_ERRORS],
])('the list of %s errors is the exported classes of that family', (family, listed) => {
  const names = CLASSES.filter(([, Class]) => new Class().family === family).map(([name]) => name);
  expect(listed.toSorted()).toEqual(names.toSorted());
});

test.each(CLASSES)('%s has its name and its cause', (name, Class) => {
  const cause = new Error('what happened');
  const error = new Class('a message', { cause });
  expect(error).toMatchObject({ name, message: 'a message', cause });
  expect(error).toBeInstanceOf(Error);
});

test('the names survive a bundler that renames classes', () => {
  const source = readFileSync('lib/domain/errors.ts', 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', minify: true, target: 'es2023' });
  const minified = { exports: {} };
  new Function('module', 'exports', code)(minified, minified.exports);

  const names = classesIn(minified.exports).map(([exported, Class]) => [exported, new Class().name]);
  expect(names).toEqual(CLASSES.map(([name]) => [name, name]));
  expect(CLASSES).toHaveLength(18);
});
