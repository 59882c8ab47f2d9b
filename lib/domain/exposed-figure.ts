import type { Instant } from './instant';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One figure in all its series, as Prometheus takes it. All samples have the same labels; without any, it is not known. */
export interface Figure {
  /** In base units, which end the name. */
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** A figure of one series; what is not known has none, since zero would be an answer. */
export const figure = (name: string, help: string, value: number | undefined): Figure => ({
  name,
  help,
  samples: sample({}, value),
});

/** As one of several; nothing for what is not known. */
export const sample = (labels: Sample['labels'], value: number | undefined): readonly Sample[] =>
  value === undefined ? [] : [{ labels, value }];

/** A moment as Prometheus counts it: whoever asks takes it from `time()`, so it goes on growing when nobody writes any more. */
export const epochSeconds = (moment: Instant | undefined): number | undefined =>
  moment === undefined ? undefined : Date.parse(moment) / 1000;

/** One series for each state that there is, of which one is 1. */
export const stateSamples = (
  labels: Sample['labels'],
  states: readonly string[],
  current: string,
): readonly Sample[] =>
  states.map((state) => ({ labels: { ...labels, state }, value: state === current ? 1 : 0 }));

export const JUDGED = ['met', 'missed', 'unknown'] as const;
