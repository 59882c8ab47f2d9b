import type { AwsMiddleware } from '../../lib/aws/client-settings';

/** Answers every call to AWS before it leaves, with what `answer` says to the command's input. */
export const anAwsMiddleware = (answer: (input: unknown) => object): AwsMiddleware => ({
  applyToStack: (stack) =>
    stack.add(() => async (args) => ({ response: {}, output: { ...answer(args.input), $metadata: {} } }), {
      step: 'initialize',
      priority: 'high',
    }),
});
