/** Calls a task as Lambda does: JSON in, JSON out, and of an error its name and its message. */
export async function asLambda(task: (input: never) => Promise<unknown>, event: unknown): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify((await task(JSON.parse(JSON.stringify(event)) as never)) ?? null));
  } catch (error) {
    const { name, message } = error as Error;
    const cause = JSON.stringify({ errorType: name, errorMessage: message });
    throw Object.assign(new Error(message), { name, cause });
  }
}
