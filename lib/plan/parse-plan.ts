import { readFileSync } from 'node:fs';
import { type Document, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type Plan, planSchema, WORKLOADS } from './plan';
import { type ReferencePlan, referencePlanSchema } from './reference-schema';

/** A plan as declared, by the way in which its workload comes in. */
export type DeclaredPlan = Plan | ReferencePlan;

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

/** @throws {PlanError} as `readDeclaredPlan`, and for a plan whose identifiers are known only when it is deployed. */
export const readPlan = (file: string): Plan => existing(readDeclaredPlan(file), file);

/** @throws {PlanError} as `parseDeclaredPlan`, and for a plan whose identifiers are known only when it is deployed. */
export const parsePlan = (text: string, file: string): Plan => existing(parseDeclaredPlan(text, file), file);

function existing(plan: DeclaredPlan, file: string): Plan {
  if (plan.workload === 'existing') return plan;
  throw new PlanError(file, [
    'workload: found "reference"; expected existing: this needs the identifiers of what runs already',
  ]);
}

/** @throws {PlanError} when the file cannot be read, is not YAML, or is not a plan. */
export function readDeclaredPlan(file: string): DeclaredPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PlanError(file, [
      `cannot be read (${(cause as Error).message}); expected a plan file, such as firebackup init writes`,
    ]);
  }
  return parseDeclaredPlan(text, file);
}

/** @throws {PlanError} with all problems at once. */
export function parseDeclaredPlan(text: string, file: string): DeclaredPlan {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new PlanError(
      file,
      document.errors.map((error) => `not valid YAML: ${error.message.split('\n')[0]}`),
    );
  }
  const declared = declaredIn(document, file);
  if (declared === null || declared === undefined)
    throw new PlanError(file, ['is empty; expected a plan, such as firebackup init writes']);
  const parsed = schemaFor(declared, file).safeParse(declared);
  if (!parsed.success)
    throw new PlanError(
      file,
      parsed.error.issues.map((issue) => inWords(issue, declared)),
    );
  return parsed.data;
}

/**
 * Which of the two schemas a plan is held against is known before it is parsed: a union would tell what is wrong by both.
 *
 * @throws {PlanError} for a workload that is neither, with nothing else: what follows from the wrong one is no news
 */
function schemaFor(declared: unknown, file: string) {
  const { workload = 'existing' } = declared as { workload?: unknown };
  if (workload === 'reference') return referencePlanSchema;
  if (workload === 'existing') return planSchema;
  throw new PlanError(file, [`workload: found ${JSON.stringify(workload)}; ${WORKLOADS}`]);
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
  // What was received is what was found, which stands before it; YAML's own words for the rest.
  const expected = issue.message
    .replace(/^Invalid input: /, '')
    .replace(/, received .*$/, '')
    .replace(/^expected object$/, 'expected a section with fields of its own')
    .replace(/^expected array$/, 'expected a list');
  return `${path}: found ${found === undefined ? 'nothing' : JSON.stringify(found)}; ${expected}`;
}
