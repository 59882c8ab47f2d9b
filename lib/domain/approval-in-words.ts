import { durationInWords } from './duration-in-words';
import { SELF_FENCED_SECONDS } from './isolation';
import type { Objection } from './objection';
import { type RunbookAddress, runbookLink } from './runbook-link';
import type { WhenUnfenced } from './unfenced';

export interface Question extends RunbookAddress {
  readonly run: string;
  readonly hash: string;
  readonly deployment: string;
  readonly from: string;
  readonly to: string;
  readonly objections: readonly Objection[];
  readonly steps: readonly string[];
  readonly unfenced: string;
  readonly expectedLossSeconds?: number | undefined;
  readonly expiresAfterSeconds: number;
}

/** What a person approves who approves: nobody knows it before it is tried. */
export function unfencedInWords(from: string, whenUnfenced: WhenUnfenced): string {
  const known = `whether ${from} can be fenced is known only when it is tried`;
  const after = `${known}; after an approval the run goes on also where it cannot`;
  if (whenUnfenced !== 'wait') return after;
  return `${after}, and where nothing there answers only ${durationInWords(SELF_FENCED_SECONDS)} after it began`;
}

/** As it was when the question was asked. */
export const expectedLossInWords = (seconds: number | undefined): string =>
  seconds === undefined
    ? 'unknown: no replayed heartbeat'
    : `${seconds.toFixed(1)} s of writes when it asked; more while the old primary still takes writes`;

/** The request for an approval as a mail: what is asked, what speaks against it, what would be done, and how to answer. */
export function approvalInWords(question: Question): string {
  const { run, hash, deployment, from, to, objections, steps, unfenced, expectedLossSeconds } = question;
  const payload = JSON.stringify({ run, hash, answer: 'approve', by: 'your name' });
  return [
    `Run ${run} asks whether ${deployment} is to leave ${from} for ${to}. Nothing is changed until somebody answers.`,
    listed('Why it asks', sentencesOf(objections)),
    listed('It would', steps),
    `Expected loss: ${expectedLossInWords(expectedLossSeconds)}.`,
    `Fencing: ${unfenced}.`,
    `Answer within ${durationInWords(question.expiresAfterSeconds)}: npx firebackup approve ${run}, or deny ${run}. Without a clone, with approve or reject:`,
    `aws lambda invoke --region ${to} --function-name ${deployment}-answer-approval ` +
      `--cli-binary-format raw-in-base64-out --payload '${payload}' /dev/stdout`,
    `What to do: ${runbookLink(question, 'failover')}`,
  ].join('\n\n');
}

const sentencesOf = (objections: readonly Objection[]) => objections.map(({ because }) => because);

const listed = (title: string, lines: readonly string[]): string =>
  [`${title}:`, ...lines.map((line) => `- ${line}`)].join('\n');
