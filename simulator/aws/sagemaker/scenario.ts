/** What happens in the jobs of an execution; the definition says everything else. By the name of the step. */
export interface Scenario {
  /**
   * What files jobs write: by name of their output, then by path below it. A training job's one output is `model`.
   * @default nothing
   */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** What jobs write to their log. @default nothing */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  /** Why a job fails. @default it succeeds */
  readonly failures?: Readonly<Record<string, string>>;
}
