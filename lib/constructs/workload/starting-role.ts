import { Aws } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge-wildcards';
import { permissionStatement } from '../permission-statement';
import type { Permission } from '../permissions';
import type { WorkloadSite } from './workload-site';

interface Started {
  readonly logGroup: LogGroup;
  /** Of secrets that it is started with, as IAM words resources. */
  readonly secrets: readonly string[];
  /** Where its image lies, unless everybody may have it. */
  readonly repositoryArn?: string;
}

/** What ECS does before the first line of a task runs: fetch its image, open its log, read its password. */
export function startingRole(scope: Construct, { logGroup, secrets, repositoryArn }: Started): IRole {
  const permissions: readonly Permission[] = [
    ...(repositoryArn === undefined ? [] : fetching(repositoryArn)),
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    { actions: ['secretsmanager:GetSecretValue'], resources: secrets },
  ];
  const role = new Role(scope, 'StartingRole', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
    inlinePolicies: {
      Calls: new PolicyDocument({ statements: permissions.map((one) => permissionStatement(one)) }),
    },
  });
  acknowledgeWildcards(scope, permissions);
  return role.withoutPolicyUpdates();
}

const fetching = (repositoryArn: string): readonly Permission[] => [
  {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ['*'],
    wildcardBecause: 'ECR has no resource types for this action; what may be fetched is said by the next one',
  },
  {
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    resources: [repositoryArn],
  },
];

/** Of a secret, or of its replica in this region, by our own name for it; Secrets Manager adds a hyphen and six characters. */
export const secretArn = ({ region }: Pick<WorkloadSite, 'region'>, name: string): string =>
  `arn:aws:secretsmanager:${region}:${Aws.ACCOUNT_ID}:secret:${name}`;
