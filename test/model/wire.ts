import { Throttled, Unreachable } from '../../lib/domain/errors';
import type { Scheduler } from './scheduler';

export interface WireSettings {
  readonly scheduler: Scheduler;
  /** Who calls. */
  readonly actor: string;
  readonly canReach: () => boolean;
  /** How likely a call is throttled, and how likely its answer is lost after it was carried out. */
  readonly faults: () => { readonly throttled: number; readonly answerLost: number };
  /** Told of a call that went wrong by chance. */
  readonly failed: () => void;
  /** Told of a call that was carried out. */
  readonly did: (verb: string) => void;
}

type Verb = (...args: unknown[]) => Promise<unknown>;

/**
 * The same verbs, asked over a network: every call waits for its turn, may find nobody, may be put off, and may be carried
 * out without its answer ever arriving.
 */
export function overTheWire<Verbs extends object>(verbs: Verbs, settings: WireSettings): Verbs {
  const { scheduler, actor, canReach, faults, failed, did } = settings;
  const called = (name: string, verb: Verb): Verb => {
    return async (...args) => {
      await scheduler.turn(actor);
      scheduler.trace.push(`${actor}: ${name}`);
      if (!canReach()) throw new Unreachable(`${name} gets no answer`);
      const { throttled, answerLost } = faults();
      if (scheduler.chance(throttled)) {
        failed();
        throw new Throttled(`${name} is put off`);
      }
      const answer = await verb(...args);
      did(name);
      if (!scheduler.chance(answerLost)) return answer;
      failed();
      throw new Unreachable(`${name} was carried out, and its answer lost`);
    };
  };
  return new Proxy(verbs, {
    get: (target, name) => {
      const found = Reflect.get(target, name) as unknown;
      return typeof found === 'function' ? called(String(name), found.bind(target) as Verb) : found;
    },
  });
}
