import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { AlarmTopic } from './alarm-topic';
import { FailedCallsQueue } from './failed-calls-queue';
import { UndeliveredQueue } from './undelivered-queue';

/** A schedule as those know it who watch it from another region. */
export interface Schedule {
  readonly group: string;
  readonly expression: string;
}

/** One region of the plan, with what every part of its stack shares. */
export class Site {
  readonly plan: Plan;
  readonly region: string;
  #topic: Topic | undefined;
  /** Where starts go that did not reach their machine. */
  readonly undelivered: Queue;
  #failedCalls: Queue | undefined;
  /** What is scheduled here, in the order of its making: whoever watches from elsewhere goes by this. */
  readonly schedules: Schedule[] = [];

  constructor(
    readonly scope: Construct,
    plan: Plan,
    readonly place: Place | 'witness',
  ) {
    this.plan = plan;
    this.region = plan.regions[place];
    this.undelivered = new UndeliveredQueue(this).queue;
  }

  /** Where this region tells a person; where it never does, there is none, nor a key that would be paid for it. */
  get topic(): Topic {
    this.#topic ??= new AlarmTopic(this.scope, 'AlarmTopic', this.plan).topic;
    return this.#topic;
  }

  /** Where calls by the clock go that failed in every try; where nothing is called so, there is none. */
  get failedCalls(): Queue {
    this.#failedCalls ??= new FailedCallsQueue(this).queue;
    return this.#failedCalls;
  }

  /** The side of the plan that lies here, if one does. */
  get ownPlace(): readonly Place[] {
    return this.place === 'witness' ? [] : [this.place];
  }

  /** @throws {RangeError} in the witness region, which only watches. */
  get servingPlace(): Place {
    if (this.place === 'witness')
      throw new RangeError('the witness region serves nothing and keeps no backups');
    return this.place;
  }

  get otherPlace(): Place {
    return this.place === 'primary' ? 'recovery' : 'primary';
  }

  /** Where functions stand to speak SQL. @throws {RangeError} in the witness region, which has no databases. */
  get network(): { readonly subnetIds: string[]; readonly securityGroupIds: string[] } {
    if (this.place === 'witness')
      throw new RangeError('the witness region has no network; its tasks call no database');
    const { subnets, securityGroup } = this.plan.networks[this.place];
    return { subnetIds: [...subnets], securityGroupIds: [securityGroup] };
  }
}
