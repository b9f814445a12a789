/** How often the models of a run with faults may be trained. */
export const LIMITS = { coolDownHours: 96, runsPerMonth: 4 } as const;
