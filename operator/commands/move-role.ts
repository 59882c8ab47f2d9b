import { otherRegion } from '../../lib/plan/deployment';
import { confirm } from '../command/confirm';
import type { Desk, Told } from '../command/desk';
import { readLedger } from '../command/read-ledger';
import { stamp } from '../command/stamp';
import { dryRunLines } from '../machines/dry-run-text';
import { endedTold } from '../machines/ended-text';
import { type Ended, runMachine } from '../machines/run-machine';
import { withRecord } from './with-record';

interface Asked {
  /** The plan's name, from a script. */
  readonly yes?: string | undefined;
  readonly because?: string | undefined;
  /** A run that was begun, to be joined. */
  readonly run?: string | undefined;
}

export interface FailoverOptions extends Asked {
  /** Whose word lifts what a person may lift. Nobody's, unless it was given. */
  readonly approvedBy?: string | undefined;
  readonly dryRun: boolean;
}

/** `firebackup failover`: the recovery region takes over from a primary that is lost. */
export async function failover(desk: Desk, options: FailoverOptions): Promise<Told> {
  const { primary, recovery } = desk.plan.regions;
  const { run = `failover-${stamp(desk.now())}`, approvedBy, dryRun } = options;
  const trigger = triggerOf(desk, options);
  if (dryRun) {
    const input = { dryRun: true, approvedBy, trigger };
    const name = `dry-run-${stamp(desk.now())}`;
    const ended = await runMachine(desk, orderOf('failover', recovery, { run: name, name, input }));
    return dryRunTold(ended, desk);
  }
  await confirm(
    desk,
    [`${recovery} is to take over from ${primary}, which is given up as lost; writes may be lost with it.`],
    options.yes,
  );
  const name = executionOf(desk, options, run);
  const input = { run, approvedBy, trigger };
  return withRecord(desk, await runMachine(desk, orderOf('failover', recovery, { run, name, input })), run);
}

export interface SwitchoverOptions extends Asked {
  readonly approvedBy?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** `firebackup switchover`: the region that stands by takes over, and no write is lost, or everything is as it was. */
export async function switchover(desk: Desk, options: SwitchoverOptions): Promise<Told> {
  const { found: role } = await readLedger(desk, (truth) => truth.role());
  const { activeRegion } = role;
  // A run that is taken up goes on to where it was going, whatever region is active by now.
  const to =
    role.openRun && role.openRun.id === options.run ? role.openRun.to : otherRegion(desk.plan, activeRegion);
  const run = options.run ?? `switchover-${stamp(desk.now())}`;
  const { approvedBy } = options;
  const trigger = triggerOf(desk, options);
  if (options.dryRun) {
    const input = { dryRun: true, approvedBy, trigger };
    const name = `dry-run-${stamp(desk.now())}`;
    return dryRunTold(await runMachine(desk, orderOf('switchover', to, { run: name, name, input })), desk);
  }
  await confirm(
    desk,
    [`${to} is to take over from ${activeRegion}; clients cannot write for a moment.`],
    options.yes,
  );
  const input = { run, approvedBy, trigger };
  const name = executionOf(desk, options, run);
  return withRecord(desk, await runMachine(desk, orderOf('switchover', to, { run, name, input })), run);
}

export interface FailbackOptions extends Asked {
  readonly by?: string | undefined;
  readonly dryRun: boolean;
  /** The whole ARN of an old primary, to be deleted at the end. */
  readonly deleteOldPrimary?: string | undefined;
}

/** `firebackup failback`: the primary region is rebuilt and takes the role again; nothing is lost or deleted on the way. */
export async function failback(desk: Desk, options: FailbackOptions): Promise<Told> {
  const { primary } = desk.plan.regions;
  const { deleteOldPrimary, dryRun, by = desk.user } = options;
  if (options.by === undefined) desk.note(`in the name of ${by}; --by names somebody else`);
  const run = options.run ?? `failback-${stamp(desk.now())}`;
  const input = { run, approvedBy: by, trigger: triggerOf(desk, options), deleteOldPrimary, dryRun };
  if (dryRun) {
    const ended = await runMachine(
      desk,
      orderOf('failback', primary, { run, name: `dry-${executionOf(desk, options, run)}`, input }),
    );
    const told = endedTold(ended, undefined, desk);
    return { ...told, lines: [...told.lines, '', 'nothing was changed'] };
  }
  const what = [
    `${primary} is to become active again; clients cannot write for a moment at the end of some hours.`,
    ...(deleteOldPrimary ? [`${deleteOldPrimary} is to be deleted, with a last snapshot.`] : []),
  ];
  await confirm(desk, what, options.yes);
  const name = executionOf(desk, options, run);
  return withRecord(desk, await runMachine(desk, orderOf('failback', primary, { run, name, input })), run);
}

const orderOf = (
  workflow: string,
  region: string,
  { run, name, input }: { readonly run: string; readonly name: string; readonly input: object },
) => ({ workflow, region, name, input, lookAgain: `firebackup run show ${run}` });

const triggerOf = ({ user }: Desk, { because }: Asked): string =>
  because ? `${because} (started by ${user})` : `started by ${user}`;

/** An execution's name is good once: a run that is taken up again needs another. */
const executionOf = (desk: Desk, { run: takenUp }: Asked, run: string): string =>
  takenUp === undefined ? run : `${run}-${stamp(desk.now())}`;

function dryRunTold(ended: Ended, desk: Desk): Told {
  const lines = dryRunLines(ended.seen.output, desk.screen);
  const told = endedTold(ended, undefined, desk);
  return lines ? { ...told, lines } : told;
}
