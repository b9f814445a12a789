import { guid, idFrom, text } from "../ids";
import type { Registration } from "../types";
import { arn, inRegion } from "./define";

export const kms = inRegion({
  "aws:kms/key:Key": {
    taggable: true,
    computed: ({ urn, place }) => ({
      keyId: guid(urn),
      arn: arn(place, "kms", `key/${guid(urn)}`),
      description: "",
      multiRegion: false,
      policy: "",
      rotationPeriodInDays: 365,
    }),
    id: idFrom("keyId"),
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
  },
  "aws:kms/alias:Alias": {
    computed: (registration) => ({
      arn: arn(registration.place, "kms", text(registration.inputs, "name")),
      namePrefix: "",
      targetKeyArn: targetKeyArn(registration),
    }),
    id: idFrom("name"),
    replaceOn: ["name", "namePrefix"],
  },
});

/** The target may be given by id or by ARN. */
function targetKeyArn({ inputs, place }: Registration): string {
  const key = text(inputs, "targetKeyId");
  return key.startsWith("arn:") ? key : arn(place, "kms", `key/${key}`);
}
