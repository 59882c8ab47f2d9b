import type { Ledger } from '../../lib/aws/ledger';
import { type ApprovalRequest, ASKED_FOR_APPROVAL, type AskedForApproval } from '../../lib/domain/approval';
import type { Capacity } from '../../lib/domain/capacity';
import type { DrillRecord } from '../../lib/domain/drill-record';
import { LeaseLost, LedgerBusy } from '../../lib/domain/errors';
import { type Evidence, newestProbe, type VantagePoint } from '../../lib/domain/evidence';
import type { HeartbeatRecord } from '../../lib/domain/heartbeats';
import type { Hold } from '../../lib/domain/hold';
import type { Instant } from '../../lib/domain/instant';
import type { RecoveryAnswer } from '../../lib/domain/recovery-answer';
import type { Proof, RecoveryPoint } from '../../lib/domain/recovery-point';
import type { RestoreRecord } from '../../lib/domain/restore-record';
import { type Claim, leaseLostBecause, type Role, renewedLease } from '../../lib/domain/role';
import { RUN_HEAD, type Run, type RunHead } from '../../lib/domain/run';
import type { ScheduleRecord } from '../../lib/domain/schedule-watch';
import type { ArchiveCheckpoint, LostCheckpoint } from '../../lib/domain/wal/archive-checkpoint';
import type { ArchiveReport } from '../../lib/domain/wal/archive-report';
import { aRole } from './a-role';

const pointKey = ({ store, region, kind, id }: RecoveryPoint): string => [store, region, kind, id].join(' ');

/**
 * A ledger that behaves as the table does: the role is written on top of the version before and on no other, everything
 * else is simply put. `doings` are the writes, in their order.
 */
export class InMemoryLedger implements Ledger {
  readonly doings: string[] = [];
  readonly scheduleRecords = new Map<string, ScheduleRecord>();
  readonly runs = new Map<string, Run>();
  readonly points = new Map<string, RecoveryPoint>();
  readonly restores = new Map<string, RestoreRecord>();
  readonly drills = new Map<string, DrillRecord>();
  readonly walCheckpoints = new Map<string, ArchiveCheckpoint | LostCheckpoint>();
  readonly approvals = new Map<string, ApprovalRequest>();
  readonly walReports = new Map<string, ArchiveReport>();
  readonly capacities = new Map<string, Capacity>();
  readonly #holds = new Map<string, Hold>();
  readonly #evidence = new Map<VantagePoint, Evidence>();
  readonly #heartbeats = new Map<string, HeartbeatRecord>();
  #answer: RecoveryAnswer | undefined;
  #interruptedAt: string | undefined;

  constructor(public current: Role = aRole()) {}

  /** Makes the next write of this kind fail before it happens, as a crash would. */
  interruptBefore(doing: 'role' | 'run' | `forget ${string}`): void {
    this.#interruptedAt = doing;
  }

  role = async (): Promise<Role> => structuredClone(this.current);

  writeRole = async (next: Role): Promise<void> => {
    this.#doing('role');
    if (next.version !== this.current.version + 1) {
      throw new LedgerBusy(`role ${next.version} on top of ${this.current.version}`);
    }
    this.current = structuredClone(next);
  };

  hold = async (claim: Claim, now: Instant): Promise<Role> => {
    const current = await this.role();
    const lost = leaseLostBecause(current, claim);
    if (lost) throw new LeaseLost(lost);
    const renewed = renewedLease(current, claim, now);
    if (renewed) await this.writeRole(renewed);
    return renewed ?? current;
  };

