import type { LandingZoneSettings } from "../settings/schema/landing-zone";

/** Whether the images of models are copied from automation to where models serve. */
export function replicatesImages({
  imageReplication,
}: Pick<LandingZoneSettings, "imageReplication">): boolean {
  return imageReplication === "models";
}
