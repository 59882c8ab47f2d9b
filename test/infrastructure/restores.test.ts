import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRILL_LIMIT_SECONDS } from '../../lib/domain/drill-record';
import { RESTORE_LIMIT_SECONDS } from '../../lib/domain/restore-record';
import { deployed } from './deployed';

const house = deployed();
const SIDES = ['primary', 'recovery'];

test.each(SIDES)('drills of %s start as the plan says, and tell when they were due', (stack) => {
  const { properties } = house.one('AWS::Scheduler::Schedule', stack, 'DrillSchedule');
  expect(properties.ScheduleExpression).toBe(house.plan.drill.schedule);
  expect(JSON.parse(properties.Target.Input)).toEqual({
    due: '<aws.scheduler.scheduled-time>',
    trigger: 'its schedule',
  });
  expect(JSON.stringify(properties.Target.Arn)).toContain('DrillMachine');
});

test.each(SIDES)(
  'what was left behind in %s is swept every quarter of an hour, and somebody hears when it is not',
  (stack) => {
    const { properties } = house.one('AWS::Scheduler::Schedule', stack, 'SweepSchedule');
    expect(properties.ScheduleExpression).toBe('rate(15 minutes)');
    const queue = house.one('AWS::SQS::Queue', stack, 'FailedCalls');
    expect(
      house.one('AWS::Lambda::EventInvokeConfig', stack, 'SweepScratch').properties.DestinationConfig
        .OnFailure,
    ).toEqual({ Destination: { 'Fn::GetAtt': [queue.id, 'Arn'] } });
  },
);

test.each([
  ['restore', RESTORE_LIMIT_SECONDS],
  ['drill', DRILL_LIMIT_SECONDS],
])('the hold of a %s lasts as long as its machine may', (name, seconds) => {
  const file = join(import.meta.dirname, '..', '..', 'statemachines', `${name}.asl.json`);
  expect(JSON.parse(readFileSync(file, 'utf8')).TimeoutSeconds).toBe(seconds);
});

test('nobody but a person starts a restore', () => {
  const started = house
    .all('AWS::Scheduler::Schedule')
    .filter(({ properties }) => JSON.stringify(properties.Target.Arn).includes('"RestoreMachine'));
  expect(started).toEqual([]);
  expect(
    house.all('AWS::StepFunctions::StateMachine').filter(({ id }) => id.startsWith('RestoreMachine')),
  ).toHaveLength(2);
});
