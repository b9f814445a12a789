import type { Problem } from "./problems";
import { listAt, problem, valueAt } from "./problems";

/** Four eyes need two people: whoever asks for a deployment may not approve it. */
export function peopleForProduction(raw: unknown): Problem[] {
  if (valueAt(raw, ["profile"]) !== "production") {
    return [];
  }
  const people = valueAt(raw, ["people"]);
  if (typeof people !== "object" || people === null) {
    return [];
  }
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
