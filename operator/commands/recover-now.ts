import { figuresOf } from '../../lib/domain/answer-figures';
import { answerInWords } from '../../lib/domain/answer-in-words';
import { durationInWords } from '../../lib/domain/duration-in-words';
import { secondsBetween } from '../../lib/domain/instant';
import { LOOKED_AT_WITHIN_SECONDS } from '../../lib/domain/recovery-offer';
import type { Desk, Told } from '../command/desk';
import { heardInWords, readLedger } from '../command/read-ledger';
import { headed, labelled, part } from '../command/screen';
import { wrapped } from '../text';

/** `firebackup recover-now`: what would be recovered from if it had to be now, as it was last answered. */
export async function recoverNow(desk: Desk): Promise<Told> {
  const { screen, now } = desk;
  const { found: answer, heard } = await readLedger(desk, (truth) => truth.answer());
  const ledger = part(screen, 'Ledger', labelled(screen, ['', heardInWords(heard)], { width: 0 }));
  if (!answer) {
    const unknown = 'unknown: answer-recovery, which runs every five minutes, has never answered';
    return { lines: [...headed(screen, 'yellow', unknown), ...ledger], data: { ledger: heard }, news: 'bad' };
  }
  const age = Math.max(0, secondsBetween(answer.at, now()));
  const isOld = age > LOOKED_AT_WITHIN_SECONDS;
  const old = `this was answered ${durationInWords(age)} ago, and every five minutes is usual: it may not hold any more`;
  return {
    lines: [
      ...(isOld ? headed(screen, 'yellow', old) : []),
      ...answerInWords(answer).flatMap((line) => wrapped(line, screen.columns)),
      ...ledger,
    ],
    data: { ledger: heard, ageSeconds: age, answer },
    news: isOld || figuresOf(answer).missed > 0 ? 'bad' : 'fine',
  };
}
