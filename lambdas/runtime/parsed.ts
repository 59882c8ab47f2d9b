import type * as z from 'zod';
import { InvalidInput } from '../../lib/domain/errors';

/** @throws {InvalidInput} that names every place that is wrong and what was expected there. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) =>
      `${issue.path.map(String).join('.') || '(all of it)'}: ${issue.message.replace(/^Invalid input: /, '')}`,
  );
  throw new InvalidInput(`${what} is not as agreed: ${problems.join('; ')}`);
}
