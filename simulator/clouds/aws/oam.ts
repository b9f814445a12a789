import { idFrom, text, guid } from "../ids";
import type { Registration } from "../types";
import { arn, inRegion } from "./define";

/** Links by which one account sees what another one measures. */
export const oam = inRegion({
  "aws:oam/sink:Sink": {
    taggable: true,
    computed: (registration) => made(registration, "sink", "sinkId"),
    id: idFrom("arn"),
    replaceOn: ["name"],
  },
  "aws:oam/sinkPolicy:SinkPolicy": {
    computed: ({ inputs }) => ({
      arn: text(inputs, "sinkIdentifier"),
      sinkId: text(inputs, "sinkIdentifier").split("/").at(-1) ?? "",
    }),
    id: idFrom("sinkIdentifier"),
    replaceOn: ["sinkIdentifier"],
  },
  "aws:oam/link:Link": {
    taggable: true,
    computed: (registration) => ({
      ...made(registration, "link", "linkId"),
      label: registration.place.account,
      sinkArn: text(registration.inputs, "sinkIdentifier"),
    }),
    id: idFrom("arn"),
    replaceOn: ["labelTemplate", "sinkIdentifier"],
  },
});

/** AWS ends its ARNs in an id of its own. */
function made({ urn, place }: Registration, kind: string, idKey: string): Readonly<Record<string, string>> {
  const id = guid(urn);
  return { arn: arn(place, "oam", `${kind}/${id}`), [idKey]: id };
}
