/** Who works here. Each persona is a group in Azure DevOps, and a role in every account where it has work to do. */
export const PERSONAS = [
  "dataScientist",
  "leadDataScientist",
  "mlEngineer",
  "platformAdministrator",
  "auditor",
] as const;
export type Persona = (typeof PERSONAS)[number];
