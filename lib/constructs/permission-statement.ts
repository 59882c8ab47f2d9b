import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Permission } from './permissions';

/** A permission as IAM words it. */
export const permissionStatement = (
  { actions, resources, conditions }: Permission,
  effect: Effect = Effect.ALLOW,
): PolicyStatement =>
  new PolicyStatement({
    effect,
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions: conditions as Record<string, Record<string, string | string[]>> }),
  });
