import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';
import { addPlanStacks } from '../../lib/stacks/plan-stacks';

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

/** An app that bundles nothing: what is asserted here is the templates. */
export const templateApp = (): App => new App({ context: { 'aws:cdk:bundling-stacks': [] } });

/** Everything that a plan deploys. Throws what cdk-nag finds. */
export function deployed(plan: Plan = referencePlan(), app: App = templateApp()): Deployed {
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

function resourcesOf(plan: Plan, app: App): readonly Resource[] {
  try {
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
