import { readFileSync } from 'node:fs';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import { NormalizedSchema } from '@smithy/core/schema';
import { slimXml, WRITING } from '../../lib/bundling/slim-xml';
import { sourcesIn } from '../../lib/bundling/sources-in';

const source = sourcesIn('lib/aws', '.ts').map((file) => readFileSync(file, 'utf8'));

/** What our source sends of a client: the operations, without the word for a command. */
const sent = (client: string): readonly string[] =>
  source
    .filter((text) => text.includes(`@aws-sdk/${client}'`))
    .flatMap((text) => text.match(/\b\w+(?=Command\b)/g) ?? []);

/** An operation sends XML when something of its input stands neither in the path nor in a header, and is no plain body. */
function sendsXml(operation: unknown): boolean {
  const [, , , , input] = operation as readonly unknown[];
  return [...NormalizedSchema.of(input as never).structIterator()].some(([, member]) => {
    const traits = member.getMergedTraits();
    if (traits.httpPayload) return member.isStructSchema();
    return !traits.httpLabel && !traits.httpHeader && !traits.httpPrefixHeaders && !traits.httpQuery;
  });
}

test.each([
  ['client-s3', s3],
  ['client-route-53', route53],
])('of %s, whatever we send as XML brings along what writes it, and nothing else does', (client, shapes) => {
  const operations = new Set(sent(client).filter((name) => `${name}$` in shapes));
  expect(operations.size).toBeGreaterThan(0);
  const writing = [...operations].filter((name) => sendsXml((shapes as Record<string, unknown>)[`${name}$`]));
  expect(writing.map((name) => `@aws-sdk/${client}/dist-es/commands/${name}Command.js`)).toEqual(
    WRITING.filter((file) => file.includes(`/${client}/`)),
  );
});

test('where one of the files is not, the build ends', () => {
  const { setup } = slimXml('/nowhere');
  expect(() => setup({} as Parameters<typeof setup>[0])).toThrow('no node_modules/@aws-sdk/core/dist-es');
});
