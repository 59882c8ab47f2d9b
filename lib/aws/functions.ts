import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { InvalidInput, Unreachable } from '../domain/errors';
import { errorNamed } from '../domain/named-error';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Functions = ReturnType<typeof functions>;

/** Longer than the 30 s that a brake may take, and asked once: whoever calls sees the answer and decides. */
const WHILE_A_FUNCTION_RUNS = { maxAttempts: 1, answerWithinMillis: 35_000 };

/** Verbs over Lambda in one region. */
export function functions(access: AwsAccess) {
  const settings = clientSettings(access);
  const client = withMiddleware(
    new LambdaClient({
      ...settings,
      maxAttempts: WHILE_A_FUNCTION_RUNS.maxAttempts,
      requestHandler: {
        ...settings.requestHandler,
        requestTimeout: WHILE_A_FUNCTION_RUNS.answerWithinMillis,
      },
    }),
    access,
  );

  return {
    /** Calls a function and waits for its answer. @throws what the function threw, by its name */
    invoke: async (name: string, event: unknown): Promise<unknown> => {
      const what = `lambda in ${access.region}: invoke ${name}`;
      const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
      const { FunctionError, Payload } = await asking(what, () => client.send(command));
      const answered = answerIn(what, Payload);
      if (FunctionError === undefined) return answered;
      const { errorType, errorMessage } = (answered ?? {}) as { errorType?: string; errorMessage?: string };
      // A function that was ended from outside has no error of its own, and nobody knows how far it came.
      if (errorType === undefined || errorType === 'Sandbox.Timedout')
        throw new Unreachable(`${what}: ${errorMessage ?? FunctionError}`);
      throw errorNamed(errorType, `${what}: ${errorMessage ?? 'no message'}`);
    },
  };
}

function answerIn(what: string, payload: Uint8Array | undefined): unknown {
  const text = new TextDecoder().decode(payload);
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`${what}: answered ${text.slice(0, 200)}, expected JSON`, { cause });
  }
}
