import { awaitReplica } from '../../lambdas/await-replica/task';
import { buildReplica } from '../../lambdas/build-replica/task';
import { checkReplica } from '../../lambdas/check-replica/task';
import { deleteOldPrimary } from '../../lambdas/delete-old-primary/task';
import { keepOldPrimary } from '../../lambdas/keep-old-primary/task';
import { contract as planContract } from '../../lambdas/plan-failback/contract';
import { planFailback } from '../../lambdas/plan-failback/task';
import { recordFailback } from '../../lambdas/record-failback/task';
import { contract as failureContract } from '../../lambdas/record-failure/contract';
import { recordFailure } from '../../lambdas/record-failure/task';
import { rejoinCache } from '../../lambdas/rejoin-cache/task';
import { reportLostWrites } from '../../lambdas/report-lost-writes/task';
import type { StandingInstance } from '../../lib/aws/database-rebuild';
import { START_EXECUTION } from '../../rehearsal/cloud/start-execution-sync';
import type { Invoke } from '../../rehearsal/functions';
import { type Execution, Workflow } from '../../rehearsal/workflow';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { asLambda } from '../helpers/as-lambda';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches } from '../helpers/fake-caches';
import { anActiveSide, aStanding, FakeRebuild } from '../helpers/fake-rebuild';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment();
const FENCES: Readonly<Record<string, string>> = { 'us-east-1': 'sg-000000f1', 'us-west-2': 'sg-000000f2' };

/** What RDS is asked to do is done by the next time that somebody looks. */
class SettlingRebuild extends FakeRebuild {
  override standing = async (id: string): Promise<StandingInstance | undefined> => {
    const found = this.instances.get(id);
    if (found?.status === 'deleting') this.instances.delete(id);
    if (found && ['renaming', 'creating'].includes(found.status)) {
      const replicates = found.replicaSource ? { replicationStatus: 'replicating' } : {};
      this.change(id, { status: 'available', ...replicates });
    }
    return found;
  };
}

/** Two regions after a failover, with the shipped tasks and the shipped machine; a switchover moves the role at once. */
export class FailbackRuns {
  readonly ledger = new InMemoryLedger(
    aRole({ activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(60), run: 'away' } }),
  );
  readonly rds = new SettlingRebuild([aStanding(), anActiveSide()]);
  readonly caches = new FakeCaches(aDatastore('us-west-2'), 'us-east-1');
  /** Tasks that were run, by the state's name. */
  readonly ran: string[] = [];
  switchovers = 0;
  #killAfter: { state: string; execution: string } | undefined;
  #seconds = 100;

  async afterFailover(): Promise<this> {
    const steps = { databases: [{ write: { firstXid: '740', lsn: '0/5' }, check: { database: 'main' } }] };
    await this.ledger.writeRun(aRun({ id: 'away', outcome: 'done', evidence: { steps } }));
    return this;
  }

  /** Tears an execution away right after a state did its work, before its answer is kept. */
  killAfter(state: string, execution: string): void {
    this.#killAfter = { state, execution };
  }

  async run(execution: string, input: object = {}): Promise<unknown> {
    let dead = false;
    let running: Execution | undefined;
    const machine = new Workflow(
      'failback',
      (other) => `arn:aws:states:us-east-1:111122223333:stateMachine:${other}`,
    );
    running = machine.start({
      name: execution,
      input: { run: 'home', approvedBy: 'ada', ...input },
      functions: this.#functions(),
      services: { [START_EXECUTION]: async () => this.#switchOver() },
      compression: 10_000,
      around: async (state, run) => {
        if (dead) throw new Error('this execution was killed');
        this.ran.push(state);
        const answer = await run();
        if (this.#killAfter?.state === state && this.#killAfter.execution === execution) {
          dead = true;
          running?.abort();
        }
        if (dead) throw new Error('this execution was killed');
        return answer;
      },
    });
    return running.result;
  }

  /** The replica is promoted, and what served until now is fenced. */
  #switchOver(): object {
    this.switchovers += 1;
    this.rds.change('firebackup-primary', { replicaSource: undefined, replicationStatus: undefined });
    const fence = [{ id: FENCES['us-west-2'] ?? '', status: 'active' }];
    this.rds.change('firebackup-recovery', { securityGroups: fence });
    const { current } = this.ledger;
    const lastChange = { at: at(200), run: 'home-home' };
    this.ledger.current = { ...current, activeRegion: 'us-east-1', epoch: 3, lastChange };
    return { Status: 'SUCCEEDED' };
  }

  #functions(): ReadonlyMap<string, Invoke> {
    const { ledger, rds, caches } = this;
    const now = () => {
      this.#seconds += 1;
      return at(this.#seconds);
    };
    const deps = { deployment, ledger, caches, now, rebuild: () => rds, tag: this.#tag };
    const tasks: Record<string, (input: never) => Promise<unknown>> = {
      'plan-failback': (event) => planFailback(deps)(planContract.input.parse(event)),
      'rejoin-cache': rejoinCache(deps),
      'report-lost-writes': reportLostWrites({
        read: async ({ database }) => ({
          database,
          outcome: 'read',
          tables: [],
          rows: 0,
          unread: [],
          walBytes: 8,
        }),
        now,
      }),
      'keep-old-primary': keepOldPrimary(deps),
      'build-replica': buildReplica(deps),
      'check-replica': checkReplica(deps),
      'await-replica': awaitReplica({
        read: async () => ({ inRecovery: true, lastHeartbeatAt: at(this.#seconds) }),
        staleAfterSeconds: 30,
        now,
      }),
      'delete-old-primary': deleteOldPrimary(deps),
      'record-failback': recordFailback({ databases: ['main'], ledger, keep: async () => undefined, now }),
      'record-failure': (event) => recordFailure(deps)(failureContract.input.parse(event)),
    };
    return new Map(Object.entries(tasks).map(([name, task]) => [name, (event) => asLambda(task, event)]));
  }

  #tag = async (_region: string, arn: string, tags: Readonly<Record<string, string>>): Promise<void> => {
    this.rds.change(arn.split(':').at(-1) ?? '', { tags });
  };
}
