import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Known } from '../../lib/status-page/answer-page';
import { PageServer } from '../../operator/page/page-server';
import { anOpenRun } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { aCalmLedger, aStatus } from '../helpers/a-status';
import { at } from '../helpers/at';
import { chromiumNow, LOOKS, openChromium } from '../helpers/chromium-now';

const executable = chromiumNow();

let browser: Browser;
beforeAll(async () => {
  if (executable) browser = await openChromium(executable);
});
afterAll(async () => {
  await browser?.close();
});

const ledger = { answeredBy: 'us-west-2', silent: [] };
const calm = async (): Promise<Known> => ({ status: await aStatus(), ledger });
const moving = async (): Promise<Known> => {
  const from = await aCalmLedger({ openRun: anOpenRun({ openedAt: at(32), promotingSince: at(60) }) });
  await from.writeRun(aRun());
  return { status: await aStatus(from), ledger };
};
const silent = async (): Promise<Known> => ({ silence: 'the ledger gives no answer', at: at(130) });

interface Shown {
  readonly page: Page;
  readonly server: PageServer;
  /** From now on this is what there is to tell. */
  readonly tells: (read: () => Promise<Known>) => void;
}

/** A page that asks every second, of a server whose answers a test has in its hand. */
function look(name: string, options: BrowserContextOptions, body: (shown: Shown) => Promise<void>) {
  if (!executable) return test.skip(`not rehearsed, there is no Chromium: ${name}`, () => undefined);
  return test(name, async () => {
    let read = calm;
    const server = await PageServer.open({
      port: 0,
      everySeconds: 1,
      read: () => read(),
      readFrom: () => 'Read by a test.',
    });
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      await page.goto(server.address);
      await body({
        page,
        server,
        tells: (next) => {
          read = next;
        },
      });
    } finally {
      await context.close();
      server.close();
    }
  });
}

const light = LOOKS.light ?? {};
const verdict = (page: Page) => page.locator('.verdict');
const says = (page: Page, text: string) => verdict(page).filter({ hasText: text }).waitFor();
const colourOf = (page: Page, selector: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).color`);

for (const [name, options] of Object.entries(LOOKS)) {
  look(
    `nothing stands in the way of readers, while a run is open or when the page is late: ${name}`,
    options,
    async ({ page, server, tells }) => {
      const obstacles = async () => {
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        // A check that looked at nothing would find nothing.
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      };
      const wide = () => page.evaluate<number>('document.documentElement.scrollWidth');
      tells(moving);
      await says(page, 'Failing over');
      expect([await obstacles(), await wide()]).toEqual([[], options.viewport?.width]);
      server.close();
      await page.locator('html.late').waitFor();
      expect([await obstacles(), await wide()]).toEqual([[], options.viewport?.width]);
    },
  );
}

look(
  'what changes is shown without anybody asking, and what does not stays as it was marked',
  light,
  async ({ page, tells }) => {
    const kept = await page.evaluateHandle(`document.querySelector('.figures div')`);
    tells(moving);
    await says(page, 'Failing over: promoting since 12:01:00 UTC');
    expect(await page.title()).toBe('Failing over: promoting since 12:01:00 UTC');
    expect(await page.locator('li[aria-current=step]').textContent()).toContain('promote');
    expect(await kept.evaluate((node) => (node as { isConnected: boolean }).isConnected)).toBe(true);
  },
);

look(
  'a picture that cannot be refreshed is never green: it says since when, and is news again when it can',
  light,
  async ({ page, tells }) => {
    await says(page, 'All well');
    const green = await colourOf(page, '.verdict');
    tells(silent);
    await page
      .getByRole('alert')
      .filter({ hasText: 'Not refreshed since 2026-03-01 12:02:05 UTC: Unknown: the ledger gives no answer' })
      .waitFor();
    expect(await verdict(page).textContent()).toBe(
      '? Not known now. At 12:02:05 UTC: All well: us-east-1 serves',
    );
    expect(await page.title()).toBe('Not refreshed: All well: us-east-1 serves');
    for (const selector of ['.verdict', 'td.good']) expect(await colourOf(page, selector)).not.toBe(green);
    tells(calm);
    await page.locator('html:not(.late)').waitFor();
    expect(await verdict(page).textContent()).toBe('✓ All well: us-east-1 serves');
    expect(await colourOf(page, '.verdict')).toBe(green);
    expect(await page.title()).toBe('All well: us-east-1 serves');
    expect(await page.locator('#late').textContent()).toBe('');
  },
);

look(
  'a server that is gone, and something else that answers in its place, are no news',
  light,
  async ({ page, server }) => {
    await says(page, 'All well');
    await page.route(server.address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>Sign in</p>' }),
    );
    await page.getByRole('alert').filter({ hasText: 'what answers is not this page' }).waitFor();
    await page.unroute(server.address);
    await page.locator('html:not(.late)').waitFor();
    server.close();
    await page.getByRole('alert').filter({ hasText: ': no answer.' }).waitFor();
    await says(page, 'Not known now.');
  },
);

look('an answer that never comes is missed by its age', light, async ({ page, tells }) => {
  await says(page, 'All well');
  tells(() => new Promise(() => undefined));
  await page.getByRole('alert').filter({ hasText: 'nothing has answered since' }).waitFor();
  await says(page, 'Not known now.');
});

look('silence from the first look on is unknown, and ends by itself', light, async ({ page, tells }) => {
  tells(silent);
  await page.reload();
  await says(page, 'Unknown: the ledger gives no answer');
  tells(calm);
  await says(page, 'All well');
});

look('nothing but its own address is asked for', light, async ({ page, server, tells }) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  tells(moving);
  await page.reload();
  await says(page, 'Failing over');
  expect([...asked]).toEqual([server.address]);
});

look(
  'without scripts the page asks again by itself',
  { ...light, javaScriptEnabled: false },
  async ({ page, tells }) => {
    await says(page, 'All well');
    tells(moving);
    await says(page, 'Failing over');
  },
);

look(
  'nothing moves for whoever wants no motion',
  { ...light, reducedMotion: 'reduce' },
  async ({ page, tells }) => {
    tells(moving);
    await says(page, 'Failing over');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await page.evaluate('document.getAnimations().length')).toBe(1);
  },
);
