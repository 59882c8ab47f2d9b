import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Permission } from './permissions';

/**
 * Tells cdk-nag, finding by finding, why a statement's resources hold a wildcard. One without a reason stays a finding and
 * fails the synthesis.
 */
export function acknowledgeWildcards(scope: IConstruct, permissions: readonly Permission[]): void {
  for (const { resources, wildcardBecause } of permissions) {
    if (wildcardBecause === undefined) continue;
    for (const resource of resources.filter((arn) => arn.includes('*'))) {
      Validations.of(scope).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${asFound(scope, resource)}]`,
        reason: wildcardBecause,
      });
    }
  }
}

/** cdk-nag writes references as `<LogicalId.Attribute>`. */
function asFound(scope: IConstruct, resource: string): string {
  const resolved: unknown = Stack.of(scope).resolve(resource);
  if (typeof resolved === 'string') return resolved;
  const { 'Fn::Join': join } = resolved as { 'Fn::Join': [string, unknown[]] };
  return join[1].map(partAsFound).join(join[0]);
}

function partAsFound(part: unknown): string {
  if (typeof part === 'string') return part;
  const { Ref, 'Fn::GetAtt': attribute } = part as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return `<${Ref ?? attribute?.join('.')}>`;
}
