import type { Deployed, SynthesizedStack } from './deployed';
import { actionExists, actionsOf, grantedIn } from './iam-actions';
import { beyondLimits } from './limits';
import { referenceChecker } from './references';
import { templateChecker } from './template-checker';

/** Everything that can be known of a plan's templates without an account: an objection each, none when all is well. */
export type TemplateChecks = (house: Deployed) => Promise<readonly string[]>;

export async function templateChecks(): Promise<TemplateChecks> {
  const [properties, references] = [await templateChecker(), await referenceChecker()];
  return async ({ stacks, resources }) => [
    ...resources
      .filter(({ type }) => type !== 'AWS::CDK::Metadata')
      .flatMap((one) =>
        properties(one.type, one.properties).map((objection) => `${one.stack}/${one.id}: ${objection}`),
      ),
    ...stacks.flatMap((stack) => references(stack, stacks).map((one) => `${stack.name}: ${one}`)),
    ...stacks.flatMap(beyondLimits),
    ...stacks.flatMap((stack) => tooEarly(stack, stacks)),
    ...(await unknownActions(resources)),
  ];
}

/**
 * What CloudFormation cannot see: stacks of other regions that a stack names without asking them. S3 replicates only to a
 * bucket that exists.
 */
export function tooEarly(stack: SynthesizedStack, all: readonly SynthesizedStack[]): readonly string[] {
  const targets = Object.values<SynthesizedStack['template']>(stack.template.Resources).flatMap(
    ({ Properties }) => Properties?.ReplicationConfiguration ?? [],
  );
  return all
    .filter((other) => other !== stack && !stack.after.includes(other.name))
    .flatMap((other) =>
      bucketNames(other)
        .filter((name) => JSON.stringify(targets).includes(name))
        .map(
          (name) =>
            `${stack.name} replicates to ${name} and is not deployed after ${other.name}, which makes it`,
        ),
    );
}

/** The part of each name that is known before the account is. */
const bucketNames = ({ template }: SynthesizedStack): readonly string[] =>
  Object.values<SynthesizedStack['template']>(template.Resources)
    .filter(({ Type }) => Type === 'AWS::S3::Bucket')
    .flatMap(
      ({ Properties }) => /[a-z0-9-]{8,}/.exec(JSON.stringify(Properties?.BucketName ?? ''))?.[0] ?? [],
    );

async function unknownActions(resources: Deployed['resources']): Promise<readonly string[]> {
  const granted = grantedIn(resources).flatMap((one) =>
    actionsOf(one).map((action) => ({ to: one.to, action })),
  );
  const answers = await Promise.all(
    granted.map(async ({ to, action }) =>
      (await actionExists(action)) ? [] : [`${to}: IAM knows no ${action}`],
    ),
  );
  return answers.flat();
}
