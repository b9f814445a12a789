import { idFrom, text } from "../ids";
import { arn, CREATED_AT, inRegion } from "./define";

/** Label of a table's stream: the moment it was turned on. */
const STREAM_LABEL = CREATED_AT.replace("Z", ".000");

export const dynamodb = inRegion({
  "aws:dynamodb/table:Table": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => {
      const own = arn(place, "dynamodb", `table/${text(inputs, "name")}`);
      const streams = inputs.streamEnabled === true;
      return {
        arn: own,
        streamArn: streams ? `${own}/stream/${STREAM_LABEL}` : "",
        streamLabel: streams ? STREAM_LABEL : "",
        streamViewType: "",
        attributes: [],
        globalSecondaryIndexes: [],
        hashKey: "",
        pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: 0 },
        ttl: { enabled: false, attributeName: "" },
        readCapacity: 0,
        writeCapacity: 0,
      };
    },
    id: idFrom("name"),
    replaceOn: [
      "name",
      "hashKey",
      "rangeKey",
      "localSecondaryIndexes",
      "importTable",
      "restoreDateTime",
      "restoreToLatestTime",
    ],
  },
});
