import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  paginateListStateMachines,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { NotFound } from '../domain/errors';
import { type Instant, instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Executions = ReturnType<typeof executions>;

export interface ExecutionSeen {
  readonly status:
    | 'RUNNING'
    | 'SUCCEEDED'
    | 'FAILED'
    | 'TIMED_OUT'
    | 'ABORTED'
    | 'PENDING_REDRIVE'
    | 'unknown';
  readonly startedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  /** Of one that failed, as its machine named it. */
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** Of one that succeeded. */
  readonly output?: unknown;
}

export interface StateEntered {
  readonly event: number;
  readonly state: string;
  readonly at: Instant;
}

/**
 * Newest events of a history that are asked for at once. Between two looks of a few seconds a machine enters a handful of
 * states, at about five events each; a burst that is longer loses its beginning in the display, and nothing else.
 */
const NEWEST_EVENTS = 200;

/** What a person sees of the machines of one region and of their executions. Changes nothing. */
export function executions(access: AwsAccess) {
  const client = withMiddleware(new SFNClient(clientSettings(access)), access);
  const at = `states in ${access.region}`;

  const machines = (): Promise<ReadonlyMap<string, string>> =>
    asking(`${at}: list machines`, async () => {
      const found = new Map<string, string>();
      for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
        for (const { name = '', stateMachineArn = '' } of stateMachines) found.set(name, stateMachineArn);
      }
      return found;
    });

  return {
    /** The ARN of the machine of this name, which nobody has to make up an account for. @throws {NotFound} */
    machineNamed: async (name: string): Promise<string> => {
      const found = (await machines()).get(name);
      if (found) return found;
      throw new NotFound(
        `${at}: no machine ${name}; expected the plan to be deployed there, in this account`,
      );
    },

    /** The ARNs of all machines of the region, by their names. */
    machines,

    describe: async (executionArn: string): Promise<ExecutionSeen> => {
      const command = new DescribeExecutionCommand({ executionArn });
      const found = await asking(`${at}: describe ${executionArn}`, () => client.send(command));
      return {
        status: found.status ?? 'unknown',
        startedAt: found.startDate && instant(found.startDate),
        endedAt: found.stopDate && instant(found.stopDate),
        error: found.error,
        cause: found.cause,
        output: found.output === undefined ? undefined : JSON.parse(found.output),
      };
    },

    /** The states that were entered after an event, in their order. */
    statesAfter: async (executionArn: string, event: number): Promise<readonly StateEntered[]> => {
      const command = new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: NEWEST_EVENTS,
        includeExecutionData: false,
      });
      const { events = [] } = await asking(`${at}: read the history of ${executionArn}`, () =>
        client.send(command),
      );
      return events
        .flatMap(({ id = 0, timestamp, stateEnteredEventDetails: entered }) =>
          id > event && entered?.name && timestamp
            ? [{ event: id, state: entered.name, at: instant(timestamp) }]
            : [],
        )
        .sort((one, other) => one.event - other.event);
    },
  };
}

/** An execution of a standard machine, by the name that it was started under. */
export const executionArnOf = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
