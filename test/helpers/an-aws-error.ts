/** An error as AWS or the network words it: told apart by its name or its code. */
export const anAwsError = (name: string, code?: string): Error =>
  Object.assign(new Error(`what ${name} says`), { name, ...(code && { code }) });
