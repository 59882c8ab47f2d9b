import { inUtc } from '../../../lib/page/words';
import { ofRehearsal } from '../../../operator/report/of-rehearsal';
import { ofRun } from '../../../operator/report/of-run';
import { documentFor } from '../../../operator/report/report-file';
import type { RegionLossReport } from '../../../rehearsal/report';
import { aCourse } from '../../helpers/a-course';
import { aDoneFailover, aRegionLossReport } from '../../helpers/a-region-loss-report';
import { anApprovalRequest } from '../../helpers/an-approval';
import { at } from '../../helpers/at';

const HTML = documentFor('report.html');
const MARKDOWN = documentFor('report.md');
const page = (report: Partial<RegionLossReport> = {}) => HTML(ofRehearsal(aRegionLossReport(report)));

/** What is read, without the tags. */
const read = (text: string): string =>
  text
    .replaceAll(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('the verdict comes first, and says what is not known', () => {
  const [, first] = /<p class="verdict[^>]*>(.*?)<\/p>/.exec(page()) ?? [];

  expect(read(first ?? '').trim()).toBe('✓ Objectives met, 1 of 3 not known');
  expect(page().indexOf('class="verdict')).toBeLessThan(page().indexOf('<h2'));
});

test('an objective that nobody measured is unknown in the table and hollow in the chart', () => {
  const text = page();

  expect(read(text)).toContain('database RPO ? unknown unknown 60 s');
  expect(read(text)).toContain('database RPO is not known: the old primary gave no answer');
  expect(text).toMatch(/>database RPO<\/text>.*?not known \(of 60 s\)<\/text><rect class="nothing"/);
});

test('every chart has its figures beside it as a table', () => {
  const text = page();
  const figures = text.split('<figure>').slice(1);

  expect(figures.length).toBeGreaterThanOrEqual(5);
  for (const figure of figures) expect(figure).toMatch(/<title .*<desc .*<table>.*<tbody><tr>/s);
  const words = read(text);
  expect(words).toContain('second us-east-1 us-west-2 0 39 0 1 40 0 2 0 0 3 0 0 4 0 0 5 0 38');
  expect(words).toContain('4.00 s us-west-2 3.25 s old 2.02 s 1');
  expect(words).toContain('The longest time without one lasted 3.04 s, from 1.98 s to 5.02 s');
});

test('the decision is told with what each vantage point saw', () => {
  const words = read(page());

  expect(words).toContain('Set off by alarm RegionDown; approved by nobody.');
  expect(words).toMatch(/Seen from witness: the api down since [\d:.]+ \(3 probes\)/);
  expect(words).toContain('Seen from route53: nothing.');
  expect(words).toContain('Writes of at most 3.25 s were expected to be lost.');
});

test('names are names: markup in them is never markup of the page', () => {
  const evil = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
  const course = aCourse({
    steps: [{ title: evil, from: 0, to: 1, came: evil }],
    moments: [{ at: 1, what: evil }],
    writable: { database: [{ region: evil, spans: [{ from: 0, to: 1 }] }] },
    writes: { database: { slotSeconds: 1, regions: [{ region: evil, counts: [1, 1] }] } },
  });
  const report = {
    scenario: evil,
    course,
    failover: aDoneFailover({ id: evil, trigger: evil, because: evil, outcome: 'incomplete' }),
    notRehearsed: [evil],
    judgements: [{ measure: evil, judged: 'missed', objectiveSeconds: 60, measuredSeconds: 61 }],
  } as const;

  expect(page(report)).not.toMatch(/<script|<img/);
  const markdown = MARKDOWN(ofRehearsal(aRegionLossReport(report)));
  expect(markdown).not.toMatch(/(?<!\\)<(script|img)/);
});

test('the page loads nothing, runs nothing, and is small', () => {
  const text = page();

  expect(text).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|\b(src|href)=/);
  expect(text).toContain(`default-src 'none'`);
  expect(Buffer.byteLength(text)).toBeLessThan(150_000);
});

test('Markdown tells the same: verdict, charts as tables, what was not rehearsed', () => {
  const text = MARKDOWN(ofRehearsal(aRegionLossReport()));

  expect(text).toMatch(/^# Rehearsal: region-loss\n\n\*\*✓ Objectives met, 1 of 3 not known\*\*\n/);
  expect(text).toContain('| database RPO | ? unknown | unknown | 60 s |');
  expect(text).toContain('| 4.00 s | us-west-2 | 3.25 s old | 2.02 s | 1 |');
  expect(text).toContain('- IAM, KMS, TLS and quotas: nothing here evaluates a policy');
});

test('a run of the ledger is told by the same words, and without a judgement nothing is called met', () => {
  const { verdict, sections } = ofRun(aDoneFailover());

  expect(verdict).toEqual({ text: 'done, no objective was judged', tone: 'unknown' });
  expect(sections.map(({ title }) => title)).toEqual([
    'Objectives',
    'The failover alarm-1',
    'Fences',
    'Not known',
  ]);
  const judged = ofRun(
    aDoneFailover({ judgements: [{ measure: 'api RTO', judged: 'unknown', objectiveSeconds: 900 }] }),
  );
  expect(judged.verdict).toEqual({ text: 'done, 0 of 1 objectives met', tone: 'unknown' });
});

test('of a run that asked the question stands there word for word, with its answer', () => {
  const request = anApprovalRequest({ answered: { answer: 'approve', by: 'ada', at: at(190) } });
  const account = ofRun(aDoneFailover({ approvedBy: 'ada' }), { request, notify: 'on-call@example.com' });
  const words = read(HTML(account));

  expect(account.sections.map(({ title }) => title)).toContain('The approval');
  expect(words).toContain('against it the plan asks for approval');
  expect(words).toContain('it would fence us-east-1');
  expect(words).toContain(`answered yes, by ada, at ${inUtc(at(190))}`);
  expect(words).not.toContain(request.token);
});

test('a file of another kind is refused, with the kinds that there are', () => {
  expect(() => documentFor('report.pdf')).toThrow(
    'expected a file that ends in .html or .md, found report.pdf',
  );
});
