/** What stands before and behind one model. Both functions are pure: they get everything and call nothing. */
export interface Hooks {
  /**
   * Turns what a caller sends into what the model reads.
   * @throws Refusal with status 400 for a request that makes no sense
   */
  preprocess(request: unknown, settings: ModelSettings): ModelRequest;
  /**
   * Turns what the model says into what the caller gets, as JSON.
   * @throws Refusal with status 502 for an answer that makes no sense
   */
  postprocess(answer: ModelAnswer, settings: ModelSettings): unknown;
}

/** Of one model, from `inferenceApi.processing.<model>` of the stack file. */
export interface ModelSettings {
  /** Columns in the order in which the model was trained. */
  readonly features: readonly string[];
  /** What features are, by name; others are numbers. @default nothing is checked */
  readonly kinds?: Readonly<Record<string, "category" | "date">> | undefined;
  /** From which prediction on the answer is the second of two labels. */
  readonly threshold: number;
  /** Two outcomes, or the classes in the order in which the model was trained; none: the model predicts a number. */
  readonly labels: readonly string[];
}

export interface ModelRequest {
  readonly body: string;
  readonly contentType: string;
  readonly accept: string;
}

export interface ModelAnswer {
  readonly body: string;
  readonly contentType: string;
  /** Version in the model registry; null where the endpoint does not tell. */
  readonly modelVersion: number | null;
}
