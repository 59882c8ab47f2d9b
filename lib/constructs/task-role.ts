import { Effect, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Contract } from '../../lambdas/runtime/contract';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { deniedToItself, interfacePermissions } from './network-permissions';
import { permissionStatement } from './permission-statement';
import { type Permission, permissionsFor } from './permissions';
import type { Ground } from './plan-arns';

interface TaskRoleProps {
  readonly contract: Contract;
  readonly ground: Ground;
  readonly functionArn: string;
  readonly logGroup: LogGroup;
  readonly failedCalls: IQueue | undefined;
}

/** The role of one function: its own log group, traces, what its contract calls; no managed policy. */
export class TaskRole extends Construct {
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    { contract, ground, functionArn, logGroup, failedCalls }: TaskRoleProps,
  ) {
    super(scope, id);
    const inVpc = contract.network === 'vpc';
    const allowed: readonly Permission[] = [
      logging(logGroup),
      TRACING,
      ...permissionsFor(contract.calls, ground),
      ...(failedCalls ? [leavingWord(failedCalls)] : []),
      ...(inVpc ? interfacePermissions(ground.region, ground.account) : []),
    ];
    const statements = [
      ...allowed.map((permission) => permissionStatement(permission)),
      ...(inVpc ? [permissionStatement(deniedToItself(functionArn), Effect.DENY)] : []),
    ];
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${contract.name} may do: ${contract.purpose}`,
      inlinePolicies: { Calls: new PolicyDocument({ statements }) },
    });
    acknowledgeWildcards(this, allowed);
  }
}

const TRACING: Permission = {
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
  wildcardBecause: 'X-Ray has no resource types for these actions',
};

const leavingWord = ({ queueArn }: IQueue): Permission => ({
  actions: ['sqs:SendMessage'],
  resources: [queueArn],
});

const logging = (logGroup: LogGroup): Permission => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [logGroup.logGroupArn],
});
