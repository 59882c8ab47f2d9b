import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** A stack as CDK hands it to CloudFormation. */
export interface SynthesizedStack {
  /** The stack's name, the plan's in front. */
  readonly name: string;
  readonly region: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly template: any;
  /** Of the file that is uploaded, which is what CloudFormation measures. */
  readonly bytes: number;
  /** The names of the stacks that are deployed before it, those before them included. */
  readonly after: readonly string[];
}

export interface Deployed {
  readonly plan: Plan;
  readonly stacks: readonly SynthesizedStack[];
  readonly resources: readonly Resource[];
  /** Resources of a type, of one stack or of all. */
  readonly all: (type: string, stack?: string) => readonly Resource[];
  readonly one: (type: string, stack: string, idPrefix?: string) => Resource;
}

const ROOT = join(import.meta.dirname, '..', '..');

export const referencePlan = (overrides: Partial<Plan> = {}): Plan => ({
  ...readPlan(join(ROOT, 'firebackup.yaml')),
  ...overrides,
});

/** CDK takes seconds to load in every test file; those that find their templates made need none of it. */
const lazily = <Module>(name: string): Module => createRequire(import.meta.filename)(name);

/**
 * An app that bundles nothing: what is asserted here is the templates, as the switches in `cdk.json` make them. CDK's own
 * rules take five times as long as all the rest: they are asked where they are tested, by `validated`.
 */
export function templateApp({ validated = false } = {}): App {
  const { App } = lazily<typeof import('aws-cdk-lib')>('aws-cdk-lib');
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  return new App({
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      '@aws-cdk/core:validateAgainstDefaultRules': validated,
    },
  });
}

/** Everything that a plan deploys. Throws what cdk-nag finds. */
export const deployed = (plan: Plan = referencePlan(), app?: App): Deployed =>
  houseWith(plan, stacksOf(plan, app));

/** These stacks, and ways to find something in them. */
export function houseWith(plan: Plan, stacks: readonly SynthesizedStack[]): Deployed {
  const resources = stacks.flatMap((stack) => resourcesIn(stack, plan));
  const all = (type: string, stack?: string) =>
    resources.filter((one) => one.type === type && (stack === undefined || one.stack === stack));
  return {
    plan,
    stacks,
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
 * Most tests look at the same few plans, and making templates of one takes seconds: whoever comes first keeps them for
 * the other files of the test run. An app of the test's own is always synthesized.
 */
function stacksOf(plan: Plan, app: App | undefined): readonly SynthesizedStack[] {
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

function synthesized(plan: Plan, app: App): readonly SynthesizedStack[] {
  try {
    const { addPlanStacks } = lazily<typeof import('../../lib/stacks/plan-stacks')>(
      '../../lib/stacks/plan-stacks',
    );
    addPlanStacks(app, plan);
    const { stacks } = app.synth();
    const before = (name: string): readonly string[] =>
      (stacks.find(({ stackName }) => stackName === name)?.dependencies ?? [])
        .filter(({ id }) => stacks.some(({ stackName }) => stackName === id))
        .flatMap(({ id }) => [id, ...before(id)]);
    return stacks.map(({ stackName, environment, template, templateFullPath }) => ({
      name: stackName,
      region: environment.region,
      template,
      bytes: statSync(templateFullPath).size,
      after: [...new Set(before(stackName))],
    }));
  } finally {
    // A temporary folder of its own, which nothing else removes.
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

const resourcesIn = ({ name, template }: SynthesizedStack, plan: Plan): readonly Resource[] =>
  Object.entries<Record<string, never>>(template.Resources).map(
    ([id, { Type, Properties, DeletionPolicy }]): Resource => ({
      stack: name.slice(plan.name.length + 1),
      id,
      type: String(Type),
      properties: Properties ?? {},
      deletionPolicy: DeletionPolicy,
    }),
  );

/** A list in a template, where one element stands for itself. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
