import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  CfnDBInstance,
  type CfnDBInstanceProps,
  CfnDBParameterGroup,
  CfnDBSubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import {
  databaseParameterGroup,
  databaseSubnetGroup,
  instanceName,
  MAINTENANCE_WINDOW,
  replicaName,
} from '../../plan/workload-names';
import { DatabaseSecrets, MASTER_USER } from './database-secrets';
import { monitoringRole } from './monitoring-role';
import { PrepareDatabase } from './prepare-database';
import type { WorkloadGroups } from './workload-groups';
import type { WorkloadNetwork } from './workload-network';
import type { WorkloadSite } from './workload-site';

const MONITORED_EVERY_SECONDS = 60;
const GROWS_TO_GIGABYTES = 1000;

interface Around {
  readonly network: WorkloadNetwork;
  readonly groups: WorkloadGroups;
  readonly key: Key;
}

/**
 * PostgreSQL in a region: where the plan's primary is, the instance with a standby in another zone and its read replicas; in
 * the recovery region, the replica that is promoted when the other is lost. From L1s, whose properties are the numbers
 * that the guide writes down, one by one.
 */
export class WorkloadDatabase extends Construct {
  readonly instance: CfnDBInstance;
  readonly #shared: Partial<CfnDBInstanceProps>;
  readonly #site: WorkloadSite;

  constructor(site: WorkloadSite, { network, groups, key }: Around) {
    super(site.scope, 'Database');
    this.#site = site;
    const { plan, size } = site;
    const subnetGroup = new CfnDBSubnetGroup(this, 'SubnetGroup', {
      dbSubnetGroupName: databaseSubnetGroup(plan),
      dbSubnetGroupDescription: `Private subnets of ${plan.name} in three zones`,
      subnetIds: network.privateSubnets.map(({ subnetId }) => subnetId),
    });
    const parameterGroup = new CfnDBParameterGroup(this, 'Parameters', {
      dbParameterGroupName: databaseParameterGroup(plan),
      description: `PostgreSQL 16 of ${plan.name}: no connection without TLS`,
      family: 'postgres16',
      parameters: { 'rds.force_ssl': '1' },
    });
    this.#shared = {
      dbInstanceClass: size.database.instanceClass,
      storageType: 'gp3',
      maxAllocatedStorage: GROWS_TO_GIGABYTES,
      vpcSecurityGroups: [groups.database.securityGroupId],
      dbParameterGroupName: parameterGroup.ref,
      enableIamDatabaseAuthentication: true,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      enablePerformanceInsights: true,
      performanceInsightsKmsKeyId: key.keyArn,
      monitoringInterval: MONITORED_EVERY_SECONDS,
      monitoringRoleArn: monitoringRole(this, site.region).roleArn,
      deletionProtection: true,
    };
    this.instance =
      site.place === 'primary'
        ? this.#primary(subnetGroup.ref, key)
        : this.#crossRegionReplica(subnetGroup.ref, key);
    site.tell('DatabaseHost', this.instance.attrEndpointAddress);
  }

  #primary(dbSubnetGroupName: string, key: Key): CfnDBInstance {
    const { plan, size, database } = this.#site;
    const secrets = new DatabaseSecrets(this.#site);
    const primary = this.#instance('Primary', {
      dbInstanceIdentifier: instanceName(plan, 'primary'),
      engine: 'postgres',
      engineVersion: '16',
      allocatedStorage: String(size.database.storageGigabytes),
      storageEncrypted: true,
      kmsKeyId: key.keyArn,
      multiAz: true,
      // A larger class takes the instance away for a minute or two: it waits for the window. What it is made with does not.
      applyImmediately: false,
      dbName: database.databaseName,
      masterUsername: MASTER_USER,
      masterUserPassword: secrets.master.secretValueFromJson('password').unsafeUnwrap(),
      dbSubnetGroupName,
      ...this.#backups(),
    });
    new PrepareDatabase(this.#site, primary.attrEndpointAddress, secrets);
    for (let at = 0; at < plan.reference.replicas; at += 1) {
      // In the source's own region RDS gives it the source's subnets and key.
      const replica = this.#instance(`Replica${at}`, {
        dbInstanceIdentifier: replicaName(plan, at),
        sourceDbInstanceIdentifier: primary.ref,
        multiAz: false,
      });
      Validations.of(replica).acknowledge({
        id: 'AwsSolutions-RDS3',
        reason:
          'it only answers reads, of which the other replicas and the primary answer the rest; no point is recovered from it',
      });
      inheritsEncryption(replica);
    }
    return primary;
  }

  /**
   * What is promoted: as large as the primary, with a standby of its own, and with backups ON, so that the first recovery
   * points of the promoted database are not the ones that it has yet to take. Its source is named by its ARN, which is known
   * before it is there. Never take `sourceDbInstanceIdentifier` out of a deployed stack: CloudFormation would promote it.
   */
  #crossRegionReplica(dbSubnetGroupName: string, key: Key): CfnDBInstance {
    const { plan } = this.#site;
    const replica = this.#instance('CrossRegionReplica', {
      dbInstanceIdentifier: instanceName(plan, 'recovery'),
      sourceDbInstanceIdentifier: `arn:aws:rds:${plan.regions.primary}:${Aws.ACCOUNT_ID}:db:${instanceName(plan, 'primary')}`,
      sourceRegion: plan.regions.primary,
      kmsKeyId: key.keyArn,
      multiAz: true,
      dbSubnetGroupName,
      ...this.#backups(),
    });
    inheritsEncryption(replica);
    return replica;
  }

  #backups(): Partial<CfnDBInstanceProps> {
    const { database } = this.#site;
    return {
      backupRetentionPeriod: database.backupRetentionDays,
      preferredBackupWindow: database.backupWindow,
      deleteAutomatedBackups: false,
    };
  }

  #instance(id: string, props: CfnDBInstanceProps): CfnDBInstance {
    const instance = new CfnDBInstance(this, id, { ...this.#shared, ...props });
    // It holds data that nothing else has; what removes it says so itself, after its protection was taken away.
    instance.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(instance).acknowledge({
      id: 'AwsSolutions-RDS11',
      reason:
        'two groups and no route from outside keep strangers away; another port would only keep tools away',
    });
    return instance;
  }
}

const inheritsEncryption = (replica: CfnDBInstance): void => {
  Validations.of(replica).acknowledge({
    id: 'AwsSolutions-RDS2',
    reason: 'a replica is encrypted as its source is, and CloudFormation wants this not to be said of one',
  });
};
