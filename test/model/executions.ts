import { abandonRun } from '../../lambdas/abandon-run/task';
import { activateRegion } from '../../lambdas/activate-region/task';
import { awaitReplay } from '../../lambdas/await-replay/task';
import { checkPromotion } from '../../lambdas/check-promotion/task';
import { closeRun } from '../../lambdas/close-run/task';
import { contract as deciding } from '../../lambdas/decide-failover/contract';
import { decideFailover } from '../../lambdas/decide-failover/task';
import { decideSwitchover } from '../../lambdas/decide-switchover/task';
import { fence } from '../../lambdas/fence-region/fence';
import { fenceRegion } from '../../lambdas/fence-region/task';
import { gatherEvidence } from '../../lambdas/gather-evidence/task';
import { hearLedger } from '../../lambdas/guard-region/hear-ledger';
import { notesOn } from '../../lambdas/guard-region/notes';
import { guardRegion } from '../../lambdas/guard-region/task';
import { wornFences } from '../../lambdas/guard-region/worn-fences';
import { holdWrites } from '../../lambdas/hold-writes/task';
import { promoteDatabase } from '../../lambdas/promote-database/task';
import { recordFailure } from '../../lambdas/record-failure/task';
import { releaseHold } from '../../lambdas/release-hold/task';
import { takeLease } from '../../lambdas/take-lease/task';
import { unfenceRegion } from '../../lambdas/unfence-region/task';
import { unfence } from '../../lambdas/unfence-region/unfence';
import { verifyWrites } from '../../lambdas/verify-writes/task';
import { TerminalState } from '../../lib/domain/errors';
import { at } from '../helpers/at';
import { FakeCaches, someSecurityGroups } from '../helpers/fake-caches';
import { definitionOf, walk } from './machine-walker';
import type { ModelledWorld } from './modelled-world';

const MACHINES = { failover: definitionOf('failover'), switchover: definitionOf('switchover') };
export type Move = keyof typeof MACHINES;

/** How often a state is tried again: twice outlasts the calls that a schedule may let go wrong. */
const ATTEMPTS = 2;

export interface Start {
  readonly run: string;
  readonly execution: string;
  readonly approvedBy?: string;
}

/** One execution of a shipped machine, with the shipped tasks, in a world where anything may come between. */
export async function execute(
  world: ModelledWorld,
  move: Move,
  { run, execution, approvedBy }: Start,
): Promise<void> {
  const request = { run, trigger: 'a schedule of the model', ...(approvedBy && { approvedBy }) };
  await walk(MACHINES[move], request, {
    tasks: world.tamper(besideAnother(world, tasksOf(world, execution)), execution),
    context: { Execution: { Name: execution, Input: request } },
    pause: () => world.scheduler.turn(execution),
    attempts: ATTEMPTS,
  });
}

const ANOTHER = 'another';

/**
 * A second database in every decision. Its promotion is done or, once it is beyond promoting, fails at once: the run is
 * given up then, while the call that promotes the first one may still be under way.
 */
function besideAnother(world: ModelledWorld, tasks: Tasks): Tasks {
  const decided = (name: string) => async (input: never) => {
    const decision = (await tasks[name]?.(input)) as { databases: readonly string[] };
    return { ...decision, databases: [...decision.databases, ANOTHER] };
  };
  const ofEither = (name: string, ofAnother: () => object) => async (input: never) =>
    (input as { database: string }).database === ANOTHER ? ofAnother() : tasks[name]?.(input);
  const { now } = world;
  return {
    ...tasks,
    DecideFailover: decided('DecideFailover'),
    DecideSwitchover: decided('DecideSwitchover'),
    PromoteDatabase: ofEither('PromoteDatabase', () => {
      if (world.isAnotherLost) throw new TerminalState(`${ANOTHER} is storage-full`);
      return { outcome: 'already', at: now() };
    }),
    VerifyWrites: ofEither('VerifyWrites', () => ({ epoch: 2, firstXid: '1', lsn: '0/1', at: now() })),
    CheckPromotion: ofEither('CheckPromotion', () => ({ database: ANOTHER, at: now() })),
  };
}

const NO_CACHES = { caches: [] };
const NOT_IN_THE_PLAN = async () => ({ outcome: 'not in the plan', services: [], at: at(0) });

export type Tasks = Readonly<Record<string, (input: never) => Promise<unknown>>>;

