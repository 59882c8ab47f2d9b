import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { containerScript, SHELL } from '../containers/container-script';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { permissionStatement } from './permission-statement';
import type { Permission } from './permissions';
import { executionRoleName, taskRoleName } from './plan-arns';

/** As published by their makers, from a registry without a login or a limit that matters here. Nothing is built. */
export const IMAGES = {
  aws: 'public.ecr.aws/aws-cli/aws-cli:2.26.5',
  /** Of the major version that is protected; minor versions come by themselves, as RDS' own do. */
  postgres: 'public.ecr.aws/docker/library/postgres:16-alpine',
} as const;

/** The folder that all containers of a task share, and that they begin in. */
const WORK = '/work';
/**
 * The most that Fargate gives: a dump that does not fit fails, and only then. Beyond 20 GiB a GiB costs about 0.0001 USD
 * an hour: a dump of ten minutes pays 0.003 USD for it.
 */
const EPHEMERAL_GIB = 200;

/** One container of a task: what it runs, in which image. */
export interface Step {
  /** Of the container and of its script in `lib/containers/`. */
  readonly name: string;
  readonly image: keyof typeof IMAGES;
  /** For one that goes on serving PostgreSQL: the shell's words for being ready. */
  readonly isReady?: string;
}

export interface ContainerTaskProps {
  readonly family: string;
  readonly region: string;
  /** In their order: each begins when the one before it has ended well. The task lasts as long as the last. */
  readonly steps: readonly Step[];
  readonly permissions: readonly Permission[];
  readonly size: { readonly cpu: number; readonly memoryLimitMiB: number };
}

/**
 * A Fargate task that runs stock images one after another over a shared folder. Values reach its scripts by the environment
 * that whoever runs it gives to each container, never by being written into a script.
 */
export class ContainerTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: ContainerTaskProps) {
    super(scope, id);
    const { family, region, steps, permissions, size } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/ecs/${family}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const roleOf = (role: string, roleName: string, allowed: readonly Permission[]) =>
      new Role(this, role, {
        roleName,
        assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
        inlinePolicies: {
          Calls: new PolicyDocument({ statements: allowed.map((one) => permissionStatement(one)) }),
        },
      });
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family,
      ...size,
      ephemeralStorageGiB: EPHEMERAL_GIB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      volumes: [{ name: 'work' }],
      taskRole: roleOf('TaskRole', taskRoleName(family, region), permissions).withoutPolicyUpdates(),
      // The images need no login, so this role only opens the log.
      executionRole: roleOf('ExecutionRole', executionRoleName(family, region), [
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      ]).withoutPolicyUpdates(),
    });
    acknowledgeWildcards(this, permissions);
    this.#addSteps(steps, logGroup);
  }

  #addSteps(steps: readonly Step[], logGroup: LogGroup): void {
    let before: ContainerDefinition | undefined;
    for (const [at, { name, image, isReady }] of steps.entries()) {
      const container = this.definition.addContainer(name, {
        image: ContainerImage.fromRegistry(IMAGES[image]),
        // One that is waited for to end must not end the task.
        essential: at === steps.length - 1,
        entryPoint: [...SHELL],
        command: [containerScript(name)],
        workingDirectory: WORK,
        logging: LogDrivers.awsLogs({ streamPrefix: name, logGroup }),
        ...(isReady && {
          // PostgreSQL refuses to run as root, and the image has an account for it.
          user: 'postgres',
          portMappings: [{ containerPort: 5432 }],
          healthCheck: {
            command: ['CMD-SHELL', isReady],
            interval: Duration.seconds(5),
            timeout: Duration.seconds(4),
            retries: 10,
            startPeriod: Duration.seconds(300),
          },
        }),
      });
      container.addMountPoints({ sourceVolume: 'work', containerPath: WORK, readOnly: false });
      if (before)
        container.addContainerDependencies({
          container: before,
          condition: ContainerDependencyCondition.SUCCESS,
        });
      before = container;
    }
  }
}
