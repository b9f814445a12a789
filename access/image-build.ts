import { environmentRepositoryArn } from "../components/containers/environment-image-repository";
import { pushImages } from "../components/containers/image-repository";
import type { Statement } from "../components/identity/policy";
import type { Scope } from "../settings/scope";

/** Permissions of the Image Build pipeline: push images of environments, read what scans found, tag what was approved. */
export function imageBuildStatements(scope: Scope, environments: readonly string[]): Statement[] {
  return pushImages(environments.map((environment) => environmentRepositoryArn(scope, environment)));
}