  evidence = async (): Promise<readonly Evidence[]> => [...this.#evidence.values()];
  evidenceFrom = async (vantagePoint: VantagePoint): Promise<Evidence> =>
    this.#evidence.get(vantagePoint) ?? { vantagePoint, streaks: [] };
  writeEvidence = async (evidence: Evidence): Promise<void> => {
    const [newest = '', there = ''] = [evidence, await this.evidenceFrom(evidence.vantagePoint)].map(
      newestProbe,
    );
    if (newest <= there) throw new LedgerBusy(`evidence of ${there} is as new as ${newest}`);
    this.#doing(`evidence ${evidence.vantagePoint}`);
    this.#evidence.set(evidence.vantagePoint, evidence);
  };
  heartbeats = async (region: string): Promise<HeartbeatRecord | undefined> => this.#heartbeats.get(region);
  writeHeartbeats = async (record: HeartbeatRecord): Promise<void> => {
    this.#doing(`heartbeats ${record.region}`);
    this.#heartbeats.set(record.region, structuredClone(record));
  };

  runHeads = async (): Promise<readonly RunHead[]> =>
    [...this.runs.values()].map((run) => picked(run, RUN_HEAD));
  run = async (id: string): Promise<Run | undefined> => this.runs.get(id);
  writeRun = async (run: Run): Promise<void> => {
    this.#doing('run');
    this.runs.set(run.id, structuredClone(run));
  };

  recordRecoveryPoint = async ({ proof: _proof, ...point }: RecoveryPoint): Promise<void> => {
    this.#doing('recovery point');
    const proof = this.points.get(pointKey(point))?.proof;
    this.points.set(pointKey(point), { ...point, ...(proof && { proof }) } as RecoveryPoint);
  };
  recordProof = async (point: RecoveryPoint, proof: Proof): Promise<void> => {
    this.#doing(`proof ${point.id}`);
    const known = this.points.get(pointKey(point));
    if (known) this.points.set(pointKey(point), { ...known, proof });
  };
  deleteRecoveryPoint = async (point: RecoveryPoint): Promise<void> => {
    this.#doing(`forget ${point.id} in ${point.region}`);
    this.points.delete(pointKey(point));
  };
  recoveryPoints = async (): Promise<readonly RecoveryPoint[]> => [...this.points.values()];

  allRestores = async (): Promise<readonly RestoreRecord[]> => [...this.restores.values()];
  allDrills = async (): Promise<readonly DrillRecord[]> => [...this.drills.values()];
  restore = async (run: string): Promise<RestoreRecord | undefined> => this.restores.get(run);
  writeRestore = async (record: RestoreRecord): Promise<void> => {
    this.#doing(`restore ${record.run}`);
    this.restores.set(record.run, structuredClone(record));
  };
  drill = async (run: string): Promise<DrillRecord | undefined> => this.drills.get(run);
  writeDrill = async (record: DrillRecord): Promise<void> => {
    this.#doing(`drill ${record.run}`);
    this.drills.set(record.run, structuredClone(record));
  };

  holds = async (): Promise<readonly Hold[]> => [...this.#holds.values()];
  writeHold = async (hold: Hold): Promise<void> => {
    this.#doing(`hold ${hold.run}`);
    this.#holds.set(hold.run, hold);
  };
  liftHold = async (run: string): Promise<void> => {
    this.#doing(`lift ${run}`);
    this.#holds.delete(run);
  };

  allRequests = async (): Promise<readonly AskedForApproval[]> =>
    [...this.approvals.values()].map((request) => picked(request, ASKED_FOR_APPROVAL));
  askedFor = async (run: string): Promise<AskedForApproval | undefined> =>
    (await this.allRequests()).find((one) => one.run === run);
  approval = async (run: string): Promise<ApprovalRequest | undefined> => this.approvals.get(run);
  requestApproval = async (request: ApprovalRequest): Promise<void> => {
    this.#doing(`ask for ${request.run}`);
    this.approvals.set(request.run, structuredClone(request));
  };
  answerApproval = async (
    request: ApprovalRequest,
    answered: NonNullable<ApprovalRequest['answered']>,
  ): Promise<void> => {
    this.#doing(`answer ${request.run}`);
    const kept = this.approvals.get(request.run);
    if (kept?.token !== request.token || kept.answered) throw new LedgerBusy(`approval of ${request.run}`);
    this.approvals.set(request.run, { ...request, answered });
  };

  schedules = async (region: string): Promise<ScheduleRecord | undefined> => this.scheduleRecords.get(region);
  writeSchedules = async (record: ScheduleRecord): Promise<void> => {
    this.#doing(`schedules by ${record.region}`);
    this.scheduleRecords.set(record.region, structuredClone(record));
  };

  capacity = async (region: string): Promise<Capacity | undefined> => this.capacities.get(region);
  writeCapacity = async (capacity: Capacity): Promise<void> => {
    this.#doing(`capacity of ${capacity.region}`);
    this.capacities.set(capacity.region, structuredClone(capacity));
  };

  answer = async (): Promise<RecoveryAnswer | undefined> => this.#answer;
  writeAnswer = async (answer: RecoveryAnswer): Promise<void> => {
    this.#doing('answer');
    this.#answer = answer;
  };

  walCheckpoint = async (
    archive: string,
    region: string,
  ): Promise<ArchiveCheckpoint | LostCheckpoint | undefined> =>
    this.walCheckpoints.get(`${archive} ${region}`);
  writeWalCheckpoint = async (
    archive: string,
    region: string,
    checkpoint: ArchiveCheckpoint,
  ): Promise<void> => {
    this.#doing('wal checkpoint');
    this.walCheckpoints.set(`${archive} ${region}`, structuredClone(checkpoint));
  };
  walReport = async (archive: string, region: string): Promise<ArchiveReport | undefined> =>
    this.walReports.get(`${archive} ${region}`);
  writeWalReport = async (report: ArchiveReport): Promise<void> => {
    this.#doing('wal report');
    this.walReports.set(`${report.archive} ${report.region}`, structuredClone(report));
  };

  #doing(what: string): void {
    if (this.#interruptedAt === what) {
      this.#interruptedAt = undefined;
      throw new Error(`interrupted before writing the ${what}`);
    }
    this.doings.push(what);
  }
}

/** What a list asks for of an item. */
const picked = <Item extends object, Key extends keyof Item>(
  item: Item,
  keys: readonly Key[],
): Pick<Item, Key> =>
  Object.fromEntries(Object.entries(item).filter(([key]) => keys.includes(key as Key))) as Pick<Item, Key>;
