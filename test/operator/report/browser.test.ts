import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ofRehearsal } from '../../../operator/report/of-rehearsal';
import { documentFor } from '../../../operator/report/report-file';
import { aCourse } from '../../helpers/a-course';
import { aDoneFailover, aRegionLossReport } from '../../helpers/a-region-loss-report';
import { chromiumNow, LOOKS, openChromium } from '../../helpers/chromium-now';

const executable = chromiumNow();

let browser: Browser;
let folder: string;
let address: string;
beforeAll(async () => {
  if (!executable) return;
  browser = await openChromium(executable);
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, documentFor(file)(ofRehearsal(aRegionLossReport())));
  address = pathToFileURL(file).href;
});
afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

function look(name: string, options: BrowserContextOptions, body: (page: Page) => Promise<void>) {
  if (!executable) return test.skip(`not rehearsed, there is no Chromium: ${name}`, () => undefined);
  return test(name, async () => {
    const context = await browser.newContext(options);
    try {
      await body(await context.newPage());
    } finally {
      await context.close();
    }
  });
}

/** What stands in the way of readers, with everything open that can be opened. */
async function obstaclesOn(page: Page): Promise<readonly string[]> {
  await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  // A check that looked at nothing would find nothing.
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const widthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

for (const [name, options] of Object.entries(LOOKS)) {
  look(
    `nothing stands in the way of readers, and nothing hangs out of the page: ${name}`,
    options,
    async (page) => {
      await page.goto(address);
      expect(await obstaclesOn(page)).toEqual([]);
      expect(await widthOf(page)).toBe(options.viewport?.width);
    },
  );
}

const LONG = `arn:aws:rds:us-east-1:111122223333:db:${'firebackup'.repeat(20)}`;
look(
  'names that are longer than a phone is wide hang out of nothing',
  LOOKS['light phone'] ?? {},
  async (page) => {
    const long = aRegionLossReport({
      scenario: LONG,
      failover: aDoneFailover({ id: LONG, trigger: LONG }),
      notRehearsed: [LONG],
      judgements: [{ measure: LONG, judged: 'unknown', objectiveSeconds: 60, because: LONG }],
      course: aCourse({ steps: [{ title: LONG, from: 0, to: 1, came: LONG }] }),
    });
    await page.setContent(documentFor('long.html')(ofRehearsal(long)));
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    expect(await widthOf(page)).toBe(390);
  },
);

look('nothing is asked for but the file itself', LOOKS.light ?? {}, async (page) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address, { waitUntil: 'networkidle' });
  expect(asked).toEqual([address]);
});

look('on paper it is light, open, and as wide as the sheet', LOOKS.dark ?? {}, async (page) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // An A4 sheet with margins of 15 mm.
  await page.setViewportSize({ width: 680, height: 1009 });
  await page.goto(address);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.locator('figure').first().locator('tbody tr').first().isVisible()).toBe(true);
  expect(await page.locator('svg.wide').first().isVisible()).toBe(true);
  expect(await widthOf(page)).toBe(680);
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g);
  expect(sheets?.length).toBeLessThan(14);
});

look(
  'without seeing a chart, its name, what is to be seen, and its figures are there',
  LOOKS.light ?? {},
  async (page) => {
    await page.goto(address);
    const chart = page.getByRole('img', { name: 'Acknowledged writes per second, database' });
    expect(await chart.ariaSnapshot()).toContain('The longest time without one lasted 3.04 s');
    const figure = page.locator('figure', { has: chart });
    await figure.getByText('The figures as a table').click();
    const rows = await figure.getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.split(/\s+/).join(' '))).toEqual([
      'second us-east-1 us-west-2',
      '0 39 0',
      '1 40 0',
      '2 0 0',
      '3 0 0',
      '4 0 0',
      '5 0 38',
    ]);
  },
);

look(
  'headings go down one step at a time, and there is one of the first',
  LOOKS.light ?? {},
  async (page) => {
    await page.goto(address);
    const levels = await page.evaluate<number[]>(
      '[...document.querySelectorAll("h1,h2,h3,h4")].map((one) => Number(one.tagName[1]))',
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level - (levels[index - 1] ?? 0) <= 1)).toBe(true);
  },
);
