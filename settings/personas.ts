/** Who works here. Each persona is a group in Azure DevOps, and a role in every account where it has work to do. */
export const PERSONAS = [
  "dataScientist",
  "leadDataScientist",
  "mlEngineer",
  "platformAdministrator",
  "auditor",
] as const;
export type Persona = (typeof PERSONAS)[number];

/** They change nothing, and no vote of theirs lets a change through. */
export const ONLY_READING: readonly Persona[] = ["auditor"];

/** People whose votes on pull requests count, each once: addresses that differ in capitals only are one person. */
export function reviewers(
  people: Readonly<Partial<Record<Persona, readonly string[]>>>,
): ReadonlySet<string> {
  const voting = PERSONAS.filter((persona) => !ONLY_READING.includes(persona));
  return new Set(voting.flatMap((persona) => people[persona] ?? []).map((address) => address.toLowerCase()));
}
