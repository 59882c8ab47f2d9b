import type { RegionSettings } from '../../rehearsal/region';

type Around = NonNullable<RegionSettings['around']>;

export interface Tearing {
  readonly execution: string;
  /** The states after whose work, whichever comes first. */
  readonly after: readonly string[];
  readonly tear: () => void;
}

/** Tears an execution away right after a task did its work, before its answer is kept. */
export function tornAway({ execution, after, tear }: Tearing): Around {
  let isTorn = false;
  return async (task, run) => {
    // The interpreter lets branches that are under way go on for a moment; what is dead calls nothing any more.
    const mustLive = () => {
      if (isTorn && task.execution === execution) throw new Error('this execution was killed');
    };
    mustLive();
    const answer = await run();
    if (!isTorn && task.execution === execution && after.includes(task.state)) {
      isTorn = true;
      tear();
    }
    mustLive();
    return answer;
  };
}
