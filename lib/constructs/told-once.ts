import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Site } from './site';

/**
 * Function variables in which what is told at deployment is asked for once per stack, by a parameter whose value they get.
 * Some 80 functions that each asked for some 20 values would be 1,600 look-ups per deployment, and a template beyond
 * CloudFormation's 1 MB. Nobody reads the parameter when anything runs: the values stand in the variables.
 */
export function toldOnce(
  site: Site,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [packed, ...told] = environment.DEPLOYMENT?.split(' ') ?? [];
  if (told.length === 0) return environment;
  const made = site.scope.node.tryFindChild('Told');
  const parameter =
    made instanceof CfnParameter
      ? made
      : new CfnParameter(site.scope, 'Told', {
          type: 'String',
          description: `What AWS named in the workload of ${site.plan.name}, in the order in which its deployment counts it`,
          value: told.join(' '),
        });
  return { ...environment, DEPLOYMENT: `${packed} ${parameter.attrValue}` };
}
