/** The parts of a team's landing zone that have an AWS account of their own (or share one in a trial). */
export const PLANES = ["development", "automation", "staging", "production"] as const;
export type PlaneName = (typeof PLANES)[number];

/** Where models serve: the planes that the deploy program deploys to. */
export const STAGES = ["staging", "production"] as const;
export type Stage = (typeof STAGES)[number];
