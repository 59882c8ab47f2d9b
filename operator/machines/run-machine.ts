import { type ExecutionSeen, executionArnOf, executions } from '../../lib/aws/executions';
import { workflows } from '../../lib/aws/workflows';
import { machineName } from '../../lib/plan/deployed-names';
import type { Desk } from '../command/desk';
import { follow } from './follow';

export interface Order {
  readonly workflow: string;
  /** Where the machine stands. */
  readonly region: string;
  /** The execution's name. */
  readonly name: string;
  readonly input: object;
  /** What to type to look at it again. */
  readonly lookAgain: string;
}

export interface Ended {
  readonly order: Order;
  readonly executionArn: string;
  readonly console: string;
  readonly seen: ExecutionSeen;
}

/** Starts a machine and watches it to its end. Ctrl-C ends the watching and nothing else. */
export async function runMachine(desk: Desk, order: Order): Promise<Ended> {
  const { workflow, region, name, input, lookAgain } = order;
  const access = desk.aws(region);
  const states = executions(access);
  const machineArn = await states.machineNamed(machineName(desk.plan, workflow));
  const executionArn = executionArnOf(machineArn, name);
  const console = consoleOf(region, executionArn);
  await desk.unlessInterrupted(
    workflows(access).start(machineArn, name, input),
    `interrupted while ${workflow} ${name} was being started in ${region}: whether it runs there is unknown. Look: ${lookAgain}; ${console}`,
  );
  desk.note(`console: ${console}`);
  const farewell = `no longer watching; ${workflow} ${name} goes on in ${region}. Look again: ${lookAgain}; ${console}`;
  const seen = await desk.showing(`${workflow} ${name} in ${region}`, {
    done: (say) => desk.unlessInterrupted(follow(states, executionArn, { wait: desk.wait, say }), farewell),
    failedBecause: ({ status, error }) => (status === 'SUCCEEDED' ? undefined : (error ?? status)),
  });
  return { order, executionArn, console, seen };
}

const consoleOf = (region: string, executionArn: string): string =>
  `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
