import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { readPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation makes of it; the tests say what they expect.
  readonly properties: any;
  readonly deletionPolicy: string | undefined;
}

export interface Deployed {
  readonly plan: Plan;
  readonly resources: readonly Resource[];
  /** Resources of a type, of one stack or of all. */
  readonly all: (type: string, stack?: string) => readonly Resource[];
  readonly one: (type: string, stack: string, idPrefix?: string) => Resource;
}

export const referencePlan = (overrides: Partial<Plan> = {}): Plan => ({
  ...readPlan(join(import.meta.dirname, '..', '..', 'firebackup.yaml')),
  ...overrides,
});

/** CDK takes seconds to load in every test file; those that find their templates made need none of it. */
const lazily = <Module>(name: string): Module => createRequire(import.meta.filename)(name);

/** An app that bundles nothing: what is asserted here is the templates. */
export function templateApp(): App {
  const { App } = lazily<typeof import('aws-cdk-lib')>('aws-cdk-lib');
  return new App({ context: { 'aws:cdk:bundling-stacks': [] } });
}

/** Everything that a plan deploys. Throws what cdk-nag finds. */
export function deployed(plan: Plan = referencePlan(), app?: App): Deployed {
  const resources = resourcesOf(plan, app);
  const all = (type: string, stack?: string) =>
    resources.filter((one) => one.type === type && (stack === undefined || one.stack === stack));
  return {
    plan,
    resources,
    all,
    one: (type, stack, idPrefix = '') => {
      const [only, ...others] = all(type, stack).filter(({ id }) => id.startsWith(idPrefix));
      if (!only || others.length > 0) throw new Error(`expected one ${type} ${idPrefix}* in ${stack}`);
      return only;
    },
  };
}

/**
 * Most tests look at the same few plans, and making templates of one takes ten seconds: whoever comes first keeps them for
 * the other files of the test run. An app of the test's own is always synthesized.
 */
function resourcesOf(plan: Plan, app: App | undefined): readonly Resource[] {
  const folder = process.env.SYNTHESIZED;
  if (app || !folder) return synthesized(plan, app ?? templateApp());
  const file = join(folder, `${createHash('sha256').update(JSON.stringify(plan)).digest('hex')}.json`);
  if (!existsSync(file)) {
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(synthesized(plan, templateApp())));
    renameSync(unfinished, file);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function synthesized(plan: Plan, app: App): readonly Resource[] {
  try {
    const { addPlanStacks } = lazily<typeof import('../../lib/stacks/plan-stacks')>(
      '../../lib/stacks/plan-stacks',
    );
    addPlanStacks(app, plan);
    return app.synth().stacks.flatMap(({ stackName, template }) =>
      Object.entries<Record<string, never>>(template.Resources).map(
        ([id, { Type, Properties, DeletionPolicy }]): Resource => ({
          stack: stackName.slice(plan.name.length + 1),
          id,
          type: String(Type),
          properties: Properties ?? {},
          deletionPolicy: DeletionPolicy,
        }),
      ),
    );
  } finally {
    // A temporary folder of its own, which nothing else removes.
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

/** A list in a template, where one element stands for itself. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
