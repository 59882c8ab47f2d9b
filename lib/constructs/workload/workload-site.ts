import { CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Place } from '../../plan/deployment';
import type { ReferencePlan } from '../../plan/reference-schema';
import { type Sizing, sizing } from '../../plan/sizing';
import { workloadStack } from '../../plan/workload-names';
import type { Told, WorkloadOutput } from '../../plan/workload-outputs';
import { AlarmTopic } from '../alarm-topic';

/** One serving region of a built workload, with what every part of its stack shares. */
export class WorkloadSite {
  readonly region: string;
  readonly size: Sizing;
  /** The one database and the one cache that are built. */
  readonly database: ReferencePlan['databases'][number];
  readonly cache: ReferencePlan['caches'][number];
  /** What the API and the workers log in as. */
  readonly applicationRole: string;
  /** Where alarms of the workload are announced. */
  readonly topic: ITopic;

  constructor(
    readonly scope: Stack,
    readonly plan: ReferencePlan,
    readonly place: Place,
  ) {
    this.region = plan.regions[place];
    this.size = sizing(plan.reference.size);
    const [database] = plan.databases;
    const [cache] = plan.caches;
    const role = database?.applicationRoles[0];
    if (!database || !cache || !role)
      throw new RangeError(
        'a workload is built of one database, one role and one cache, as the schema demands',
      );
    this.database = database;
    this.cache = cache;
    this.applicationRole = role;
    this.topic = new AlarmTopic(scope, 'AlarmTopic', plan).topic;
  }

  /** Makes a value known to the stacks of the orchestrator, in either region. */
  tell(output: WorkloadOutput, value: string): void {
    new CfnOutput(this.scope, output, { value });
  }
}

/**
 * Asks for what a workload's stack tells. CloudFormation looks it up when the asking stack is deployed, in whichever region the
 * other one stands, and nobody asks again: no export that ties two stacks together, no custom resource, and nothing that
 * needs the other region once it is deployed.
 */
export function toldByStacks(plan: Pick<ReferencePlan, 'name' | 'regions'>): Told {
  const asked = new Map<string, string>();
  return (place, output) => {
    const key = `${place} ${output}`;
    // The same token each time: what stands several times in a plan is carried once.
    const token =
      asked.get(key) ?? Fn.getStackOutput(workloadStack(plan, place), output, plan.regions[place]);
    asked.set(key, token);
    return token;
  };
}
