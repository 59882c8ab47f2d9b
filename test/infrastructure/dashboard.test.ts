import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed } from './deployed';

const house = deployed();
const root = join(import.meta.dirname, '..', '..');

interface Widget {
  readonly type: 'alarm' | 'custom' | 'metric' | 'text';
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly markdown?: string;
    readonly endpoint?: string;
    readonly updateOn?: { readonly refresh: boolean };
    readonly metrics?: readonly (readonly (string | { expression?: string; id?: string })[])[];
  };
}

/** The page of a region, with the logical id in place of every reference. */
function widgetsOf(stack: string): readonly Widget[] {
  const { DashboardBody: body } = house.one('AWS::CloudWatch::Dashboard', stack).properties;
  const text = body['Fn::Join'][1].map((part: string | { Ref?: string; 'Fn::GetAtt'?: string[] }) =>
    typeof part === 'string' ? part : (part.Ref ?? part['Fn::GetAtt']?.[0]),
  );
  return JSON.parse(text.join('')).widgets;
}
const ownFigures = (widget: Widget) =>
  (widget.properties.metrics ?? []).filter(([namespace]) => namespace === 'FireBackup') as string[][];

const sources = [
  ...readdirSync(join(root, 'lambdas'), { recursive: true }).map((file) => join('lambdas', String(file))),
]
  .concat(readdirSync(join(root, 'lib', 'domain')).map((file) => join('lib', 'domain', file)))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

test('each serving region has one page, whose name says which; together they are free', () => {
  const names = house
    .all('AWS::CloudWatch::Dashboard')
    .map(({ stack, properties }) => [stack, properties.DashboardName]);
  expect(names.sort()).toEqual([
    ['primary', 'firebackup-primary'],
    ['recovery', 'firebackup-recovery'],
  ]);
});

describe.each(['primary', 'recovery'])('the page of %s', (stack) => {
  const widgets = widgetsOf(stack);

  test('has all alarms of its region on top, no more than fit', () => {
    const [first] = widgets;
    expect(first?.type).toBe('alarm');
    const alarms = house.all('AWS::CloudWatch::Alarm', stack).map(({ id }) => id);
    expect([...(first?.properties.alarms ?? [])].sort()).toEqual(alarms.sort());
    expect(alarms.length).toBeLessThanOrEqual(100);
  });

  test('is short, and has a title in words on all that is no text', () => {
    expect(widgets.length).toBeLessThanOrEqual(12);
    const untitled = widgets.filter(
      ({ type, properties }) => type !== 'text' && !/ \w+ /.test(properties.title ?? ''),
    );
    expect(untitled).toEqual([]);
  });

  test('refers to no more metrics than a page that costs nothing may', () => {
    const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);
    expect(metrics.length).toBeLessThanOrEqual(50);
  });

  test('says where to read what is no figure', () => {
    expect(JSON.stringify(widgets)).toContain('npx firebackup status');
  });

  test('has what only the ledger knows told by a function of its region, whenever it is refreshed', () => {
    const [standing, ...others] = widgets.filter(({ type }) => type === 'custom');
    const region = stack === 'primary' ? 'us-east-1' : 'us-west-2';
    expect(others).toEqual([]);
    expect(standing?.properties).toMatchObject({
      title: expect.stringMatching(/role and epoch.*recovery points and their proof.*last runs/),
      endpoint: `arn:aws:lambda:${region}:AWS::AccountId:function:firebackup-serve-health`,
      updateOn: { refresh: true },
    });
    const functions = house.all('AWS::Lambda::Function', stack);
    expect(functions.map(({ properties }) => properties.FunctionName)).toContain('firebackup-serve-health');
  });

  test('shows the objectives of the plan', () => {
    const text = widgets.find(({ type }) => type === 'text')?.properties.markdown;
    expect(text).toContain('| api | 99.99 % | 5 min | 0 s | 15 min | 60 s |');
    expect(text).toContain('| cache | 99.9 % | 60 s | 5 min | 15 min | 5 min |');
  });

  test('shows only figures that somebody measures, in that region', () => {
    const functions = house
      .all('AWS::Lambda::Function', stack)
      .map(({ properties }) => properties.FunctionName);
    const figures = widgets.flatMap(ownFigures);
    expect(figures.length).toBeGreaterThan(6);
    for (const [, name, ...dimensions] of figures) {
      const service = dimensions[dimensions.indexOf('service') + 1];
      expect([name, functions.includes(`firebackup-${service}`)]).toEqual([name, true]);
      expect([name, new RegExp(`\\b${name}\\b`).test(sources)]).toEqual([name, true]);
    }
  });

  test('shows the runs of every machine that works for longer than minutes', () => {
    const machines = house
      .all('AWS::StepFunctions::StateMachine', stack)
      .filter(({ properties }) => properties.StateMachineType === 'STANDARD')
      .map(({ id }) => id);
    for (const title of ['Runs that failed', 'Runs that succeeded']) {
      const shown = JSON.stringify(widgets.find(({ properties }) => properties.title?.startsWith(title)));
      expect([title, machines.filter((id) => !shown.includes(`"${id}"`))]).toEqual([title, []]);
    }
  });
});
