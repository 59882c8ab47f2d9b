import { Unreachable } from '../../lib/domain/errors';

/**
 * What comes in time. What it waits for is not ended: the caller goes on without it.
 * @throws {Unreachable} when nothing came
 */
export async function within<Answer>(seconds: number, asked: Promise<Answer>, of: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const silence = () => reject(new Unreachable(`${of} gave no answer within ${seconds} s`));
    timer = setTimeout(silence, seconds * 1000);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
