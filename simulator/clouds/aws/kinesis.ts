import { text } from "../ids";
import { arn, inRegion } from "./define";

export const kinesis = inRegion({
  "aws:kinesis/stream:Stream": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "kinesis", `stream/${text(inputs, "name")}`),
      encryptionType: "NONE",
      retentionPeriod: 24,
      maxRecordSizeInKib: 1024,
      shardCount: 0,
    }),
    id: (_, outputs) => text(outputs, "arn"),
    replaceOn: ["name"],
  },
});
