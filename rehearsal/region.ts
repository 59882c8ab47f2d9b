import { type Endpoint, withSession } from '../lib/postgres/connect';
import { withCacheSession } from '../lib/redis/connect';
import { ACCOUNT } from './cloud/account';
import { type AnswerAws, interception, type Operations } from './cloud/interception';
import { lambdaOperations } from './cloud/lambda';
import { RUN_TASK, runTaskSync } from './cloud/run-task-sync';
import { START_EXECUTION, startExecutionSync } from './cloud/start-execution-sync';
import { type StartWorkflow, StepFunctions } from './cloud/states';
import { PUBLISH, Topic } from './cloud/topic';
import { WAIT_FOR_TOKEN, waitForToken } from './cloud/wait-for-token';
import { functionsIn, type Invoke } from './functions';
import { type Execution, Workflow, type WorkflowName } from './workflow';

export interface RegionSettings {
  readonly name: string;
  readonly deployment: string;
  readonly env: Readonly<Record<string, string>>;
  readonly now: () => Date;
  readonly compression: number;
  /** The services that the region has, by the name of their client. */
  readonly services: Readonly<Record<string, Operations>>;
  readonly answer: AnswerAws;
  /** Where an address in the region's network leads on this machine. */
  readonly route: (endpoint: Endpoint) => Endpoint;
  /** Receives the figures that functions publish. */
  readonly measured?: (name: string, value: number) => void;
  /** Told of every task that a machine runs; may make it fail. */
  readonly around?: (task: RunningTask, run: () => Promise<unknown>) => Promise<unknown>;
}

export interface RunningTask {
  readonly workflow: WorkflowName;
  readonly execution: string;
  readonly state: string;
}

const WORKFLOWS: readonly WorkflowName[] = [
  'failback',
  'failover',
  'logical-dump',
  'snapshot',
  'probe',
  'heartbeat',
  'cache-backup',
  'restore',
  'drill',
  'wal-check',
  'switchover',
  'write-access',
];

export const machineArn = (region: string, deployment: string, workflow: WorkflowName): string =>
  `arn:aws:states:${region}:${ACCOUNT}:stateMachine:${deployment}-${workflow}`;

/** A region of the rehearsal: the shipped functions and machines, over services that act on real processes. */
export class Region {
  readonly name: string;
  readonly services: Readonly<Record<string, Operations>>;
  readonly functions: ReadonlyMap<string, Invoke>;
  readonly states: StepFunctions;
  /** What alarms and runs tell people. */
  readonly topic = new Topic();
  #alive = true;
  readonly #running = new Set<Execution>();

  constructor(private readonly settings: RegionSettings) {
    const { name, env, now, answer, measured } = settings;
    this.name = name;
    this.functions = functionsIn({
      region: name,
      env,
      now,
      middleware: interception(answer),
      connect: (endpoint, work) => withSession(settings.route(endpoint), {}, work),
      connectCache: (endpoint, work) => withCacheSession(endpoint, { tls: false }, work),
      measure: (metric, value) => measured?.(metric, value),
    });
    this.states = new StepFunctions(
      new Map(WORKFLOWS.map((one) => [this.machineArn(one), this.#starter(one)])),
    );
    const Lambda = lambdaOperations(settings.deployment, this.functions);
    this.services = { ...settings.services, SFN: this.states.operations, Lambda };
  }

  get alive(): boolean {
    return this.#alive;
  }

  machineArn(workflow: WorkflowName): string {
    return machineArn(this.name, this.settings.deployment, workflow);
  }

  /** Starts a machine as its schedule, an alarm or a person does. */
  start(workflow: WorkflowName, name: string, input: unknown): Execution {
    return this.#starter(workflow)(name, input);
  }

  /** Calls a function that no machine calls. */
  async invoke(name: string, event: unknown = {}): Promise<unknown> {
    if (!this.#alive) throw new Error(`${name} cannot run: ${this.name} is gone`);
    const invoke = this.functions.get(name);
    if (!invoke) throw new Error(`no function ${name}`);
    return invoke(event);
  }

  /** Nothing of the region runs or answers any more. */
  lose(): void {
    this.#alive = false;
    this.close();
  }

  return(): void {
    this.#alive = true;
  }

  close(): void {
    for (const execution of this.#running) execution.abort();
    this.states.tokens.close();
  }

  #starter(workflow: WorkflowName): StartWorkflow {
    let machine: Workflow | undefined;
    const { compression, around } = this.settings;
    return (name, input) => {
      machine ??= new Workflow(workflow, (other) => this.machineArn(other));
      const execution = machine.start({
        name,
        input,
        functions: this.functions,
        services: {
          [RUN_TASK]: (parameters) => runTaskSync(this.services.ECS, parameters),
          [START_EXECUTION]: (parameters) => startExecutionSync(this.states, parameters),
          [WAIT_FOR_TOKEN]: (parameters) => waitForToken(this.states.tokens, this.functions, parameters),
          [PUBLISH]: this.topic.publish,
        },
        compression,
        around: around && ((state, run) => around({ workflow, execution: name, state }, run)),
      });
      this.#running.add(execution);
      const ended = () => this.#running.delete(execution);
      execution.result.then(ended, ended);
      return execution;
    };
  }
}
