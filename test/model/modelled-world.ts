import type { Evidence } from '../../lib/domain/evidence';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import type { Tasks } from './executions';
import { holding, ModelledLedger } from './modelled-ledger';
import { ModelledSide } from './modelled-side';
import type { Scheduler } from './scheduler';
import { overTheWire } from './wire';

const START = at(0);

/** Verbs that change something in a region. */
const CHANGES = ['promote', 'setSecurityGroups', 'reboot', 'tag'];

/** How likely it is that a call goes wrong: rarely, since a schedule in which nothing works shows nothing. */
const FAULTS = { throttled: 0.02, answerLost: 0.05 };
const NO_FAULTS = { throttled: 0, answerLost: 0 };
/** So many that the attempts which the walker leaves to a state outlast them. */
const FAULTS_MOST = 2;

/** Fails over by itself, whatever could be fenced: what is not allowed then is not allowed to anybody. */
const PLANNED = aDeployment({
  'databases.0.applicationRoles': ['application'],
  caches: [],
  failover: { mode: 'automatic', whenUnfenced: 'promote', isolation: 'keep' },
  objectives: {
    region: { database: { availability: 99.99, rto: '15m', rpo: '60m' } },
  },
});

/** As a rehearsal's, it does not hold for what Multi-AZ would mend. */
const DEPLOYMENT: Deployment = { ...PLANNED, probe: { ...PLANNED.probe, inRegionHold: 0 } };

/** Two regions, the ledger, and what lies between them. */
export class ModelledWorld {
  readonly deployment = DEPLOYMENT;
  readonly ledger = new ModelledLedger(aRole());
  /** What executions came to; `done` where none of the machine's ends is a failure. */
  readonly endings = new Set<string>();
  readonly primary: ModelledSide;
  readonly recovery: ModelledSide;
  /** Whether the regions can reach each other; the ledger has a replica on the recovery region's side of the cut. */
  isCut = false;
  /** Whether the standby of the second database, of which nothing else is modelled, is beyond promoting. */
  isAnotherLost = false;
  /** The run of each execution that was started, and the executions that came to an end. */
  readonly begun = new Map<string, string>();
  readonly ended = new Set<string>();
  readonly #withoutLedger = new Set<string>();
  /** Whether the ledger was ever lost to the region where runs are recorded. */
  #recordsMayLack = false;
  /** What each run has said about the old primary. */
  readonly fences = new Map<string, readonly Fence[]>();
  /** Whether a guard has said that an active region wears a fence which nobody is about to take off. */
  keptOutIsTold = false;
  /** The regions of which the last heartbeat said that their application is kept out. */
  readonly toldClosed = new Set<string>();
  readonly violations = new Set<string>();
  readonly #promotedIn = new Set<number>();
  #seconds = 0;
  #now = START;
  #downSince: Instant | undefined;
  #faults = 0;
  /** By actor: whether the ledger told it that its lease is lost. */
  readonly #leaseLost = new Set<string>();
  /** Who has given its run up and undoes its fences: a call of its that is late may still be told of the lost lease. */
  readonly unfencing = new Set<string>();

  constructor(
    readonly scheduler: Scheduler,
    /** Puts a fault into the tasks of an execution, to see whether it is found. */
    readonly tamper: (tasks: Tasks, execution: string) => Tasks = (tasks) => tasks,
  ) {
    const [database] = this.deployment.databases;
    if (!database) throw new RangeError('a plan has a database');
    const { regions } = this.deployment;
    const source = `arn:aws:rds:${regions.primary}:111122223333:db:${database.primary.instance}`;
    this.primary = new ModelledSide({
      region: regions.primary,
      instance: database.primary.instance,
      serving: database.primary.securityGroups,
    });
    this.recovery = new ModelledSide({
      region: regions.recovery,
      instance: database.recovery.instance,
      serving: database.recovery.securityGroups,
      replicaSource: source,
    });
  }

