import type { Persona } from "./personas";
import { PERSONAS, reviewers } from "./personas";
import type { Problem } from "./problems";
import { listAt, problem, valueAt } from "./problems";

/** An author, and two others who approve the change. */
const NEEDED_FOR_A_CHANGE = 3;

/** What the production profile asks of the people: four eyes on changes, versions and deployments. */
export function peopleForProduction(raw: unknown): Problem[] {
  if (valueAt(raw, ["profile"]) !== "production") {
    return [];
  }
  const people = valueAt(raw, ["people"]);
  if (typeof people !== "object" || people === null) {
    return [];
  }
  const roles = [...pairs(raw), ...leadForVersions(raw)];
  // Whoever has to name more people anyway hears of the number once these are there.
  return roles.length > 0 ? roles : enoughReviewers(raw);
}

/** Whoever asks for a deployment may not approve it. */
function pairs(raw: unknown): Problem[] {
  const pipeline = valueAt(raw, ["infrastructurePipeline"]) !== undefined;
  const approvers = ["mlEngineer", ...(pipeline ? ["platformAdministrator"] : [])];
  return approvers
    .filter((persona) => countPeople(listAt(raw, ["people", persona])) < 2)
    .map((persona) =>
      problem(
        ["people", persona],
        valueAt(raw, ["people", persona]),
        "at least two different people in the production profile",
        "add a second person: who starts a run may not approve it",
      ),
    );
}

/** Nobody else may approve versions in the registry, so that nothing would ever come to production. */
function leadForVersions(raw: unknown): Problem[] {
  return listAt(raw, ["people", "leadDataScientist"]).length === 0
    ? [
        problem(
          ["people", "leadDataScientist"],
          valueAt(raw, ["people", "leadDataScientist"]),
          "at least one person in the production profile",
          "name who approves model versions: nobody else may",
        ),
      ]
    : [];
}

function enoughReviewers(raw: unknown): Problem[] {
  const named = [...reviewers(peopleIn(raw))];
  return named.length < NEEDED_FOR_A_CHANGE
    ? [
        problem(
          ["people"],
          named,
          `at least ${NEEDED_FOR_A_CHANGE} different people besides auditors in the production profile`,
          `name ${NEEDED_FOR_A_CHANGE - named.length} more: a change needs two reviewers besides its author, or nobody can merge anything`,
        ),
      ]
    : [];
}

function peopleIn(raw: unknown): Partial<Record<Persona, readonly string[]>> {
  return Object.fromEntries(
    PERSONAS.map((persona) => [persona, listAt(raw, ["people", persona]).map(String)]),
  );
}

/** Without anyone who may approve them, images are built and never used. */
export function leadForImages(raw: unknown): Problem[] {
  const images = valueAt(raw, ["images"]);
  const asked = typeof images === "object" && images !== null && Object.keys(images).length > 0;
  return asked && listAt(raw, ["people", "leadDataScientist"]).length === 0
    ? [
        problem(
          ["people", "leadDataScientist"],
          valueAt(raw, ["people", "leadDataScientist"]),
          "at least one person, since there are images",
          "name who approves the images",
        ),
      ]
    : [];
}

/** The same address twice, or in another case, is one person. */
function countPeople(addresses: readonly unknown[]): number {
  return new Set(addresses.map((address) => String(address).toLowerCase())).size;
}
