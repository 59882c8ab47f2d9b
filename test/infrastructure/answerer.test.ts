import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed } from './deployed';

const house = deployed();
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'statemachines', 'README.md'), 'utf8');
const alarm = (stack: string, name: string) =>
  house.one('AWS::CloudWatch::Alarm', stack, `AnswerRecovery${name}Alarm`).properties;

test.each(['primary', 'recovery'])('in %s the answer is given every five minutes', (stack) => {
  const schedule = house
    .all('AWS::Scheduler::Schedule', stack)
    .find(({ properties }) => JSON.stringify(properties.Target.Arn).includes('AnswerRecoveryFunction'));
  expect(schedule?.properties).toMatchObject({ ScheduleExpression: 'rate(5 minutes)' });
});

test.each([
  ['Missed', 300, [4, 3]],
  ['Unknown', 300, [13, 12]],
  ['Unproven', 3600, [24, undefined]],
])('%s rings over all stores, where figures are made', (name, period, [periods, rounds]) => {
  const { AlarmDescription, ...properties } = alarm('recovery', name);
  expect(properties).toMatchObject({
    Namespace: 'FireBackup',
    MetricName: `Recovery${name}`,
    Dimensions: [{ Name: 'service', Value: 'answer-recovery' }],
    Statistic: 'Maximum',
    Period: period,
    Threshold: 1,
    EvaluationPeriods: periods,
    TreatMissingData: 'notBreaching',
  });
  expect(properties.DatapointsToAlarm).toBe(rounds);
  expect(runbook).toContain(`\n## ${/#([a-z-]+)$/.exec(AlarmDescription)?.[1]}\n`);
});

test('the primary region answers and rings for nothing of it', () => {
  const ids = house.all('AWS::CloudWatch::Alarm', 'primary').map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith('AnswerRecovery'))).toEqual([]);
});