function tasksOf(world: ModelledWorld, actor: string): Tasks {
  const { deployment, now } = world;
  const here = deployment.regions.recovery;
  const ledger = world.ledgerOf(actor, here);
  const databases = world.wired(actor, here, here, world.recovery);
  const caches = new FakeCaches();
  const fencing = fenceRegion({
    ledger,
    fence: async (region, claim, patience) => {
      const verbs = {
        ...verbsOf(world, actor, here, region),
        beforeChange: async () => void (await ledger.hold(claim, now())),
      };
      const fences = await fence({ deployment, ...verbs }, region, { fencedFor: claim.run, patience });
      world.fences.set(actor, fences);
      return fences;
    },
    whenUnfenced: deployment.failover.whenUnfenced,
    now,
  });
  const writeAccess = accessOf(world, actor, here);
  const abandon = abandonRun({ ledger, now });
  return {
    ReadStandbys: async () => ({ databases: [{ database: 'main', ...world.standby() }] }),
    GatherEvidence: gatherEvidence({
      deployment,
      ledger,
      databases,
      caches,
      events: { failoversOf: async () => [] },
      now,
    }),
    // Its contract turns the approval that nobody gave into none.
    DecideFailover: async (input: unknown) =>
      decideFailover({ deployment, now })(deciding.input.parse(input)),
    DecideSwitchover: decideSwitchover({ deployment, region: here, now }),
    /** The machine that it starts has executions of its own. */
    SwitchOver: async () => undefined,
    TakeLease: takeLease({ ledger, now }),
    FenceRegion: fencing,
    FenceRegionFinally: fencing,
    LocateCaches: async () => NO_CACHES,
    QuiesceWorkers: NOT_IN_THE_PLAN,
    HoldWrites: holdWrites({ ledger, writeAccess, now }),
    AwaitReplay: awaitReplay({ read: async () => world.replay(), now }),
    AwaitCaches: async () => ({ caches: [] }),
    PromoteDatabase: promoteDatabase({ deployment, ledger, databases, now }),
    VerifyWrites: verifyWrites({
      write: async (_database, epoch) => {
        await world.scheduler.turn(actor);
        return world.recovery.takesWrites
          ? { epoch, writtenAt: now(), firstXid: '1', firstLsn: '0/1' }
          : undefined;
      },
      admit: async () => {
        world.recovery.rolesOpen = true;
      },
      now,
    }),
    CheckPromotion: checkPromotion({ deployment, ledger, databases, now }),
    ScaleServices: NOT_IN_THE_PLAN,
    CheckServices: NOT_IN_THE_PLAN,
    ActivateRegion: activateRegion({ ledger, now }),
    RedirectWriters: async () => NO_CACHES,
    ResumeWorkers: NOT_IN_THE_PLAN,
    ResumeWorkersThere: NOT_IN_THE_PLAN,
    ConfirmTraffic: async () => ({ at: now(), by: 'read', from: { where: 'here' } }),
    CheckWorkers: NOT_IN_THE_PLAN,
    RestoreSettings: async () => ({ databases: [], at: now() }),
    CloseRun: closeRun({ objectives: deployment.objectives, ledger, keep: async () => undefined, now }),
    RecordRefusal: recordFailure({ ledger, now }),
    RecordStandstill: recordFailure({ ledger, now }),
    ReleaseHold: releaseHold({ ledger, writeAccess, now }),
    AbandonRun: abandon,
    AbandonRunHeld: abandon,
    UnfenceRegion: unfenceRegion({
      ledger,
      unfence: (region, beforeChange) => {
        world.unfencing.add(actor);
        return unfence({ deployment, ...verbsOf(world, actor, here, region), beforeChange }, region);
      },
    }),
  };
}

/** What fences and their undoing are made of, in `region`, as somebody gets to it who stands `from`. */
const verbsOf = (world: ModelledWorld, actor: string, from: string, region: string) => {
  const access = accessOf(world, actor, from);
  return {
    databases: world.wired(actor, from, region, world.side(region)),
    power: { stop: refusingToStop, start: async () => undefined },
    caches: new FakeCaches(),
    securityGroups: someSecurityGroups(),
    blockWrites: () => access.block(region),
    releaseWrites: () => access.release(region),
    now: world.now,
  };
};

async function refusingToStop(): Promise<never> {
  throw new Error('an instance with a replica cannot be stopped');
}

/** The machine of a region that closes its databases to the application and opens them. */
const accessOf = (world: ModelledWorld, actor: string, from: string) => {
  const block = async (region: string) =>
    world.wired(actor, from, region, { closeRoles: async () => world.closeRoles(region) }).closeRoles();
  return {
    block,
    hold: async (region: string) => ({ ...(await block(region)), caches: [] }),
    release: async (region: string) =>
      world.wired(actor, from, region, { openRoles: async () => world.openRoles(region) }).openRoles(),
  };
};

/** One firing of the guard's schedule in a region. */
export async function fireGuard(world: ModelledWorld, region: string, actor: string): Promise<void> {
  const { deployment, now } = world;
  const verbs = verbsOf(world, actor, region, region);
  const guard = guardRegion({
    region,
    isolation: deployment.failover.isolation,
    hear: () => hearLedger(world.ledgerOf(actor, region), []),
    notes: notesOn(verbs.databases, [world.side(region).id]),
    fence: (fencedFor, beforeChange) =>
      fence({ deployment, ...verbs, beforeChange }, region, { fencedFor, patience: 'left' }),
    unfence: (beforeChange) => unfence({ deployment, ...verbs, beforeChange }, region),
    worn: wornFences({ deployment, ...verbs }, region),
    now,
  });
  await guard().catch(({ name }: Error) => {
    if (name === 'TerminalState') world.keptOutIsTold = true;
  });
}
