/** What a promotion may leave behind the plan, as an instance has it or has been asked to get it. */
export interface DatabaseSettings {
  readonly multiAz: boolean;
  readonly backupRetentionDays: number;
  /** `HH:MM-HH:MM`, UTC. */
  readonly backupWindow: string;
  readonly parameterGroup: string;
  readonly deletionProtection: boolean;
}

/**
 * What has to be asked for so that an instance is kept as the plan says; nothing when it is. Protection is only ever added:
 * a longer retention, a standby zone or a guard against deletion that somebody gave it beyond the plan is not for a run to
 * take away, and shortening the retention would delete backups on the spot.
 */
export function settingsToAsk(
  now: DatabaseSettings,
  wanted: Omit<DatabaseSettings, 'deletionProtection'>,
): Partial<DatabaseSettings> {
  return {
    ...(wanted.multiAz && !now.multiAz && { multiAz: true }),
    ...(now.backupRetentionDays < wanted.backupRetentionDays && {
      backupRetentionDays: wanted.backupRetentionDays,
    }),
    ...(now.backupWindow !== wanted.backupWindow && { backupWindow: wanted.backupWindow }),
    ...(now.parameterGroup !== wanted.parameterGroup && { parameterGroup: wanted.parameterGroup }),
    ...(!now.deletionProtection && { deletionProtection: true }),
  };
}
