import { LeaseLost, TerminalState, Unfenced, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import { type IsolationRule, inSilence, isolationSince, onAnswer } from '../../lib/domain/isolation';
import { isToBeOpen, mustFenceBecause, type Role } from '../../lib/domain/role';
import type { Heard } from './hear-ledger';
import type { Notes } from './notes';

interface Deps {
  readonly region: string;
  readonly isolation: IsolationRule;
  readonly hear: () => Promise<Heard>;
  readonly notes: Notes;
  /** Asks `beforeChange` just before each change. */
  readonly fence: (fencedFor: string, beforeChange: () => Promise<void>) => Promise<readonly Fence[]>;
  readonly unfence: (beforeChange: () => Promise<void>) => Promise<readonly string[]>;
  /** What of the region has its fence group. */
  readonly worn: () => Promise<readonly string[]>;
  readonly now: () => Instant;
}

interface Guarded {
  readonly fences: readonly Fence[];
  readonly because: string | undefined;
  /** What was opened again after the region had fenced itself in isolation. */
  readonly lifted: readonly string[];
}

/**
 * Scheduled every minute in the primary and the recovery region; no machine calls it. This is what keeps a region that
 * was lost from taking writes when it comes back: nobody could fence it while it was gone. A late or double firing finds
 * the region fenced. When the ledger gives no answer from any region, it counts the silence, does what the plan says once a
 * lease would have expired, and fails all the while, which an alarm reports. What it fenced in isolation, it opens again. Any
 * other fence in a region that is to serve it leaves to a person, and fails for it.
 */
export function guardRegion(deps: Deps): () => Promise<Guarded> {
  const { region, hear, notes } = deps;
  return async () => {
    const { role, silence } = await hear();
    if (!role) return isolated(deps, silence);
    const { silentSince, fencedFor } = await notes.read();
    // First: an old note would make the next silence look long.
    if (silentSince) await notes.heard();
    const step = onAnswer(role, region, fencedFor);
    if (step === 'leave') {
      await demandNoFence(deps, role);
      return { fences: [], because: undefined, lifted: [] };
    }
    if (step === 'lift') {
      const lifted = await deps.unfence(stillSays(deps, 'lift', fencedFor));
      await notes.opened();
      return { fences: [], because: undefined, lifted };
    }
    const because = mustFenceBecause(role, region);
    // From here on it is the ledger's fence, which no guard opens.
    if (fencedFor.length > 0) await notes.opened();
    const fences = await deps.fence(reasonIn(role), stillSays(deps, 'fence', fencedFor));
    const open = inWords(fences.filter(({ outcome }) => outcome === 'unfenced'));
    if (open) throw new Unfenced(`${because}, yet ${open}`);
    return { fences, because, lifted: [] };
  };
}

/**
 * A guard that heard of a run just before that was abandoned may fence just after the fences were undone, and a fence may
 * outlast an abandoned run anyway: clients are kept out then, and nothing else would say so. Not while a run is open, which
 * puts groups on and takes them off. @throws {TerminalState}
 */
async function demandNoFence({ region, worn }: Pick<Deps, 'region' | 'worn'>, role: Role): Promise<void> {
  if (!isToBeOpen(role, region)) return;
  const fenced = await worn();
  if (fenced.length === 0) return;
  throw new TerminalState(
    `${region} is active in epoch ${role.epoch} and no run is open, yet ${fenced.join(', ')} has its fence group: clients are ` +
      'kept out; give it the security groups of the plan',
  );
}

/** Never returns: that nobody hears the ledger is to be told, whatever was done about it. @throws {Unreachable} */
async function isolated(
  { region, isolation, hear, notes, fence, now }: Deps,
  silence: string,
): Promise<never> {
  const { silentSince, fencedFor } = await notes.read();
  const step = inSilence(silentSince, now(), isolation);
  if (step === 'begin counting') await notes.silentSince(now());
  if (step !== 'fence' || silentSince === undefined) {
    const plan = step === 'keep' ? '; it keeps serving, as the plan says' : '; nothing was changed yet';
    throw new Unreachable(`${region} hears no ledger since ${silentSince ?? now()}${plan}: ${silence}`);
  }
  const stillSilent = async () => {
    if ((await hear()).role) throw new LeaseLost(`${region} hears the ledger again; nothing was changed`);
  };
  const reason = isolationSince(silentSince);
  // First: a fence that is only begun when the ledger answers again has to be undone too.
  if (!fencedFor.includes(reason)) await notes.fencing(reason);
  const fences = await fence(reason, stillSilent);
  throw new Unreachable(
    `${region} hears no ledger since ${silentSince} and fences itself, as the plan says: ${inWords(fences)}; ${silence}`,
  );
}

/** What the role was taken away for; the same at every firing until it changes again. */
const reasonIn = ({ openRun, lastChange, epoch }: Role): string =>
  openRun?.id ?? lastChange?.run ?? `epoch-${epoch}`;

/** The role may have changed since it was read: asked again just before each change. @throws {LeaseLost} then */
const stillSays =
  ({ region, hear }: Pick<Deps, 'region' | 'hear'>, step: 'fence' | 'lift', fencedFor: readonly string[]) =>
  async (): Promise<void> => {
    const { role, silence } = await hear();
    if (!role) throw new Unreachable(silence);
    if (onAnswer(role, region, fencedFor) === step) return;
    const what = step === 'fence' ? 'may serve again' : 'may not serve';
    throw new LeaseLost(`${region} ${what} since the ledger was read; nothing was changed`);
  };

const inWords = (fences: readonly Fence[]): string =>
  fences.map(({ id, outcome, because }) => `${id} ${outcome}: ${because}`).join('; ');
