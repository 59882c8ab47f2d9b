/** What comes in time, or the error that says it did not. What it waits for is not ended: the caller goes on without it. */
export async function within<Answer>(seconds: number, asked: Promise<Answer>, of: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${of} gave no answer within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
