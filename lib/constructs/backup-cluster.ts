import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import type { Plan } from '../plan/plan';
import { clusterName } from '../plan/task-names';
import type { Site } from './site';

/** Dumps are made in containers, and dumps and WAL archives are restored in them. */
export const runsContainers = ({ dumps, walArchives }: Plan): boolean =>
  dumps.length > 0 || walArchives.length > 0;

/** Where the containers run: a name to run them under, without servers. From the L1, because the L2 makes a VPC. */
export const addBackupCluster = ({ scope, plan }: Site): CfnCluster =>
  new CfnCluster(scope, 'BackupCluster', {
    clusterName: clusterName(plan),
    clusterSettings: [{ name: 'containerInsights', value: 'enabled' }],
  });
