import { hex, idFrom, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, inRegion } from "./define";

export const datasync = inRegion({
  "aws:datasync/locationAzureBlob:LocationAzureBlob": {
    taggable: true,
    computed: (registration) => {
      const folder = directoryOf(registration);
      return {
        arn: arnOf(registration, "location/loc"),
        subdirectory: folder,
        uri: `azure-blob://${text(registration.inputs, "containerUrl").replace(/^https:\/\//, "")}${folder}`,
      };
    },
    id: idFrom("arn"),
    replaceOn: ["containerUrl"],
  },
  "aws:datasync/s3Location:S3Location": {
    taggable: true,
    computed: (registration) => ({
      arn: arnOf(registration, "location/loc"),
      s3StorageClass: "STANDARD",
      uri: `s3://${text(registration.inputs, "s3BucketArn").split(":").at(-1) ?? ""}${directoryOf(registration)}`,
    }),
    id: idFrom("arn"),
    replaceOn: ["agentArns", "s3BucketArn", "s3Config", "s3StorageClass", "subdirectory"],
  },
  "aws:datasync/task:Task": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({ arn: arnOf(registration, "task/task"), taskMode: "BASIC" }),
    id: idFrom("arn"),
    replaceOn: ["sourceLocationArn", "destinationLocationArn", "taskMode"],
  },
});

function arnOf({ urn, place }: Registration, kind: string): string {
  return arn(place, "datasync", `${kind}-0${hex(urn, 16)}`);
}

/** A path with a slash on both sides. */
function directoryOf({ inputs }: { readonly inputs: Properties }): string {
  const inner = typeof inputs.subdirectory === "string" ? inputs.subdirectory : "";
  return `/${inner.replace(/^\/|\/$/g, "")}/`.replace("//", "/");
}
