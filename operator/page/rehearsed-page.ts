import { instant } from '../../lib/domain/instant';
import { readStatus } from '../../lib/status/read-status';
import type { Known } from '../../lib/status-page/answer-page';
import type { Rehearsal } from '../../rehearsal/scenario';
import { PageServer } from './page-server';

/** A rehearsal is over in seconds: who asks less often than once a second misses most of it. */
const ASKED_EVERY_SECONDS = 1;

/** The page of what is being rehearsed, read from its ledger as anybody reads one; and its last picture, once it has ended. */
export class RehearsedPage {
  #playing: { readonly rehearsal: Rehearsal; readonly scenario: string; step: string } | undefined;
  #last: Known | undefined;
  #server: PageServer | undefined;

  get address(): string | undefined {
    return this.#server?.address;
  }

  /** @throws when the port is taken */
  async open(port: number): Promise<string> {
    this.#server = await PageServer.open({
      port,
      everySeconds: ASKED_EVERY_SECONDS,
      read: () => this.now(),
      readFrom: () => 'Read from the ledger of a rehearsal on this machine.',
    });
    return this.#server.address;
  }

  plays(rehearsal: Rehearsal, scenario: string): void {
    this.#playing = { rehearsal, scenario, step: 'nothing has begun' };
  }

  /** What the rehearsal does now. */
  doing(step: string): void {
    if (this.#playing) this.#playing.step = step;
  }

  /** Keeps the last picture: what it shows is about to be ended. */
  async ends(): Promise<void> {
    const last = await this.now();
    this.#last =
      'silence' in last
        ? this.#silent('the rehearsal broke off before there was anything to see')
        : { ...last, ended: true, note: this.#noted('ended') };
    this.#playing = undefined;
  }

  async now(): Promise<Known> {
    const world = this.#playing?.rehearsal.world;
    if (!world)
      return this.#playing || !this.#last ? this.#silent('the two regions are being built') : this.#last;
    const watched = { ...world.deployment, notify: world.settings.plan.notify };
    try {
      const status = await readStatus(world.truth, watched, () => instant(world.clock.now()));
      const ledger = { answeredBy: world.settings.plan.regions.recovery, silent: [] };
      return { status, ledger, note: this.#noted(this.#playing?.step ?? '') };
    } catch (error) {
      return this.#silent(`the rehearsed ledger cannot be read: ${(error as Error).message}`);
    }
  }

  #noted(step: string): string {
    return `rehearsal of ${this.#playing?.scenario}: ${step}`;
  }

  #silent(silence: string): Known {
    return { silence, at: instant(new Date()) };
  }
}

/** A page that is open already: what is rehearsed comes to it. */
export async function servedPage(port: number): Promise<RehearsedPage | 'not served'> {
  const page = new RehearsedPage();
  try {
    console.log(`${await page.open(port)} shows it live; Ctrl-C ends everything\n`);
    return page;
  } catch (error) {
    console.error(`no status page on port ${port}: ${(error as Error).message}; expected one that is free`);
    return 'not served';
  }
}
