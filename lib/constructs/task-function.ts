import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Architecture,
  type CfnFunction,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { Contract } from '../../lambdas/runtime/contract';
import { functionName as functionNameIn } from '../plan/deployed-names';
import type { Place } from '../plan/deployment';
import type { ArchivePlace } from './archive-rules';
import { bundleOf } from './bundle';
import { checkEnvironmentSize } from './environment';
import type { Site } from './site';
import { TaskRole } from './task-role';
import { toldOnce } from './told-once';

export interface TaskFunctionProps<Env extends z.ZodType> {
  readonly contract: Contract<z.ZodType, Env>;
  /** Exactly what the contract's schema demands: a forgotten variable does not compile. */
  readonly environment: z.input<Env>;
  /** Whose databases and caches the task acts on; without it, those of its own region. */
  readonly reaches?: readonly Place[];
  readonly evidenceBucketArn?: string;
  /** Of the task that listens to Route 53's checkers. */
  readonly healthCheckId?: string;
  /** Of tasks that act in the backup buckets: the keys that are their business, as IAM words patterns. */
  readonly backupKeys?: readonly string[];
  /** Of the task that reads WAL archives: where they lie. */
  readonly archives?: readonly ArchivePlace[];
  /** Of tasks that act on what restores make, and on nothing that is live. */
  readonly scratch?: 'named' | 'listed';
  /** Of tasks that put old primaries aside, or delete those that were. */
  readonly oldPrimaries?: 'put aside' | 'deleted';
  readonly reservedConcurrency?: number;
  /** Of the one task that asks for the ledger in other regions when its own gives no answer. */
  readonly ledgerEverywhere?: true;
  /**
   * Of tasks that are called all day, by the second or every few: untraced, and without Lambda's own lines. X-Ray records one call a
   * second whatever Lambda is told, some 13 USD a month for a trace that says nothing new.
   */
  readonly polled?: true;
  /**
   * Of tasks that are one small step by themselves, called by the clock: a trace of one span tells nothing that the log does not, and
   * each call would be one.
   */
  readonly untraced?: true;
  /** Of tasks that the clock calls: where Lambda leaves word, by the function's role, of a call that failed in every try. */
  readonly failedCalls?: IQueue;
  /** Of the one task that gives instances the plan's parameter groups. */
  readonly givesParameters?: true;
}

/**
 * Memory buys processor time, and a cold start lies on the way of a failover: 512 MB give about a third of a processor.
 * Half of it doubles a cold start of roughly a second; a minute of 512 MB costs less than a thousandth of a dollar.
 */
const MEMORY_MEGABYTES = 512;

/** One way to make a function, from its contract: code, limits, role, logs, traces. */
export class TaskFunction<Env extends z.ZodType = z.ZodType> extends Construct {
  readonly contract: Contract;
  readonly function: IFunction;

  constructor(site: Site, props: TaskFunctionProps<Env>) {
    const {
      contract,
      reaches,
      evidenceBucketArn,
      healthCheckId,
      backupKeys,
      archives,
      scratch,
      oldPrimaries,
      reservedConcurrency,
      ledgerEverywhere,
      givesParameters,
      polled,
      untraced,
      failedCalls,
    } = props;
    super(site.scope, pascalCase(contract.name));
    this.contract = contract as unknown as Contract;
    const functionName = functionNameIn(site.plan, contract.name);
    const inVpc = contract.network === 'vpc';
    const environment = {
      ...(props.environment as Readonly<Record<string, string>>),
      NODE_OPTIONS: '--enable-source-maps',
      // Lambda's Node.js does not load Amazon's roots by itself since version 20, and RDS' certificates hang on them.
      ...(inVpc && { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' }),
    };
    checkEnvironmentSize(contract.name, environment);

    // As long as Step Functions keeps a run's history. What has to be kept longer is in the ledger and the evidence bucket,
    // so the group goes with the stack and a later stack can have its name.
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { role } = new TaskRole(this, 'Role', {
      contract: this.contract,
      ground: {
        plan: site.plan,
        account: Aws.ACCOUNT_ID,
        region: site.region,
        reaches: reaches ?? site.ownPlace,
        evidenceBucketArn,
        healthCheckId,
        ledgerEverywhere,
        givesParameters,
        backupKeys,
        archives,
        scratch,
        oldPrimaries,
      },
      functionArn: `arn:aws:lambda:${site.region}:${Aws.ACCOUNT_ID}:function:${functionName}`,
      logGroup,
      failedCalls,
    });
    const made = new LambdaFunction(this, 'Function', {
      functionName,
      description: contract.purpose,
      code: bundleOf(this, contract.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY_MEGABYTES,
      timeout: Duration.seconds(contract.timeoutSeconds),
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      environment: toldOnce(site, environment),
      role: role.withoutPolicyUpdates(),
      tracing: polled || untraced ? Tracing.PASS_THROUGH : Tracing.ACTIVE,
      ...(polled && {
        loggingFormat: LoggingFormat.JSON,
        systemLogLevelV2: SystemLogLevel.WARN,
      }),
      logGroup,
    });
    // By ids, not as a `Vpc`: CDK's import wants the zones of the subnets, which the plan has no use for.
    if (inVpc) (made.node.defaultChild as CfnFunction).vpcConfig = site.network;
    this.function = made;
  }

  /** The task's name as states and placeholders spell it. */
  get placeholder(): string {
    return this.node.id;
  }
}

export const pascalCase = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, _dash, letter) => letter.toUpperCase());
