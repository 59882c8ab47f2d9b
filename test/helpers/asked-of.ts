interface Asked {
  readonly args: readonly { readonly constructor: { readonly name: string }; readonly input: unknown }[];
}

/** What a mocked client was asked for, in its order: command and input. */
export const askedOf = (client: { calls(): unknown[] }): readonly [command: string, input: unknown][] =>
  (client.calls() as Asked[]).flatMap(({ args: [command] }) =>
    command ? [[command.constructor.name, command.input]] : [],
  );
