import { type DatabaseSettings, settingsToAsk } from '../../lib/domain/database-settings';

const wanted = {
  multiAz: true,
  backupRetentionDays: 7,
  backupWindow: '03:00-04:00',
  parameterGroup: 'postgres16',
};
const asWanted: DatabaseSettings = { ...wanted, deletionProtection: true };

test('of an instance that is kept as the plan says nothing is asked', () => {
  expect(settingsToAsk(asWanted, wanted)).toEqual({});
});

test.each<[string, Partial<DatabaseSettings>, Partial<DatabaseSettings>]>([
  ['no standby zone', { multiAz: false }, { multiAz: true }],
  ['a shorter retention', { backupRetentionDays: 1 }, { backupRetentionDays: 7 }],
  ['another window', { backupWindow: '00:00-00:30' }, { backupWindow: '03:00-04:00' }],
  ['other parameters', { parameterGroup: 'default.postgres16' }, { parameterGroup: 'postgres16' }],
  ['no guard against deletion', { deletionProtection: false }, { deletionProtection: true }],
])('of an instance with %s only that is asked', (_, now, asked) => {
  expect(settingsToAsk({ ...asWanted, ...now }, wanted)).toEqual(asked);
});

test('what an instance has beyond the plan is not taken away', () => {
  const now = { ...asWanted, backupRetentionDays: 35 };
  expect(settingsToAsk(now, { ...wanted, multiAz: false })).toEqual({});
});
