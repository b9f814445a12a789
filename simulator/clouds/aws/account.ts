import { text } from "../ids";
import { inNoRegion } from "./define";

export const account = inNoRegion({
  "aws:account/region:Region": {
    computed: ({ inputs }) => ({ optStatus: inputs.enabled === true ? "ENABLED" : "DISABLED" }),
    id: (_, outputs) =>
      outputs.accountId === undefined
        ? text(outputs, "regionName")
        : `${text(outputs, "accountId")},${text(outputs, "regionName")}`,
    replaceOn: ["accountId", "regionName"],
  },
});
