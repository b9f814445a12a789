import { environmentRepositoryArn } from "../components/containers/environment-image-repository";
import { pushImages } from "../components/containers/image-repository";
import type { Statement } from "../components/identity/policy";
import type { LandingZoneSettings } from "../settings/schema/landing-zone";
import type { Scope } from "../settings/scope";

/** Permissions of the Image Build pipeline: push images of environments, read what scans found, tag what was approved. */
export function imageBuildStatements(
  scope: Scope,
  environments: LandingZoneSettings["environments"],
): Statement[] {
  return pushImages(
    Object.keys(environments).map((environment) => environmentRepositoryArn(scope, environment)),
  );
}
