/**
 * Instance types that everything uses until somebody says otherwise, and for what. The seeded repositories and the defaults
 * of the settings name them; an organization that denies one breaks the first build of every team.
 */
export const DEFAULT_INSTANCE_TYPES: Readonly<Record<string, string>> = {
  "ml.m5.large": "processing and training of Model Build, endpoints and batch runs of Model Deploy",
  "ml.m5.xlarge": "baselines of Model Build: Model Monitor and Clarify",
  "ml.m5d.large": "the endpoint that Clarify asks in Model Build",
  "ml.t3.medium": "notebooks of Studio",
};

/** Whether one of the patterns, such as `ml.m5.*`, covers the instance type. */
export function isAllowed(type: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern,
  );
}
