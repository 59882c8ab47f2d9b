import type { Desk, Told } from '../command/desk';
import { labelled, part } from '../command/screen';
import { explainPlan } from '../plan/explain-plan';

/** `firebackup plan explain`: the plan in words, for who has to live with it; asks AWS nothing. */
export async function planExplain({ plan, screen }: Desk): Promise<Told> {
  const chapters = explainPlan(plan);
  return {
    lines: chapters
      .flatMap(({ title, sentences }) =>
        part(
          screen,
          title,
          sentences.flatMap((one) => labelled(screen, ['-', one], { width: 2 })),
        ),
      )
      .slice(1),
    data: { deployment: plan.name, chapters },
    news: 'fine',
  };
}
