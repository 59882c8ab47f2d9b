import { AccessDenied, NotYetError, RefusedError, Unreachable } from '../domain/errors';

/** SQL's class of refusals that waiting does not change: a right or an object is missing, or the statement is wrong. */
const REFUSED = /^42/;

/**
 * What goes wrong on the way to a database says nothing about it, as when it restarts in the middle of a promotion; what it
 * refuses by its own word it will refuse again. Errors that have a name already keep it.
 */
export const answered = <Result>(database: string, asked: Promise<Result>): Promise<Result> =>
  asked.catch((cause: Error & { readonly code?: string }) => {
    if (cause instanceof NotYetError || cause instanceof RefusedError) throw cause;
    if (REFUSED.test(cause.code ?? '')) {
      throw new AccessDenied(`${database} refuses: ${cause.message}; mend the orchestrator's grants there`, {
        cause,
      });
    }
    throw new Unreachable(`${database} gives no answer: ${cause.message}`, { cause });
  });
