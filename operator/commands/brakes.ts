import { functions } from '../../lib/aws/functions';
import { expectedLossInWords } from '../../lib/domain/approval-in-words';
import { durationInWords } from '../../lib/domain/duration-in-words';
import { secondsBetween } from '../../lib/domain/instant';
import { functionName } from '../../lib/plan/deployed-names';
import { confirm } from '../command/confirm';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { readLedger } from '../command/read-ledger';
import { labelled } from '../command/screen';

interface Named {
  /** Whose name is kept. */
  readonly by?: string | undefined;
}

/** `firebackup pause`: no failover and no switchover starts until somebody resumes; a run that is open goes on. */
export async function pause(
  desk: Desk,
  { because, ...named }: Named & { readonly because: string },
): Promise<Told> {
  const { answer, region } = await brake(desk, 'pause-failover', { by: nameOf(desk, named), because });
  const { pausedBy, pausedAt, pausedBecause, goesOn } = answer;
  const still = goesOn ? [`run ${goesOn} is open and goes on`] : [];
  return toldOf(desk, answer, region, [
    `paused by ${pausedBy} since ${pausedAt}: ${pausedBecause}`,
    ...still,
    'no failover and no switchover starts until: firebackup resume',
  ]);
}

/** `firebackup resume`: ends a pause, whoever made it. */
export async function resume(desk: Desk, named: Named): Promise<Told> {
  const { answer, region } = await brake(desk, 'resume-failover', { by: nameOf(desk, named) });
  const last = answer.lastResumed as { by: string; at: string } | undefined;
  const words = last ? `not paused; last resumed by ${last.by} at ${last.at}` : 'not paused, and never was';
  return toldOf(desk, answer, region, [words]);
}

/** `firebackup acknowledge <run>`: ends the cool-down after what that run changed, or gave up. */
export async function acknowledge(
  desk: Desk,
  { run, ...named }: Named & { readonly run: string },
): Promise<Told> {
  const { answer, region } = await brake(desk, 'acknowledge-change', { by: nameOf(desk, named), run });
  return toldOf(desk, answer, region, [`run ${run} is acknowledged: it keeps no other run back any more`]);
}

type Answer = Readonly<Record<string, unknown>>;

/** What may be otherwise in the next region: this one gives no answer, or was never deployed to. */
const ELSEWHERE = new Set(['Unreachable', 'Throttled', 'NotFound']);

/**
 * In the first region that does it, the one whose ledger answered before the others. These functions are in all three, need
 * nothing but the ledger there, and change nothing when they are called twice: an answer that was lost does no harm.
 */
async function brake(desk: Desk, name: string, event: object): Promise<{ answer: Answer; region: string }> {
  const { heard } = await readLedger(desk, async () => undefined);
  const silent = heard.silent.map(({ region }) => region);
  const others = Object.values(desk.plan.regions).filter((region) => region !== heard.answeredBy);
  const regions = [heard.answeredBy, ...others.filter((region) => !silent.includes(region))];
  const failed: Error[] = [];
  for (const region of regions) {
    try {
      return { answer: await called(desk, { region, name, event }), region };
    } catch (error) {
      if (!ELSEWHERE.has((error as Error).name)) throw error;
      failed.push(error as Error);
      desk.note((error as Error).message);
    }
  }
  throw failed[0];
}

interface Call {
  readonly region: string;
  readonly name: string;
  readonly event: object;
}

/** Whoever interrupts a call does not take it back. */
const called = async (desk: Desk, { region, name, event }: Call): Promise<Answer> =>
  (await desk.unlessInterrupted(
    functions(desk.aws(region)).invoke(functionName(desk.plan, name), event),
    `interrupted while ${name} was being called in ${region}: whether it was carried out is unknown. Look: firebackup status`,
  )) as Answer;

export interface ApprovalOptions extends Named {
  readonly run: string;
  readonly answer: 'approve' | 'reject';
  readonly yes?: string | undefined;
}

/** `firebackup approve <run>` and `deny <run>`: the answer that a run waits for, which is good once. */
export async function answerApproval(
  desk: Desk,
  { run, answer, yes, ...named }: ApprovalOptions,
): Promise<Told> {
  const { found: requests } = await readLedger(desk, (truth) => truth.allRequests());
  const request = requests.find((one) => one.run === run);
  if (!request) throw new BadInput(`no run ${run} has asked; firebackup status names those that wait`);
  const by = nameOf(desk, named);
  if (answer === 'approve') {
    const left = secondsBetween(desk.now(), request.expiresAt);
    await confirm(
      desk,
      [
        // This machine's clock may be wrong, so that it is for the function to refuse.
        left > 0
          ? `run ${run} asks, for another ${durationInWords(left)}:`
          : `run ${run} asked, and its time ran out ${durationInWords(-left)} ago; an answer may be too late:`,
        ...request.objections.map(({ because }) => `  against it: ${because}`),
        ...request.steps.map((step) => `  it would: ${step}`),
        `  expected loss: ${expectedLossInWords(request.asked.expectedLossSeconds)}`,
        `  fencing: ${request.unfenced}`,
      ],
      yes,
    );
  }
  const { recovery } = desk.plan.regions;
  const event = { run, hash: request.hash, answer, by };
  const said = await called(desk, { region: recovery, name: 'answer-approval', event });
  return toldOf(desk, said, recovery, [String(said.told), `look: firebackup run show ${run}`]);
}

function nameOf(desk: Desk, { by }: Named): string {
  if (by === undefined) desk.note(`in the name of ${desk.user}; --by names somebody else`);
  return by ?? desk.user;
}

const toldOf = ({ screen }: Desk, answer: Answer, region: string, words: readonly string[]): Told => ({
  lines: [...words, `done in ${region}`].flatMap((line) => labelled(screen, ['', line], { width: 0 })),
  data: { region, ...answer },
  news: 'fine',
});
