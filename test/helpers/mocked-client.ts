import type { SchemaRef } from '@smithy/types';
import { mockClient } from 'aws-sdk-client-mock';
import { inputObjections } from './sdk-inputs';

interface Sent {
  readonly args: readonly [
    command?: { readonly constructor: { readonly name: string }; readonly input: unknown },
  ];
}

/** A mocked client of which each test ends by looking whether the service would have understood what it was asked for. */
export const mockedClient = ((client: Parameters<typeof mockClient>[0]) => {
  const mocked = mockClient(client);
  afterEach(() => expect(misunderstood(mocked.calls() as unknown as Sent[])).toEqual([]));
  return mocked;
}) as typeof mockClient;

/** What is wrong with what was sent. */
export const misunderstood = (calls: readonly Sent[]): readonly string[] =>
  calls.flatMap(({ args: [command] }) =>
    command ? inputObjections(inputSchemaOf(command), command.input, command.constructor.name) : [],
  );

/** A command carries its operation's schema: what it is called, what it takes, and what it answers. */
function inputSchemaOf(command: object): SchemaRef {
  const { schema } = command as { readonly schema?: readonly SchemaRef[] };
  if (schema?.[4] === undefined) throw new Error(`${command.constructor.name} carries no schema`);
  return schema[4];
}
