import { hex, lower, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, dnsSuffix, inRegion } from "./define";

export const opensearch = inRegion({
  "aws:opensearch/domain:Domain": {
    autoname: "domainName",
    taggable: true,
    computed: searchDomain,
    id: (_, outputs) => text(outputs, "arn"),
    // Of the nested blocks, encryption and the network cannot be changed; the engine knows whole inputs only.
    replaceOn: ["domainName", "encryptAtRest", "nodeToNodeEncryption"],
  },
});

function searchDomain({ urn, inputs, place }: Registration): Properties {
  const name = text(inputs, "domainName");
  // A domain in a network has an address of another form than a public one.
  const prefix = inputs.vpcOptions === undefined ? "search" : "vpc";
  const endpoint = `${prefix}-${name}-${lower(urn, 26)}.${place.region}.es.${dnsSuffix(place)}`;
  const endpointV2 = `${prefix}-${name}-${lower(urn, 26)}.aos.${place.region}.on.aws`;
  return {
    arn: arn(place, "es", `domain/${name}`),
    domainId: `${place.account}/${name}`,
    endpoint,
    endpointV2,
    dashboardEndpoint: `${endpoint}/_dashboards`,
    dashboardEndpointV2: `${endpointV2}/_dashboards`,
    domainEndpointV2HostedZoneId: `Z${hex(`${place.region}/opensearch`, 13).toUpperCase()}`,
    accessPolicies: "",
    engineVersion: "OpenSearch_1.1",
    ipAddressType: "ipv4",
  };
}
