import { answerInWords } from '../../lib/domain/answer-in-words';
import type { RecoveryAnswer } from '../../lib/domain/recovery-answer';
import type { World } from '../world';

/** What the recovery region answers, by its own function, to "if I had to recover now". */
export async function answerNow(world: World): Promise<readonly string[]> {
  const answer = (await world.region('recovery').invoke('answer-recovery')) as RecoveryAnswer;
  return answerInWords(answer);
}
