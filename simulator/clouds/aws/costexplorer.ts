import { idFrom } from "../ids";
import { inNoRegion } from "./define";

export const costexplorer = inNoRegion({
  "aws:costexplorer/costAllocationTag:CostAllocationTag": {
    computed: () => ({ type: "UserDefined" }),
    id: idFrom("tagKey"),
    replaceOn: ["tagKey"],
  },
});
