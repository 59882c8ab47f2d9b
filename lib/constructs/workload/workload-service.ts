import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  AvailabilityZoneRebalancing,
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
  OperatingSystemFamily,
  type Secret,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Tasks } from '../../plan/sizing';
import { applicationSecret, serviceName } from '../../plan/workload-names';
import { secretArn, startingRole } from './starting-role';
import { API_PORT, type WorkloadGroups } from './workload-groups';
import type { WorkloadSite } from './workload-site';

export interface WorkloadServiceProps {
  readonly component: 'api' | 'workers';
  readonly size: Tasks & { readonly cpu: number; readonly memoryMegabytes: number };
  /** How many there are when the service is made, and after each deployment that changes it. */
  readonly tasks: number;
  readonly cluster: ICluster;
  readonly subnets: readonly ISubnet[];
  readonly groups: WorkloadGroups;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

/**
 * The guide's liveness probe begins after 30 s. Its readiness probe, every 5 s from the 5th on, has no counterpart: a target group
 * asks at one interval, and the guide gives that as 10 s. A task takes requests after two good answers and is replaced after three bad
 * ones, which is what both probes are for.
 */
const FIRST_PROBE = Duration.seconds(30);

/** One service on Fargate: over three zones, and never with a task fewer than it should have while it is deployed. */
export class WorkloadService extends Construct {
  readonly service: FargateService;

  constructor(site: WorkloadSite, props: WorkloadServiceProps) {
    super(site.scope, props.component === 'api' ? 'Api' : 'Workers');
    const { component, size, tasks, cluster, subnets, groups } = props;
    const name = serviceName(site.plan, component);
    this.service = new FargateService(this, 'Service', {
      serviceName: name,
      cluster,
      taskDefinition: this.#definition(site, props),
      desiredCount: tasks,
      vpcSubnets: { subnets: [...subnets] },
      securityGroups: [groups.application],
      assignPublicIp: false,
      // No task is stopped before its successor serves: maxUnavailable 0.
      minHealthyPercent: 100,
      maxHealthyPercent: oneMoreThan(Math.max(tasks, size.least)),
      circuitBreaker: { enable: true, rollback: true },
      // Each Fargate task has a host of its own; zones are what they can be too many in.
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      ...(component === 'api' && { healthCheckGracePeriod: FIRST_PROBE }),
    });
  }

  #definition(site: WorkloadSite, props: WorkloadServiceProps): FargateTaskDefinition {
    const { component, size, environment, secrets } = props;
    const name = serviceName(site.plan, component);
    const [repositoryName, tag] = site.plan.reference.image.split(':') as [string, string];
    const repository = Repository.fromRepositoryAttributes(this, 'Repository', {
      repositoryName,
      repositoryArn: `arn:aws:ecr:${site.region}:${Aws.ACCOUNT_ID}:repository/${repositoryName}`,
    });
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/ecs/${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const definition = new FargateTaskDefinition(this, 'Definition', {
      family: name,
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMegabytes,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.X86_64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      executionRole: startingRole(this, {
        logGroup,
        repositoryArn: repository.repositoryArn,
        secrets: [`${secretArn(site, applicationSecret(site.plan))}-??????`],
      }),
    });
    Validations.of(definition).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason: 'addresses and names; what is secret comes from Secrets Manager',
    });
    definition.addContainer(component, {
      // Of the region's own registry: a task that starts here needs nothing from the other region.
      image: ContainerImage.fromEcrRepository(repository, tag),
      environment: { ...environment, FIREBACKUP_COMPONENT: component },
      secrets: { ...secrets },
      logging: LogDrivers.awsLogs({ streamPrefix: component, logGroup }),
      ...(component === 'api' && { portMappings: [{ containerPort: API_PORT }] }),
    });
    return definition;
  }
}

/** In percent of so many tasks, rounded so that ECS, which rounds down, comes to one more: maxSurge 1. */
const oneMoreThan = (tasks: number): number => Math.ceil((100 * (tasks + 1)) / tasks);
