import { idFrom, text } from "../ids";
import { arn, inRegion } from "./define";

export const ssm = inRegion({
  "aws:ssm/parameter:Parameter": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "ssm", `parameter/${text(inputs, "name").replace(/^\//, "")}`),
      dataType: "text",
      tier: "Standard",
      version: 1,
      keyId: inputs.type === "SecureString" ? "alias/aws/ssm" : "",
      value: inputs.insecureValue ?? "",
      insecureValue: "",
      hasValueWo: inputs.valueWo !== undefined,
    }),
    id: idFrom("name"),
    replaceOn: ["name", "dataType"],
  },
});
