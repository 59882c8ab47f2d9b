import { build } from 'esbuild';
import { leftOut, standIn } from '../../lib/bundling/left-out';

const file = 'a-library/index.js';
const because = 'a test';

test('what stands in exports every name, throwing, and what is given instead as it is', () => {
  const text = standIn(
    { module: file, because, instead: 'export const two = 2;' },
    `export function one() {}\nexport const two = () => 3;\nexport { x as three } from './x';\n`,
  );
  expect(text.match(/^(export .*);$/gm)).toEqual([
    'export const two = 2;',
    'export { _0 as one };',
    'export { _1 as three };',
  ]);
  expect(text).toContain("import { gone } from 'left-out';");
});

test.each([
  ['says nothing', '// empty', undefined, 'cannot tell what node_modules/a-library/index.js exports'],
  ['exports in a new way', 'export const one = 1;\nexport * from "./x";\n', undefined, 'cannot tell what'],
  ['is CommonJS and has nothing instead', 'exports.one = 1;', undefined, 'cannot tell what'],
  ['has other names', 'export const one = 1;\n', 'export const two = 2;', 'exports no two'],
])('a module that %s ends the build', (_, original, instead, because_) => {
  expect(() => standIn({ module: file, because, ...(instead && { instead }) }, original)).toThrow(because_);
});

test('a module that is not there ends the build', () => {
  const { setup } = leftOut(process.cwd(), [{ module: file, because }]);
  const build = { onLoad: () => undefined, onResolve: () => undefined };
  expect(() => setup(build as unknown as Parameters<typeof setup>[0])).toThrow(
    'no node_modules/a-library/index.js to leave out',
  );
});

test('in a bundle, what is left out throws when it is called and when it is asked for at run time', async () => {
  const module = '@smithy/core/dist-es/submodules/event-streams/index.js';
  const asked = '@smithy/core/event-streams';
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { EventStreamSerde } from '${asked}';
        export const called = async () => new EventStreamSerde();
        export const imported = () => import('${asked}');`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'cjs',
    plugins: [leftOut(process.cwd(), [{ module, because, asked }])],
  });
  const bundle = { exports: {} as Record<'called' | 'imported', () => Promise<unknown>> };
  new Function('module', 'exports', outputFiles[0]?.text ?? '')(bundle, bundle.exports);
  await expect(bundle.exports.called()).rejects.toThrow('EventStreamSerde is left out of the bundles');
  await expect(bundle.exports.imported()).rejects.toThrow(`${asked} is left out of the bundles`);
  expect(outputFiles[0]?.text).not.toContain('HeaderMarshaller');
});
