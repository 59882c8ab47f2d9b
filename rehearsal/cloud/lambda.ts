import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Invoke } from '../functions';
import type { Operations } from './interception';

/** Lambda in one region, for whoever calls a function by its deployed name and waits for the answer. */
export const lambdaOperations = (deployment: string, functions: ReadonlyMap<string, Invoke>): Operations => ({
  Invoke: async ({ FunctionName, Payload, InvocationType }) => {
    if (InvocationType !== undefined)
      throw new Error(`an invocation of type ${InvocationType} is not modelled`);
    const invoke = functions.get(FunctionName.slice(deployment.length + 1));
    if (!invoke || !FunctionName.startsWith(`${deployment}-`))
      throw new ResourceNotFoundException({ $metadata: {}, message: `no function ${FunctionName}` });
    try {
      return { StatusCode: 200, Payload: encoded(await invoke(JSON.parse(Payload))) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: encoded({ errorType, errorMessage }) };
    }
  },
});

const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
