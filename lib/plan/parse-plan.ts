import { readFileSync } from 'node:fs';
import { type Document, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type Plan, planSchema } from './plan';

/** Everything that is wrong with a plan file, each with its path, the value found and what was expected. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(
      `${file}: ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
  }
}

/** @throws {PlanError} when the file cannot be read, is not YAML, or is not a plan. */
export function readPlan(file: string): Plan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PlanError(file, [
      `cannot be read (${(cause as Error).message}); expected a plan file, see firebackup.yaml`,
    ]);
  }
  return parsePlan(text, file);
}

/** @throws {PlanError} with all problems at once. */
export function parsePlan(text: string, file: string): Plan {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new PlanError(
      file,
      document.errors.map((error) => `not valid YAML: ${error.message.split('\n')[0]}`),
    );
  }
  const declared = declaredIn(document, file);
  if (declared === null || declared === undefined)
    throw new PlanError(file, ['is empty; expected a plan, see firebackup.yaml']);
  const parsed = planSchema.safeParse(declared);
  if (!parsed.success)
    throw new PlanError(
      file,
      parsed.error.issues.map((issue) => inWords(issue, declared)),
    );
  return parsed.data;
}

/** @throws {PlanError} for an alias (`*name`) that leads nowhere, which shows only when it is followed. */
function declaredIn(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new PlanError(file, [`not valid YAML: ${(cause as Error).message}`]);
  }
}

function inWords(issue: z.core.$ZodIssue, declared: unknown): string {
  const path = issue.path.map(String).join('.') || '(the whole plan)';
  if (issue.code === 'unrecognized_keys')
    return `${path}: has ${issue.keys.join(', ')}; expected only what the schema names`;
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    declared,
  );
  const expected = issue.message.replace(/^Invalid input: /, '');
  return `${path}: found ${found === undefined ? 'nothing' : JSON.stringify(found)}; ${expected}`;
}
