import type { Plan } from '../../lib/plan/plan';
import { archiveServerFamily, clusterName, dumpFamily, dumpServerFamily } from '../../lib/plan/task-names';
import type { PostgresBinaries } from '../engines/postgres-binaries';
import type { Leftovers } from '../leftovers';
import { dumpProgram } from './dump-program';
import { Ecs } from './ecs';
import type { ObjectStore } from './s3';
import { archiveServerProgram, dumpServerProgram } from './server-programs';

interface Around {
  readonly plan: Plan;
  readonly region: string;
  readonly store: ObjectStore;
  readonly binaries: PostgresBinaries;
  readonly leftovers: Leftovers;
  readonly now: () => Date;
}

/** ECS of a region, with the task definitions that the stacks of the plan make there. */
export const containersIn = ({ plan, region, store, binaries, leftovers, now }: Around): Ecs => {
  const servers = { binaries, store, leftovers };
  return new Ecs({
    region,
    cluster: clusterName(plan),
    folder: leftovers.folder,
    now,
    definitions: new Map([
      [dumpFamily(plan), dumpProgram(store)],
      [dumpServerFamily(plan), dumpServerProgram(servers)],
      [archiveServerFamily(plan), archiveServerProgram(servers)],
    ]),
  });
};
