import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { figuresFrom } from '../../lambdas/serve-health/metrics';
import { RULE_MANIFEST, ruleManifest } from '../../operator/monitoring/rule-manifest';
import { aDeployment } from '../helpers/a-plan';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';
import { prometheusNow } from '../rehearsal/engines/prometheus-now';
import { MONITORING, RULES_FILE, rules } from './monitoring-files';

const read = (name: string) => readFileSync(join(MONITORING, name), 'utf8');
const runbook = readFileSync(join(MONITORING, '..', '..', 'statemachines', 'README.md'), 'utf8');
const headings = new Set([...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading));

/** What FireBackup itself exposes, as its guide's rules take it; Prometheus makes `up`. */
const THE_APPLICATIONS = ['http_requests_total', 'redis_queue_length', 'up', 'ALERTS'];
const WORDS = [
  'and',
  'or',
  'on',
  'by',
  'without',
  'group_left',
  'absent',
  'count',
  'max',
  'rate',
  'sum',
  'time',
];

/** The names of figures in an expression: what is left of it without labels, ranges and Prometheus' own words. */
function metricsIn(expr: string): readonly string[] {
  const bare = expr
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(on|by|without|group_left)\s*\([^)]*\)/g, ' ');
  return [...bare.matchAll(/[a-zA-Z_:][\w:]*/g)]
    .map(([name]) => name)
    .filter((name) => !WORDS.includes(name));
}

const known = async (): Promise<readonly string[]> => {
  const figures = await figuresFrom(new InMemoryLedger(), aDeployment(), at(0));
  return [...figures.map(({ name }) => name), ...THE_APPLICATIONS];
};

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}
const dashboard = JSON.parse(read('grafana-dashboard.json'));
const panels: readonly Panel[] = dashboard.panels;
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

describe('rules', () => {
  test('every one says what is wrong, how bad it is, and where the runbook tells what to do', () => {
    for (const { alert, labels, annotations } of rules) {
      expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(critical|warning)$/)]);
      expect([alert, annotations.summary.length > 0, annotations.description.length > 0]).toEqual([
        alert,
        true,
        true,
      ]);
      const [, heading] = /^statemachines\/README\.md#([a-z-]+)$/.exec(annotations.runbook_url) ?? [];
      expect([alert, heading, headings.has(heading ?? '')]).toEqual([alert, heading, true]);
    }
  });

  test("FireBackup's own have the names, numbers and severities of its guide", () => {
    const own = rules
      .slice(0, 3)
      .map(({ alert, expr, for: lasting, labels }) => [alert, expr, lasting, labels.severity]);
    expect(own).toEqual([
      ['FireBackupAPIDown', 'up{job="firebackup-api"} == 0', '1m', 'critical'],
      ['FireBackupHighErrorRate', 'rate(http_requests_total{status=~"5.."}[5m]) > 0.1', '5m', 'warning'],
      ['FireBackupBackupQueueBacklog', 'redis_queue_length{queue="backups"} > 100', '15m', 'warning'],
    ]);
  });

  test('none asks for a figure that nobody exposes', async () => {
    const there = await known();
    const asked = rules.flatMap(({ expr }) => metricsIn(expr));
    expect(asked.length).toBeGreaterThan(rules.length);
    expect(asked.filter((name) => !there.includes(name))).toEqual([]);
  });
});

test('a figure that nobody exposes is found in an expression', () => {
  const expr =
    'sum by (a) (rate(made_up_total{x="firebackup_epoch"}[5m])) > on (job) group_left () firebackup_epoch';
  expect(metricsIn(expr)).toEqual(['made_up_total', 'firebackup_epoch']);
});

describe('manifests', () => {
  test('the rules of the cluster are those of the file', () => {
    expect(readFileSync(RULE_MANIFEST, 'utf8')).toBe(ruleManifest());
    expect(parse(ruleManifest()).spec.groups).toEqual(parse(readFileSync(RULES_FILE, 'utf8')).groups);
  });

  test('FireBackup and both proxies are scraped every 15 s, at a port that their service has', () => {
    const monitors = parseAllDocuments(read('service-monitors.yaml')).map((one) => one.toJS());
    const endpoints = [{ port: 'metrics', interval: '15s', path: '/metrics' }];
    expect(monitors.map(({ kind, spec }) => [kind, spec])).toEqual(
      ['firebackup', 'firebackup-ha'].map((app) => [
        'ServiceMonitor',
        { selector: { matchLabels: { app } }, endpoints },
      ]),
    );
    const proxies = parseAllDocuments(read('signing-proxies.yaml')).map((one) => one.toJS());
    const service = proxies.find(({ kind }) => kind === 'Service');
    expect(service.metadata.labels).toEqual({ app: 'firebackup-ha' });
    expect(service.spec.ports).toEqual([{ name: 'metrics', port: 8080 }]);
    const selected = proxies.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template);
    expect(selected.map(({ metadata }) => metadata.labels)).toEqual(
      ['primary', 'recovery'].map((place) => ({ ...service.spec.selector, place })),
    );
  });
});

describe('the dashboard', () => {
  test('has what Grafana asks of a dashboard and of each panel', () => {
    expect(dashboard).toMatchObject({
      uid: expect.stringMatching(/^[a-z-]{1,40}$/),
      title: 'FireBackup HA',
      schemaVersion: 39,
      time: { from: expect.any(String), to: expect.any(String) },
      templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    });
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const panel of panels) {
      expect(panel).toMatchObject({
        type: expect.stringMatching(/^(stat|timeseries|table)$/),
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
        datasource: { type: 'prometheus', uid: expect.stringMatching(/^\$\{datasource\}$/) },
        fieldConfig: { defaults: { unit: expect.any(String) }, overrides: [] },
      });
      expect(new Set(panel.targets.map(({ refId }) => refId)).size).toBe(panel.targets.length);
      expect(panel.targets.length).toBeGreaterThan(0);
    }
  });

  test('has no two panels in one place, and none beyond the edge', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('shows only figures that somebody exposes, and all that we expose but what others stand for', async () => {
    const there = await known();
    const shown = expressions.flatMap(metricsIn);
    expect(shown.filter((name) => !there.includes(name))).toEqual([]);
    const unshown = there.filter((name) => name.startsWith('firebackup_') && !shown.includes(name));
    expect(unshown.sort()).toEqual([
      'firebackup_cooling_down',
      'firebackup_failover_paused_since_timestamp_seconds',
      'firebackup_heartbeat_known',
      'firebackup_last_run_ended_timestamp_seconds',
      'firebackup_open_run_opened_timestamp_seconds',
      'firebackup_recovery_answer_timestamp_seconds',
      'firebackup_schedule_silent',
    ]);
  });

  const prometheus = prometheusNow();
  const name = 'every expression is one that Prometheus understands';
  if ('notRehearsed' in prometheus) test.skip(`not rehearsed: ${name}`, () => undefined);
  else
    test(name, () => {
      const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
      const file = join(folder, 'dashboard.yaml');
      const asRules = expressions.map((expr, index) => ({ record: `panel:${index}`, expr }));
      writeFileSync(file, stringify({ groups: [{ name: 'dashboard', rules: asRules }] }));
      const said = execFileSync(prometheus.promtool, ['check', 'rules', file], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      expect(said).toContain(`SUCCESS: ${expressions.length} rules found`);
    });
});
