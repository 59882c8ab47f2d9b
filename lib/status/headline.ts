import { answeredNow } from './answered-now';
import { heldBackBecause } from './held-back';
import { timeInUtc } from './moments';
import type { Outlook } from './outlook';
import type { Status } from './read-status';
import { type StepSoFar, stepsSoFar } from './steps-so-far';

/** All of a status in a line, for whoever reads no other. */
export interface Headline {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'unknown' | 'busy' | 'attention';
}

const MOVING = { failover: 'Failing over', switchover: 'Switching over', failback: 'Failing back' } as const;

const DOING: Readonly<Record<StepSoFar['name'], string>> = {
  detect: 'detecting',
  decide: 'deciding',
  approve: 'waiting for approval',
  fence: 'closing the old side',
  promote: 'promoting',
  traffic: 'moving traffic',
  undo: 'being undone',
};

const HEADLINES: Readonly<Record<Outlook['kind'], (status: Status, now: string) => Headline>> = {
  stuck: ({ role: { openRun } }) => ({
    text: `Stuck: the ${openRun?.workflow ?? 'run'} stands still, and a person has to go on with it`,
    tone: 'bad',
  }),
  silent: ({ role: { openRun, lease } }) => ({
    text: `Stuck, it seems: nothing was heard of the ${openRun?.workflow ?? 'run'}${lease ? ` since ${timeInUtc(lease.expiresAt)}` : ''}`,
    tone: 'bad',
  }),
  moving: (status) => ({ text: movingInWords(status), tone: 'busy' }),
  asking: ({ role, standby, waiting: [request] }) => ({
    text: `Approval wanted: leave ${role.activeRegion} for ${standby}?${request ? ` Until ${timeInUtc(request.expiresAt)}` : ''}`,
    tone: 'attention',
  }),
  down: (status) => ({ text: downInWords(status), tone: 'bad' }),
  unseen: ({ role }) => ({
    text: `Unknown: nobody can say whether ${role.activeRegion} is well`,
    tone: 'unknown',
  }),
  short: (_, now) => ({ text: now, tone: 'bad' }),
  paused: ({ role }) => ({
    text: `Paused by ${role.pausedBy}: ${role.activeRegion} serves, and no failover starts`,
    tone: 'attention',
  }),
  calm: (status) => calmly(status, `All well: ${status.role.activeRegion} serves`),
  away: (status) => calmly(status, `${status.role.activeRegion} serves, away from home`),
};

export function headlineOf(status: Status, { kind, now }: Outlook): Headline {
  return HEADLINES[kind](status, now);
}

function movingInWords(status: Status): string {
  const { openRun: open } = status.role;
  const step = stepsSoFar(status).find(({ state }) => state === 'now');
  const since = step?.startedAt ?? open?.openedAt;
  const doing = step ? `: ${DOING[step.name]}` : '';
  return `${open ? MOVING[open.workflow] : 'Moving'}${doing}${since ? ` since ${timeInUtc(since)}` : ''}`;
}

function downInWords(status: Status): string {
  const held = heldBackBecause(status);
  const what = held ? `failover is held back: ${held}` : 'no failover has begun yet';
  return `${status.regions.primary} is down, and ${what}`;
}

/** Quiet is well only as far as it is known. */
function calmly(status: Status, text: string): Headline {
  const unknown = unknownIn(status);
  if (unknown.length === 0) return { text, tone: 'good' };
  return {
    text: `${status.role.activeRegion} serves; not known: ${unknown.join(', ')}`,
    tone: 'unknown',
  };
}

/** What stands in the way of calling it well. Of caches the ledger never knows more, so they are told of further down alone. */
function unknownIn(status: Status): readonly string[] {
  const { unknownBecause, stores } = answeredNow(status);
  const isUnknown = stores.some(({ rpo, rto }) => rpo.judged === 'unknown' || rto.judged === 'unknown');
  const quiet = status.writing.filter(({ state }) => state === 'unknown').map(({ store }) => store);
  const unseen = new Set(
    status.writing.flatMap(({ store }) =>
      status.replication.some((one) => one.store === store && one.state === 'unknown') ? [store] : [],
    ),
  );
  return [
    ...(quiet.length > 0 ? [`whether ${quiet.join(' and ')} takes writes`] : []),
    ...(unseen.size > 0 ? [`whether ${[...unseen].join(' and ')} replicates`] : []),
    ...(unknownBecause || isUnknown ? ['whether every objective would be met'] : []),
  ];
}
