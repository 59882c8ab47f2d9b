export interface Judgement {
  readonly measure: string;
  readonly judged: 'met' | 'missed' | 'unknown';
  readonly objectiveSeconds: number;
  readonly measuredSeconds?: number;
  /** Why it is not known. */
  readonly because?: string;
}

/** Holds a measurement against its objective. What was not measured is unknown, never met. */
export function judge(
  measure: string,
  objectiveSeconds: number,
  measuredSeconds: number | undefined,
): Judgement {
  if (measuredSeconds === undefined || !Number.isFinite(measuredSeconds)) {
    return { measure, judged: 'unknown', objectiveSeconds };
  }
  const judged = measuredSeconds <= objectiveSeconds ? 'met' : 'missed';
  return { measure, judged, objectiveSeconds, measuredSeconds };
}
