import { keys } from '../../lib/aws/keys';
import type { Place } from '../../lib/plan/deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { expected, type Look, unknown } from './finding';

/** Copies, dumps and what is restored lie under these: without one, the day's last resort cannot be read. */
export const looksAtKeys = (desk: Desk): readonly Look[] =>
  (['primary', 'recovery'] as const satisfies readonly Place[]).map((place) => {
    const region = desk.plan.regions[place];
    const arn = desk.plan.keys[place];
    const what = `key in ${region}`;
    return {
      what,
      see: async () => {
        if (isUntold(arn)) return [unknown(what, arn, 'look at it in KMS')];
        const { state, usage } = await keys(desk.aws(region)).seen(arn);
        const isUsable = state === 'Enabled' && usage === 'ENCRYPT_DECRYPT';
        return [
          expected(what, isUsable, {
            found: `${arn} is ${state}, for ${usage ?? 'an unknown use'}`,
            next: 'enable it, or cancel its deletion, in KMS; nothing under it can be read or copied meanwhile',
          }),
        ];
      },
    };
  });
