import type { AwsMiddleware } from '../../lib/aws/client-settings';

/** One call of an AWS client, as the SDK was about to send it. */
export interface AwsCall {
  readonly region: string;
  /** The client's name, e.g. `RDS`. */
  readonly service: string;
  /** The operation, e.g. `PromoteReadReplica`. */
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: every operation has an input of its own; its model knows which.
  readonly input: any;
}

export type AnswerAws = (call: AwsCall) => Promise<object>;

/** What a modelled service can do; an operation that is not a member is not modelled. */
export type Operations = Readonly<Record<string, (input: AwsCall['input']) => Promise<object>>>;

/** Hands every call of a client to `answer`, before the SDK signs or sends anything. */
export const interception =
  (answer: AnswerAws) =>
  (region: string): AwsMiddleware => ({
    applyToStack: (stack) => {
      stack.add(
        (_next, context) => async (args) => {
          const call = {
            region,
            service: String(context.clientName).replace(/Client$/, ''),
            operation: String(context.commandName).replace(/Command$/, ''),
            input: args.input,
          };
          return { output: { $metadata: {}, ...(await answer(call)) }, response: undefined };
        },
        { step: 'initialize', priority: 'high', name: 'rehearsal' },
      );
    },
  });

/** A call that the rehearsal has no model of. Never answered with a made-up success. */
export class NotModelled extends Error {
  override readonly name = 'NotModelled';
  constructor({ service, operation, region }: AwsCall, detail = 'no model of this operation') {
    super(`${service}.${operation} in ${region}: ${detail}; the rehearsal cannot answer it`);
  }
}

/** What a client sees of a region that is gone. */
export function regionIsGone({ service, operation, region }: AwsCall): Error {
  const error = new Error(`connect ECONNREFUSED: ${service}.${operation} finds nobody in ${region}`);
  return Object.assign(error, { code: 'ECONNREFUSED' });
}