  readonly now = (): Instant => this.#now;

  pass(seconds: number): void {
    this.#seconds += seconds;
    this.#now = at(this.#seconds);
  }

  /** From outside nobody can tell a region that is dead from one that is cut off. */
  seeOutside(): void {
    const isSilent = this.isCut || !this.primary.alive;
    if (!isSilent) this.#downSince = undefined;
    else this.#downSince ??= this.now();
  }

  loseLedger(region: string): void {
    this.#withoutLedger.add(region);
    this.#recordsMayLack ||= region === this.recovery.region;
  }

  /** From now on no call goes wrong by chance. */
  endFaults(): void {
    this.#faults = FAULTS_MOST;
  }

  findLedger(): void {
    this.#withoutLedger.clear();
  }

  side(region: string): ModelledSide {
    return region === this.primary.region ? this.primary : this.recovery;
  }

  /** The verbs of something in `region`, as an actor who stands in another one or the same gets to them. */
  wired<Verbs extends object>(actor: string, from: string, to: string | 'ledger', verbs: Verbs): Verbs {
    return overTheWire(verbs, {
      scheduler: this.scheduler,
      actor,
      canReach: () => this.#canReach(from, to),
      faults: () => (this.#faults < FAULTS_MOST ? FAULTS : NO_FAULTS),
      failed: () => {
        this.#faults += 1;
      },
      did: (verb) => this.#judge(actor, to, verb),
    });
  }

  /** The ledger as an actor in a region has it, with what vantage points see in place of stored probes. */
  ledgerOf(actor: string, from: string) {
    const wired = this.wired(actor, from, 'ledger', this.ledger);
    const hold = holding(wired);
    return {
      role: wired.role,
      writeRole: wired.writeRole,
      run: wired.run,
      writeRun: wired.writeRun,
      evidence: async () => this.#evidence(),
      hold: (...args: Parameters<typeof hold>) =>
        hold(...args).catch((error: Error) => {
          if (error.name === 'LeaseLost') this.#leaseLost.add(actor);
          throw error;
        }),
    };
  }

  /** What the standby knows of the primary: its heartbeats end with it, or with the way to it. */
  standby() {
    const { recovery } = this;
    return {
      inRecovery: recovery.replicaSource !== undefined,
      replayLagBytes: 0,
      lastHeartbeatAt: this.#downSince ?? this.#now,
    };
  }

  /** How far the standby has come towards where the primary's writes ended. */
  replay() {
    const { recovery, isCut } = this;
    return { isStandby: recovery.replicaSource !== undefined, replayed: '0/1', bytesLeft: isCut ? 1 : 0 };
  }

  closeRoles(region: string) {
    const side = this.side(region);
    if (side.replicaSource !== undefined) {
      return { databases: [{ outcome: 'standby' as const, database: 'main' }] };
    }
    side.closeRoles();
    this.#replicateRoles();
    const blocked = {
      outcome: 'blocked' as const,
      database: 'main',
      lsn: '0/1',
      sessionsEnded: 0,
      at: this.#now,
    };
    return { databases: [blocked] };
  }

  openRoles(region: string): void {
    const side = this.side(region);
    if (side.replicaSource !== undefined) return;
    side.rolesOpen = true;
    this.#replicateRoles();
  }

  #replicateRoles(): void {
    if (this.isCut || this.recovery.replicaSource === undefined) return;
    this.recovery.rolesOpen = this.primary.rolesOpen;
  }

  /** Looked at whenever somebody has moved. */
  check(): void {
    if (this.primary.servesClients && this.recovery.servesClients && !this.#riskIsRecorded()) {
      this.violations.add('clients can write on both sides, and no run has recorded the risk');
    }
    for (const [epoch, regions] of this.ledger.activeIn) {
      if (regions.size > 1)
        this.violations.add(`in epoch ${epoch} were active ${[...regions].join(' and ')}`);
    }
  }

