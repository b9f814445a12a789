import { idFrom, lower, text } from "../ids";
import { arn, inRegion } from "./define";

export const secretsmanager = inRegion({
  "aws:secretsmanager/secret:Secret": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      // Secrets Manager adds six characters, so that a secret made anew is not mistaken for the one before.
      arn: arn(place, "secretsmanager", `secret:${text(inputs, "name")}-${lower(urn, 6)}`),
      namePrefix: "",
      policy: "",
    }),
    id: idFrom("arn"),
    replaceOn: ["name", "namePrefix", "type"],
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    computed: () => ({}),
    id: idFrom("secretArn"),
    replaceOn: ["secretArn"],
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    computed: () => ({ rotationEnabled: true }),
    id: idFrom("secretId"),
    replaceOn: ["secretId"],
  },
});
