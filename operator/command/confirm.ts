import type { Desk } from './desk';
import { BadInput } from './endings';

/** What moves traffic, or cannot be undone, is done only after the plan's name was typed, or given with `--yes`. */
export async function confirm(
  { plan, ask, note }: Pick<Desk, 'plan' | 'ask' | 'note'>,
  what: readonly string[],
  yes: string | undefined,
): Promise<void> {
  for (const line of what) note(line);
  const said = yes ?? (await ask(`type the plan's name (${plan.name}) to go on`));
  if (said.trim() !== plan.name)
    throw new BadInput(`"${said}" is not the plan's name; expected ${plan.name}. Nothing was done`);
}
