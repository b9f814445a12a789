import { text } from "../ids";
import { globalArn, inNoRegion } from "./define";

export const budgets = inNoRegion({
  "aws:budgets/budget:Budget": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: globalArn(place, "budgets", `budget/${text(inputs, "name")}`),
      accountId: place.account,
      costFilters: [],
      limitAmount: "0.0",
      limitUnit: "USD",
      namePrefix: "",
      timePeriodStart: "2026-01-01_00:00",
    }),
    id: (_, outputs) => `${text(outputs, "accountId")}:${text(outputs, "name")}`,
    replaceOn: ["accountId", "name", "namePrefix"],
  },
});
