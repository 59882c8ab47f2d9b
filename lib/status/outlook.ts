import { durationInWords } from '../domain/duration-in-words';
import { secondsBetween } from '../domain/instant';
import { VANTAGE_POINTS_NEEDED } from '../domain/verdict';
import { byItself, mayInCalm } from './by-itself';
import type { Status } from './read-status';

/** What is going on, what happens next without anybody, and what a person may do: commands, spelled out. */
export interface Outlook {
  /** What has to be known first, in a word. */
  readonly kind:
    | 'stuck'
    | 'silent'
    | 'moving'
    | 'asking'
    | 'down'
    | 'unseen'
    | 'short'
    | 'paused'
    | 'away'
    | 'calm';
  readonly level: 'good' | 'attention' | 'bad';
  readonly now: string;
  readonly next: string;
  readonly may: readonly string[];
}

/** The first of these that holds is what has to be known first. */
export function outlookOf(status: Status): Outlook {
  return (
    openRun(status) ?? waiting(status) ?? down(status) ?? unwatched(status) ?? missed(status) ?? quiet(status)
  );
}

function openRun(status: Status): Outlook | undefined {
  const { role, openRun: record, at } = status;
  const open = role.openRun;
  if (!open) return undefined;
  const what = `run ${open.id} (${open.workflow}, ${open.from} to ${open.to})`;
  const look = `firebackup run show ${open.id}`;
  const takeUp = `firebackup ${open.workflow} --run ${open.id} --approved-by "your name"`;
  if (record?.outcome === 'stuck') {
    return {
      kind: 'stuck',
      level: 'bad',
      now: `${what} stands still where going back is not safe: ${record.because ?? 'no reason is recorded'}`,
      next: 'nothing: it stays open and keeps every other run out',
      may: [`mend the cause, then: ${takeUp}`, look],
    };
  }
  const lapsed = lapsedFor(status);
  if (lapsed !== undefined && open.promotingSince === undefined) {
    return {
      kind: 'silent',
      level: 'bad',
      now: `${what} is open, and nothing has been heard of it since its lease lapsed ${durationInWords(lapsed)} ago`,
      next: 'nothing, most likely: its execution has ended or hangs, and the run keeps every other one out',
      may: [look, takeUp],
    };
  }
  const age = durationInWords(Math.max(0, secondsBetween(open.openedAt, at)));
  return {
    kind: 'moving',
    level: 'attention',
    now: `${what} is under way for ${age}: ${phaseOf(status)}`,
    next:
      lapsed === undefined
        ? `it goes on by itself in ${open.to}; nobody has to do anything`
        : `it goes on by itself in ${open.to}, if its execution lives: while it promotes it renews no lease, and nobody can tell from here`,
    may: [look],
  };
}

/** For how many seconds the open run's lease has lapsed. Its steps renew it, but for a promotion, which takes what it takes. */
function lapsedFor({ role: { lease }, at }: Status): number | undefined {
  const seconds = lease ? secondsBetween(lease.expiresAt, at) : 0;
  return seconds > 0 ? seconds : undefined;
}

/** How far an open run is, by what it wrote into the role. */
export function phaseOf({ role: { openRun: open, lastChange }, at }: Pick<Status, 'role' | 'at'>): string {
  const ago = (moment: string) => durationInWords(Math.max(0, secondsBetween(moment, at)));
  if (open?.undoingSince)
    return `being undone for ${ago(open.undoingSince)}, and nothing is promoted any more`;
  if (open && lastChange?.run === open.id)
    return `the role moved ${ago(lastChange.at)} ago, clients follow, and nothing is undone any more`;
  if (open?.promotingSince) return `promoting for ${ago(open.promotingSince)}, and not to be undone any more`;
  return 'nothing is promoted yet';
}

function waiting({ waiting: [request], role, standby, at }: Status): Outlook | undefined {
  if (!request) return undefined;
  const left = durationInWords(secondsBetween(at, request.expiresAt));
  return {
    kind: 'asking',
    level: 'attention',
    now: `run ${request.run} asks whether to leave ${role.activeRegion} for ${standby}: ${request.objections.map(({ because }) => because).join('; ')}`,
    next: `if nobody answers within ${left}, it ends and nothing is changed`,
    may: [`firebackup approve ${request.run}`, `firebackup deny ${request.run}`],
  };
}

function down(status: Status): Outlook | undefined {
  const { downSince, role, regions, at } = status;
  if (downSince === undefined || role.activeRegion !== regions.primary) return undefined;
  const age = durationInWords(Math.max(0, secondsBetween(downSince, at)));
  return {
    kind: 'down',
    level: 'bad',
    now: `${regions.primary} is seen down for ${age}, and no run is open`,
    next: byItself(status),
    may: [
      ...(role.pausedBy ? ['firebackup resume'] : []),
      'firebackup failover --dry-run  (what stands in the way)',
      'firebackup failover',
    ],
  };
}

function unwatched(status: Status): Outlook | undefined {
  const { seen, role, regions } = status;
  const withOpinion = seen.filter(({ verdict }) => verdict.state !== 'unknown');
  if (role.activeRegion !== regions.primary || withOpinion.length >= VANTAGE_POINTS_NEEDED) return undefined;
  return {
    kind: 'unseen',
    level: 'attention',
    now: `${role.activeRegion} is the active region; whether it is well is unknown: ${withOpinion.length} of ${seen.length} vantage points see anything`,
    next: byItself(status),
    may: mayInCalm(status),
  };
}

function missed(status: Status): Outlook | undefined {
  // An answer that was given while another region was active says nothing of this one.
  const { answer, role, replication, standby } = status;
  const stores = answer?.activeRegion === role.activeRegion ? answer.stores : [];
  const missing = stores.flatMap(({ store, cases }) =>
    cases.some(({ loss, rpo, rto }) => loss === 'region lost' && [rpo, rto].some(isMissed)) ? [store] : [],
  );
  const behind = replication.filter(({ state }) => state === 'behind').map(({ store }) => store);
  const faults = [
    ...(missing.length > 0 ? [`were it lost now, ${missing.join(' and ')} would miss an objective`] : []),
    ...(behind.length > 0 ? [`${behind.join(' and ')} in ${standby} is behind`] : []),
  ];
  if (faults.length === 0) return undefined;
  return {
    kind: 'short',
    level: 'bad',
    now: `${role.activeRegion} serves; ${faults.join('; ')}`,
    next: byItself(status),
    may: ['firebackup recover-now  (why)', 'firebackup doctor', ...mayInCalm(status)],
  };
}

const isMissed = ({ judged }: { readonly judged: string }): boolean => judged === 'missed';

const quiet = (status: Status): Outlook => ({
  kind: quietKind(status),
  level: 'good',
  now: `${status.role.activeRegion} serves, and nothing is under way`,
  next: byItself(status),
  may: mayInCalm(status),
});

const quietKind = ({ role, regions }: Status): Outlook['kind'] =>
  role.pausedBy ? 'paused' : role.activeRegion === regions.primary ? 'calm' : 'away';
