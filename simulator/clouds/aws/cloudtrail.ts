import { idFrom, text } from "../ids";
import { arn, inRegion } from "./define";

export const cloudtrail = inRegion({
  "aws:cloudtrail/trail:Trail": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "cloudtrail", `trail/${text(inputs, "name")}`),
      homeRegion: place.region,
      snsTopicArn: "",
    }),
    id: idFrom("arn"),
    replaceOn: ["name", "isOrganizationTrail"],
  },
});
