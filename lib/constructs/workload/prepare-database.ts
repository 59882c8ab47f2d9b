import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  Secret as TaskSecret,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { containerScript, SHELL } from '../../containers/container-script';
import { prepareFamily } from '../../plan/workload-names';
import { IMAGES } from '../container-task';
import type { DatabaseSecrets } from './database-secrets';
import { startingRole } from './starting-role';
import type { WorkloadSite } from './workload-site';

/**
 * A task that a person runs once, when the database has been made: an instance comes with one user and without the roles that
 * the application and the orchestrator log in as, and nobody outside the network reaches it. It changes roles and grants, no
 * data. Only in the primary region: the replica has what its source has.
 */
export class PrepareDatabase extends Construct {
  constructor(site: WorkloadSite, host: string, { master, application }: DatabaseSecrets) {
    super(site.scope, 'PrepareDatabase');
    const family = prepareFamily(site.plan);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/ecs/${family}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const definition = new FargateTaskDefinition(this, 'Definition', {
      family,
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      executionRole: startingRole(this, { logGroup, secrets: [master.secretArn, application.secretArn] }),
    });
    Validations.of(definition).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason: 'addresses and names; what is secret comes from Secrets Manager',
    });
    definition.addContainer('prepare-database', {
      image: ContainerImage.fromRegistry(IMAGES.postgres),
      entryPoint: [...SHELL],
      command: [containerScript('prepare-database')],
      environment: {
        PGHOST: host,
        PGPORT: '5432',
        PGDATABASE: site.database.databaseName,
        APPLICATION_ROLE: site.applicationRole,
        ORCHESTRATOR_ROLE: site.database.orchestratorUser,
      },
      secrets: {
        PGUSER: TaskSecret.fromSecretsManager(master, 'username'),
        PGPASSWORD: TaskSecret.fromSecretsManager(master, 'password'),
        APPLICATION_PASSWORD: TaskSecret.fromSecretsManager(application, 'password'),
      },
      logging: LogDrivers.awsLogs({ streamPrefix: 'prepare-database', logGroup }),
    });
  }
}
