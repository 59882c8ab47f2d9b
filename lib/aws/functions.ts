import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { InvalidInput, Unreachable } from '../domain/errors';
import { errorNamed } from '../domain/named-error';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Functions = ReturnType<typeof functions>;

/** Longer than the 30 s that a brake may take, and asked once: whoever calls sees the answer and decides. */
const WHILE_A_FUNCTION_RUNS = { maxAttempts: 1, answerWithinMillis: 35_000 };

/** What of a function is deployed. */
export interface DeployedFunction {
  /** Of its code; the same code has the same one in every region. */
  readonly codeHash: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

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

    /** Asks Lambda whether the caller may call a function, which is not called. @throws {AccessDenied} {NotFound} */
    mayInvoke: async (name: string): Promise<void> => {
      const command = new InvokeCommand({ FunctionName: name, InvocationType: 'DryRun' });
      await asking(`lambda in ${access.region}: may invoke ${name}`, () => client.send(command));
    },

    deployed: async (name: string): Promise<DeployedFunction> => {
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      const found = await asking(`lambda in ${access.region}: look at ${name}`, () => client.send(command));
      return { codeHash: found.CodeSha256, variables: found.Environment?.Variables ?? {} };
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
