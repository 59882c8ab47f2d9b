const UNITS = [
  { word: 'd', seconds: 86_400 },
  { word: 'h', seconds: 3600 },
  { word: 'min', seconds: 60 },
] as const;

/** A length of time for a sentence, in the largest unit that it fills twice: `119 s`, `90 min`, `9 d`. Rounded down. */
export function durationInWords(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= 2 * one.seconds);
  return unit ? `${Math.floor(seconds / unit.seconds)} ${unit.word}` : `${Math.floor(seconds)} s`;
}

/** An age: to a tenth of a second while that may matter, and after two minutes as any length of time: `40.1 s`, `12 h`. */
export const ageInWords = (seconds: number): string =>
  seconds < 120 ? `${seconds.toFixed(1)} s` : durationInWords(seconds);
