import { PlanError, readDeclaredPlan } from '../../lib/plan/parse-plan';
import type { Told } from '../command/desk';
import { headed, labelled, type Screen } from '../command/screen';

/** `firebackup plan check`: everything that is wrong with the file, at once; asks AWS nothing. */
export async function planCheck(file: string, screen: Screen): Promise<Told> {
  try {
    const { name, regions, databases, caches, workload } = readDeclaredPlan(file);
    const { primary, recovery, witness } = regions;
    return {
      lines: [
        ...headed(screen, 'green', `${file} is a plan`),
        ...[
          `${name}: workload ${workload}; databases: ${databases.length}, caches: ${caches.length}`,
          `${primary} to ${recovery}, watched from ${witness}`,
          `what it does, in words: firebackup plan explain --plan ${file}`,
          `whether AWS has all of it: firebackup doctor --plan ${file}`,
        ].flatMap((line) => labelled(screen, ['', line], { width: 0 })),
      ],
      data: { file, sound: true, problems: [] },
      news: 'fine',
    };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return {
      lines: error.message.split('\n').flatMap((line) => headed(screen, 'red', line)),
      data: { file, sound: false, problems: error.problems },
      news: 'badInput',
    };
  }
}
