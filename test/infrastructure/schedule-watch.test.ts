import { scheduleGroupName } from '../../lib/constructs/plan-arns';
import { deployed } from './deployed';

const house = deployed();
const { primary, recovery, witness } = house.plan.regions;

const groupsIn = (stack: string) =>
  house.all('AWS::Scheduler::ScheduleGroup', stack).map(({ properties }) => String(properties.Name));
const watchedBy = (stack: string): Record<string, Record<string, number>> => {
  const { properties } = house.one('AWS::Lambda::Function', stack, 'WatchSchedules');
  return JSON.parse(properties.Environment.Variables.WATCHED_SCHEDULES);
};
/** As the function calls them, which is told them without the plan's name in front. */
const namesIn = (watched: Record<string, number> | undefined) =>
  Object.keys(watched ?? {})
    .map((group) => `firebackup-${group}`)
    .sort();

test('every schedule is alone in its group, and its role serves that group alone', () => {
  const schedules = house.all('AWS::Scheduler::Schedule');
  const groups = schedules.map(({ stack, properties }) => `${stack}/${properties.GroupName.Ref}`);
  expect(new Set(groups).size).toBe(schedules.length);
  for (const { stack, properties } of schedules) {
    const group = house.one('AWS::Scheduler::ScheduleGroup', stack, properties.GroupName.Ref).properties.Name;
    const role = house.one('AWS::IAM::Role', stack, properties.Target.RoleArn['Fn::GetAtt'][0]);
    expect(JSON.stringify(role.properties.AssumeRolePolicyDocument)).toContain(`:schedule-group/${group}"`);
  }
});

test('every schedule of the house is watched from another serving region, the watches too', () => {
  expect(groupsIn('primary').length).toBeGreaterThan(10);
  expect(namesIn(watchedBy('recovery')[primary])).toEqual(groupsIn('primary').sort());
  expect(namesIn(watchedBy('recovery')[witness])).toEqual(groupsIn('witness').sort());
  expect(namesIn(watchedBy('primary')[recovery])).toEqual(groupsIn('recovery').sort());
  expect(groupsIn('recovery')).toContain('firebackup-watch');
});

test('a schedule is silent some time after it should have fired, by what the plan says', () => {
  expect(watchedBy('recovery')[primary]).toMatchObject({
    guard: 960,
    'snapshot-every-four-hours': 15_840,
    drill: 665_280,
  });
});

test.each(['primary', 'recovery'])(
  '%s rings at once for what is silent, and for what nobody can tell',
  (stack) => {
    const alarm = (name: string) =>
      house.one('AWS::CloudWatch::Alarm', stack, `WatchSchedules${name}Alarm`).properties;
    expect(alarm('Silent')).toMatchObject({
      MetricName: 'SchedulesSilent',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
    expect(alarm('Unknown')).toMatchObject({
      MetricName: 'SchedulesUnknown',
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
    });
  },
);

test('a name that is too long for Scheduler is cut, and still tells two policies apart', () => {
  const plan = { name: 'a-plan-of-twenty-four-ab' };
  const named = (last: string) => scheduleGroupName(plan, `CacheBackup${'Long'.repeat(15)}${last}`);
  expect(named('One')).toHaveLength(64);
  expect(named('One')).not.toBe(named('Two'));
  expect(scheduleGroupName(plan, 'HeartbeatSchedule')).toBe('a-plan-of-twenty-four-ab-heartbeat');
});
