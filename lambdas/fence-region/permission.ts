export interface Permission {
  /** Asked just before each change; once it was refused, it stays so. @throws what refused it */
  readonly beforeChange: () => Promise<void>;
  /** Whether any change was refused. @throws what refused it */
  readonly demand: () => void;
}

/**
 * Tells what forbids a change from what the region answers, although both may be an Unreachable: the one comes from the
 * ledger, and whoever cannot read that may not act at all.
 */
export function permission(ask: () => Promise<void>): Permission {
  let refused: { readonly by: unknown } | undefined;
  const demand = () => {
    if (refused) throw refused.by;
  };
  const beforeChange = async () => {
    demand();
    try {
      await ask();
    } catch (error) {
      refused = { by: error };
      throw error;
    }
  };
  return { beforeChange, demand };
}

/**
 * A region blocks the logins to all its databases at one word. Each that hangs would cost as long again: two such waits of
 * 55 s are more than a Lambda has that may take 90 s.
 */
export function askedOnce<Answer>(ask: (run: string) => Promise<Answer>): (run: string) => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return (run) => {
    answer ??= ask(run);
    return answer;
  };
}