  /** Looked at once nobody moves any more. */
  checkRecords(): void {
    if (this.#recordsMayLack) return;
    for (const execution of this.ended) {
      const run = this.begun.get(execution) ?? '';
      const { runs } = this.ledger;
      const own = runs.get(`${run}/${execution}`) ?? runs.get(run);
      if (!own) this.violations.add(`${execution} ended and left no record`);
    }
  }

  /** Looked at after everything was mended. */
  checkEnd(): void {
    const { openRun, activeRegion } = this.ledger.current;
    if (openRun) this.violations.add(`run ${openRun.id} is open for good`);
    const [active, passive] =
      activeRegion === this.primary.region ? [this.primary, this.recovery] : [this.recovery, this.primary];
    if (passive.servesClients)
      this.violations.add(`clients can write in ${passive.region}, and ${activeRegion} is active`);
    active.letClientsIn();
    if (!active.servesClients && !this.#isToldClosed())
      this.violations.add(`${activeRegion} is active and keeps clients out`);
    const isKeptOut = active.takesWrites && !active.rolesOpen && !openRun;
    if (isKeptOut && !this.toldClosed.has(activeRegion))
      this.violations.add(`no heartbeat tells that roles are closed in ${activeRegion}`);
    for (const region of this.toldClosed) {
      if (region !== activeRegion || !isKeptOut)
        this.violations.add(`${region} is told to keep the application out, and does not`);
    }
  }

  /** By how a run ended, or by its record where it was killed before that; or by a guard, or the region's heartbeats. */
  #isToldClosed(): boolean {
    const endings = ['AbandonedFenced', 'AbandonedHeld'];
    const records = [...this.ledger.runs.values()];
    return (
      this.keptOutIsTold ||
      this.toldClosed.has(this.ledger.current.activeRegion) ||
      endings.some((ending) => this.endings.has(ending)) ||
      records.some(({ because }) => because?.includes('; not undone: '))
    );
  }

  #riskIsRecorded(): boolean {
    return [...this.fences.values()].flat().some(({ outcome }) => outcome === 'unfenced');
  }

  #canReach(from: string, to: string): boolean {
    if (to === 'ledger')
      return !this.#withoutLedger.has(from) && !(this.isCut && from === this.primary.region);
    if (from !== to && this.isCut) return false;
    return this.side(to).alive;
  }

  #judge(actor: string, to: string, verb: string): void {
    if (to === 'ledger' || !CHANGES.includes(verb)) return;
    const takesLease = verb === 'promote' || !this.unfencing.has(actor);
    if (takesLease && this.#leaseLost.has(actor))
      this.violations.add(`${verb} by ${actor}, after it had lost its lease`);
    if (verb !== 'promote') return;
    const isHandedOver = this.ledger.current.openRun?.workflow === 'switchover';
    if (isHandedOver && this.primary.servesClients)
      this.violations.add(`${actor} promoted while clients could write`);
    if (!isHandedOver && !this.fences.has(actor))
      this.violations.add(`${actor} promoted before it had tried to fence`);
    const { epoch } = this.ledger.current;
    if (this.#promotedIn.has(epoch)) this.violations.add(`a second promotion in epoch ${epoch}`);
    this.#promotedIn.add(epoch);
  }

  #evidence(): readonly Evidence[] {
    const isDown = this.#downSince !== undefined;
    const streak = {
      outcome: isDown ? ('down' as const) : ('up' as const),
      from: this.#downSince ?? START,
      to: this.#now,
      count: this.deployment.probe.failuresToDeclare,
      detail: 'as the model has it',
    };
    const streaks = [
      { component: 'api' as const, ...streak },
      { component: 'database' as const, ...streak },
    ];
    return [
      { vantagePoint: 'recovery', streaks },
      { vantagePoint: 'witness', streaks },
    ];
  }
}
