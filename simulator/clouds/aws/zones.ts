import type { Place } from "../types";

/** An Availability Zone: its name in an account and its id, which is the same for all accounts. */
export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Three zones in every Region; AWS has at least as many in those that it opened since 2016. */
export function zonesOf({ region }: Pick<Place, "region">): readonly Zone[] {
  return ["a", "b", "c"].map((letter, index) => ({
    name: region + letter,
    id: `${zoneCode(region)}-az${index + 1}`,
  }));
}

/** eu-west-1 is euw1, ap-southeast-2 is apse2, us-gov-west-1 is usgw1. */
function zoneCode(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const initials: Readonly<Record<string, string>> = {
    northeast: "ne",
    northwest: "nw",
    southeast: "se",
    southwest: "sw",
  };
  return area + rest.map((part) => initials[part] ?? part.charAt(0)).join("");
}
