import { Duration, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { announcing } from '../constructs/announcing';
import { permissionStatement } from '../constructs/permission-statement';
import type { Site } from '../constructs/site';
import { Workflow } from '../constructs/workflow';
import type { WorkflowName } from '../constructs/workflow-definition';
import { runbookAddress } from '../domain/runbook-link';

const BADLY = ['FAILED', 'TIMED_OUT', 'ABORTED'];
const ABORTED = ['ABORTED'];

/**
 * Machines that have alarms, with what is announced here all the same. `failover` has them because Step Functions' events come by best
 * effort, and while a region is down it is refused by the minute, which is to be told once. That somebody aborted it is worth no third
 * one, but whoever waits for that run at 03:00 did not do it. `wal-check`, because what it finds stays broken for days, and a mail every
 * five minutes is read by nobody; its alarm rings for the lack of successes, and so for every bad ending.
 */
const BESIDE_ALARMS: Partial<Record<WorkflowName, readonly string[]>> = {
  failover: ABORTED,
  'wal-check': [],
};

/**
 * Announces each run that failed, timed out or was aborted, with its own words: an alarm would say that there was one, and ask 0.20
 * USD a month for each machine. To be made when the region has all its machines. Express machines send no such events: what they are
 * for falls silent when they fail, and each silence has its alarm.
 *
 * An event that gets lost is one notice less. A caught failure of `switchover` has announced itself by then; `failback` and `restore`
 * have somebody who started them and looks. Of scheduled machines the next run tells anew; a drill that goes missing is `proof-age`, and
 * a backup that does `recovery-missed` or `recovery-unknown`, as soon as it is what one would recover from. A `failover` that was
 * aborted once it had the lease leaves its run open, which `firebackup status` tells.
 */
export function addRunEndings({ scope, plan, region, topic, undelivered }: Site): void {
  new Rule(scope, 'RunEndings', {
    description: `Runs of ${plan.name} that ended badly in ${region}`,
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: either(endings(scope)),
    },
    targets: [
      new SnsTopic(topic, {
        message: RuleTargetInput.fromObject({
          what: `a run of ${EventField.fromPath('$.detail.stateMachineArn')} ended as ${EventField.fromPath('$.detail.status')}`,
          whatToDo: `${runbookAddress(plan)}, under the name of the machine after "${plan.name}-"`,
          // With error and cause, the input, and the ARN of the execution; as it is, because a cause may hold any sign.
          run: EventField.fromPath('$.detail'),
        }),
        role: publisher(scope, topic),
        deadLetterQueue: undelivered,
        maxEventAge: Duration.hours(2),
        retryAttempts: 185,
      }),
    ],
  });
}

interface Endings {
  readonly status: readonly string[];
  readonly stateMachineArn: readonly string[];
}

/** Which endings of which machines of the region are announced. */
function endings(scope: Site['scope']): readonly Endings[] {
  const machines = Stack.of(scope)
    .node.findAll()
    .filter((one) => one instanceof Workflow)
    .filter(({ machine }) => machine.stateMachineType === StateMachineType.STANDARD);
  return [BADLY, ABORTED]
    .map((status) => ({
      status,
      stateMachineArn: machines
        .filter(({ name }) => (BESIDE_ALARMS[name] ?? BADLY) === status)
        .map(({ machine }) => machine.stateMachineArn),
    }))
    .filter(({ stateMachineArn }) => stateMachineArn.length > 0);
}

/** What matches any of these. EventBridge takes `$or` for the name of a field where it has only one part. */
const either = (parts: readonly Endings[]): object => (parts.length === 1 ? { ...parts[0] } : { $or: parts });

/** A role, because EventBridge does not tell a key whose rule it is: by its own name every account's rules could use it. */
const publisher = (scope: Site['scope'], topic: Site['topic']) =>
  new Role(scope, 'RunEndingsRole', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    inlinePolicies: {
      Announce: new PolicyDocument({ statements: announcing(topic).map((one) => permissionStatement(one)) }),
    },
  }).withoutPolicyUpdates();
