import type { Instant } from './instant';

/** How many slots of each length keep their newest recovery point. */
export interface Tiers {
  readonly hourly: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

export const TIERS = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type Tier = (typeof TIERS)[number];

const DAY_MS = 86_400_000;

/** The slot of a tier that a moment lies in, all in UTC: an hour, a day, a week by its Monday, or a month. */
export const slotOf = (tier: Tier, moment: Instant): string => SLOTS[tier](new Date(moment));

const SLOTS: Readonly<Record<Tier, (date: Date) => string>> = {
  hourly: (date) => date.toISOString().slice(0, 13),
  daily: dayOf,
  weekly: (date) => dayOf(new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS)),
  monthly: (date) => date.toISOString().slice(0, 7),
};

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * What fills the slots of a tier: of the newest slots that hold anything, the newest of each. Slots are counted by what
 * they hold, not by the calendar: when snapshots stop being taken, the passing of time alone lets nothing go.
 *
 * @param moments newest first
 * @returns per moment the slot it fills
 */
export function filledSlots(
  tier: Tier,
  slots: number,
  moments: readonly Instant[],
): ReadonlyMap<number, string> {
  const filled = new Map<string, number>();
  moments.forEach((moment, at) => {
    const slot = slotOf(tier, moment);
    if (filled.size < slots && !filled.has(slot)) filled.set(slot, at);
  });
  return new Map([...filled].map(([slot, at]) => [at, slot]));
}
