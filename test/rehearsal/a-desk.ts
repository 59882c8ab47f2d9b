import { accessTo } from '../../lib/aws/client-settings';
import type { Desk, Told } from '../../operator/command/desk';
import { PLAIN } from '../../operator/command/screen';
import { interception } from '../../rehearsal/cloud/interception';
import { REHEARSED_PROBE } from '../../rehearsal/local-deployment';
import type { World } from '../../rehearsal/world';

/** The desk of a person on this machine: the same clients, that reach the rehearsal's regions; and what stands on it. */
export interface RehearsedDesk {
  readonly desk: Desk;
  readonly shown: readonly string[];
  readonly notes: readonly string[];
}

export function aDesk(world: World): RehearsedDesk {
  const shown: string[] = [];
  const notes: string[] = [];
  const desk: Desk = {
    // As quick to see a region down as the rehearsal is.
    plan: { ...world.settings.plan, probe: REHEARSED_PROBE },
    user: 'ada',
    aws: (region) => accessTo(region, interception(world.answer)(region)),
    now: () => world.clock.now().toISOString(),
    wait: (milliseconds) => new Promise((resumed) => setTimeout(resumed, milliseconds / 100)),
    screen: PLAIN,
    note: (line) => notes.push(line),
    ask: async () => '',
    showing: (_title, { done }) => done((line) => shown.push(line)),
    unlessInterrupted: (work) => work,
  };
  return { desk, shown, notes };
}

export const wordsOf = ({ lines }: Pick<Told, 'lines'>): string => lines.join(' ').replace(/ +/g, ' ');
