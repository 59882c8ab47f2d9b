import { deployed } from './deployed';
import { type TemplateChecker, templateChecker } from './template-checker';

let check: TemplateChecker;
beforeAll(async () => {
  check = await templateChecker();
}, 30_000);

test('CloudFormation knows every property of every resource, and misses none', () => {
  const { resources } = deployed();
  const objections = resources
    .filter(({ type }) => type !== 'AWS::CDK::Metadata')
    .flatMap(({ stack, id, type, properties }) =>
      check(type, properties).map((one) => `${stack}/${id}: ${one}`),
    );
  expect(objections).toEqual([]);
});

test('the checker finds what is unknown, missing and of another type, however deep it lies', () => {
  const schedule = {
    ScheduleExpresion: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: '5' },
    Target: { Arn: { Ref: 'Machine' } },
  };
  expect([...check('AWS::Scheduler::Schedule', schedule)].sort()).toEqual([
    'AWS::Scheduler::Schedule.FlexibleTimeWindow.MaximumWindowInMinutes is "5", expected number',
    'AWS::Scheduler::Schedule.ScheduleExpresion does not exist',
    'AWS::Scheduler::Schedule.ScheduleExpression is missing',
    'AWS::Scheduler::Schedule.Target.RoleArn is missing',
  ]);
  expect(check('AWS::Scheduler::Shedule', {})).toEqual(['AWS::Scheduler::Shedule does not exist']);
});
