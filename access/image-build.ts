import { approvedImageRepositoryArn } from "../components/containers/approved-image-repository";
import { pushImages } from "../components/containers/image-repository";
import type { Statement } from "../components/identity/policy";
import type { Scope } from "../settings/scope";

/** Permissions of the Image Build pipeline: push images, read what scans found, tag what was approved. */
export function imageBuildStatements(scope: Scope, images: readonly string[]): Statement[] {
  return pushImages(images.map((image) => approvedImageRepositoryArn(scope, image)));
}
