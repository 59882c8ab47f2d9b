import type { AwsAccess } from '../../lib/aws/client-settings';
import type { Instant } from '../../lib/domain/instant';
import type { Plan } from '../../lib/plan/plan';
import type { Screen } from './screen';

/** What a command is done with: a function of this and of its options, so that a test can do it without a process. */
export interface Desk {
  readonly plan: Plan;
  /** Who sits here, as the operating system says. */
  readonly user: string;
  /** How the AWS of a region is reached. */
  readonly aws: (region: string) => AwsAccess;
  readonly now: () => Instant;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly screen: Screen;
  /** Says something beside the answer. */
  readonly note: (line: string) => void;
  /** What somebody types. @throws {BadInput} where nobody can */
  readonly ask: (question: string) => Promise<string>;
  /** Does something that takes its time, shows how far it is, and in the end whether it went well. */
  readonly showing: <Answer>(title: string, work: Work<Answer>) => Promise<Answer>;
  /** Waits for something that goes on without us. @throws {Interrupted} with the farewell, after Ctrl-C */
  readonly unlessInterrupted: <Answer>(work: Promise<Answer>, farewell: string) => Promise<Answer>;
}

export type Say = (line: string) => void;

export interface Work<Answer> {
  readonly done: (say: Say) => Promise<Answer>;
  /** Of an answer that is none of success. */
  readonly failedBecause: (answer: Answer) => string | undefined;
}

/** What a command came to. */
export interface Told {
  /** For a person. */
  readonly lines: readonly string[];
  /** The same for a program: what `--json` prints. */
  readonly data: unknown;
  /** Bad news are an answer too, and have an exit code of their own. */
  readonly news: 'fine' | 'bad' | 'badInput';
}
