import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge-wildcards';
import { permissionStatement } from '../permission-statement';
import type { Permission } from '../permissions';

/** What RDS' agent on the host of an instance needs: its figures go to a log group of RDS' choice, every minute. */
export function monitoringRole(scope: Construct, region: string): Role {
  const group = `arn:aws:logs:${region}:${Aws.ACCOUNT_ID}:log-group:RDSOSMetrics`;
  const permissions: readonly Permission[] = [
    { actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: [group] },
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents'],
      resources: [`${group}:log-stream:*`],
      wildcardBecause: 'RDS numbers instances, and names a stream after each of those numbers',
    },
  ];
  acknowledgeWildcards(scope, permissions);
  return new Role(scope, 'MonitoringRole', {
    assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com'),
    inlinePolicies: {
      Calls: new PolicyDocument({ statements: permissions.map((one) => permissionStatement(one)) }),
    },
  });
}
