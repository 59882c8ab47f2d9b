import type * as z from 'zod';

/**
 * What a Lambda promises, read by the runtime (to parse) and by the infrastructure (to build and to permit): a variable
 * or a permission that the code needs and the stack forgot does not compile or does not pass the tests.
 */
export interface Contract<Input extends z.ZodType = z.ZodType, Env extends z.ZodType = z.ZodType> {
  /** The task's one name: folder here, function in AWS, state in the machine. */
  readonly name: string;
  /** One sentence for the console. */
  readonly purpose: string;
  /** `vpc` speaks SQL and calls no AWS API; `aws` calls AWS APIs and reaches no database. */
  readonly network: 'vpc' | 'aws';
  readonly timeoutSeconds: number;
  readonly input: Input;
  /** The variables that the stack has to set. Lambda itself sets AWS_REGION. */
  readonly env: Env;
  /** IAM actions of the calls that the task makes, no more. */
  readonly calls: readonly string[];
}

export const defineContract = <Input extends z.ZodType, Env extends z.ZodType>(
  contract: Contract<Input, Env>,
): Contract<Input, Env> => contract;
