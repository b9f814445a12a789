import { hex, idFrom, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, dnsSuffix, ec2Id, inRegion } from "./define";
import { zonesOf } from "./zones";

/** Where a route leads to, in one of three ways. */
const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

export const ec2 = inRegion({
  "aws:ec2/vpc:Vpc": {
    taggable: true,
    computed: ({ urn, place }) => ({
      ...owned("vpc", ec2Id("vpc", urn))({ place }),
      cidrBlock: "",
      defaultNetworkAclId: ec2Id("acl", urn),
      defaultRouteTableId: ec2Id("rtb", urn),
      mainRouteTableId: ec2Id("rtb", urn),
      defaultSecurityGroupId: defaultSecurityGroupId(ec2Id("vpc", urn)),
      dhcpOptionsId: ec2Id("dopt", urn),
      enableDnsHostnames: false,
      enableNetworkAddressUsageMetrics: false,
      ipv6AssociationId: "",
      ipv6CidrBlock: "",
      ipv6CidrBlockNetworkBorderGroup: "",
    }),
    id: ({ urn }) => ec2Id("vpc", urn),
    replaceOn: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  },
  "aws:ec2/subnet:Subnet": {
    taggable: true,
    computed: (registration) => ({
      ...owned("subnet", ec2Id("subnet", registration.urn))(registration),
      ...zoneOf(registration),
      cidrBlock: "",
      ipv6CidrBlock: "",
      ipv6CidrBlockAssociationId: "",
      privateDnsHostnameTypeOnLaunch: "ip-name",
    }),
    id: ({ urn }) => ec2Id("subnet", urn),
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native", "outpostArn"],
  },
  "aws:ec2/routeTable:RouteTable": {
    taggable: true,
    computed: ({ urn, place }) => ({
      ...owned("route-table", ec2Id("rtb", urn))({ place }),
      propagatingVgws: [],
      routes: [],
    }),
    id: ({ urn }) => ec2Id("rtb", urn),
    replaceOn: ["vpcId"],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    computed: () => ({}),
    id: ({ urn }) => ec2Id("rtbassoc", urn),
    replaceOn: ["subnetId", "gatewayId"],
  },
  "aws:ec2/route:Route": {
    computed: () => ({
      instanceId: "",
      instanceOwnerId: "",
      networkInterfaceId: "",
      origin: "CreateRoute",
      state: "active",
    }),
    id: (_, outputs) => `r-${text(outputs, "routeTableId")}${hex(destinationOf(outputs), 8)}`,
    replaceOn: ["routeTableId", ...DESTINATIONS],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    taggable: true,
    computed: ({ urn, place }) => ({ ...owned("internet-gateway", ec2Id("igw", urn))({ place }), vpcId: "" }),
    id: ({ urn }) => ec2Id("igw", urn),
    replaceOn: [],
  },
  "aws:ec2/eip:Eip": {
    taggable: true,
    computed: elasticIp,
    id: idFrom("allocationId"),
    replaceOn: [
      "address",
      "customerOwnedIpv4Pool",
      "domain",
      "ipamPoolId",
      "networkBorderGroup",
      "publicIpv4Pool",
    ],
  },
  "aws:ec2/natGateway:NatGateway": {
    taggable: true,
    computed: natGateway,
    id: ({ urn }) => ec2Id("nat", urn),
    replaceOn: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, place }) => ({
      ...owned("security-group", ec2Id("sg", urn))({ place }),
      description: "Managed by Pulumi",
      namePrefix: "",
      ingress: [],
      egress: [],
      vpcId: "",
    }),
    id: ({ urn }) => ec2Id("sg", urn),
    replaceOn: ["name", "namePrefix", "description", "vpcId"],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      ...owned("security-group", defaultSecurityGroupId(text(inputs, "vpcId")))({ place }),
      name: "default",
      namePrefix: "",
      description: "default VPC security group",
      ingress: [],
      egress: [],
    }),
    id: (_, outputs) => defaultSecurityGroupId(text(outputs, "vpcId")),
    replaceOn: ["vpcId"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    taggable: true,
    computed: vpcEndpoint,
    id: ({ urn }) => ec2Id("vpce", urn),
    replaceOn: [
      "vpcId",
      "serviceName",
      "serviceRegion",
      "vpcEndpointType",
      "resourceConfigurationArn",
      "serviceNetworkArn",
    ],
  },
  "aws:ec2/flowLog:FlowLog": {
    taggable: true,
    computed: ({ urn, place }) => ({
      arn: arn(place, "ec2", `vpc-flow-log/${ec2Id("fl", urn)}`),
      logDestination: "",
      logFormat:
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
    }),
    id: ({ urn }) => ec2Id("fl", urn),
    replaceOn: [
      "vpcId",
      "subnetId",
      "eniId",
      "regionalNatGatewayId",
      "transitGatewayId",
      "transitGatewayAttachmentId",
      "trafficType",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "iamRoleArn",
      "maxAggregationInterval",
      "destinationOptions",
      "deliverCrossAccountRole",
    ],
  },
});

const owned =
  (kind: string, id: string) =>
  ({ place }: Pick<Registration, "place">): Properties => ({
    arn: arn(place, "ec2", `${kind}/${id}`),
    ownerId: place.account,
  });

/** Every VPC is born with one; the resource that locks it down adopts it. */
const defaultSecurityGroupId = (vpcId: string): string => ec2Id("sg", `default/${vpcId}`);

function zoneOf({ inputs, place }: Registration): Properties {
  const zones = zonesOf(place);
  const zone =
    zones.find(({ name, id }) => name === inputs.availabilityZone || id === inputs.availabilityZoneId) ??
    zones[0];
  return { availabilityZone: zone?.name, availabilityZoneId: zone?.id };
}

function destinationOf(properties: Properties): string {
  const [destination = ""] = DESTINATIONS.filter((key) => properties[key] !== undefined);
  return text(properties, destination);
}

/** Address of an allocation, out of those that are reserved for documentation. */
const publicAddress = (allocationId: string): string => `203.0.113.${parseInt(hex(allocationId, 2), 16)}`;

const privateAddress = (seed: string): string =>
  ["10", ...["1", "2", "3"].map((part) => parseInt(hex(seed + part, 2), 16))].join(".");

function elasticIp({ urn, place }: Registration): Properties {
  const allocationId = ec2Id("eipalloc", urn);
  const address = publicAddress(allocationId);
  const zone = place.region === "us-east-1" ? "compute-1" : `${place.region}.compute`;
  return {
    allocationId,
    arn: arn(place, "ec2", `elastic-ip/${allocationId}`),
    associationId: "",
    carrierIp: "",
    customerOwnedIp: "",
    domain: "vpc",
    instance: "",
    ipamPoolId: "",
    networkBorderGroup: place.region,
    networkInterface: "",
    privateDns: "",
    privateIp: "",
    ptrRecord: "",
    publicDns: `ec2-${address.replaceAll(".", "-")}.${zone}.${dnsSuffix(place)}`,
    publicIp: address,
    publicIpv4Pool: "amazon",
  };
}

function natGateway({ urn, inputs }: Registration): Properties {
  const isPublic = typeof inputs.allocationId === "string";
  return {
    associationId: isPublic ? ec2Id("eipassoc", urn) : "",
    autoProvisionZones: "",
    autoScalingIps: "",
    availabilityMode: "zonal",
    networkInterfaceId: ec2Id("eni", urn),
    privateIp: privateAddress(urn),
    publicIp: isPublic ? publicAddress(text(inputs, "allocationId")) : "",
    regionalNatGatewayAddresses: [],
    regionalNatGatewayAutoMode: "",
    routeTableId: "",
    secondaryAllocationIds: [],
    secondaryPrivateIpAddressCount: 0,
    secondaryPrivateIpAddresses: [],
    vpcId: "",
  };
}

/** The last parts of an endpoint service's name, which form its address: com.amazonaws.<region>.ecr.dkr is dkr.ecr. */
function addressOf(serviceName: string, region: string): string {
  const [owner = "", service = ""] = serviceName.split(`.${region}.`);
  const parts = service.split(".").reverse();
  // aws.sagemaker.<region>.studio: the newer names have the service before the Region.
  return [...parts, ...(owner.endsWith("amazonaws") ? [] : owner.split(".").slice(1))].join(".");
}

function vpcEndpoint(registration: Registration): Properties {
  const { urn, inputs, place } = registration;
  const isInterface = inputs.vpcEndpointType === "Interface";
  const subnets = Array.isArray(inputs.subnetIds) ? inputs.subnetIds : [];
  const id = ec2Id("vpce", urn);
  const service = addressOf(text(inputs, "serviceName"), place.region);
  return {
    ...owned("vpc-endpoint", id)(registration),
    cidrBlocks: [],
    dnsEntries: isInterface
      ? [
          {
            dnsName: `${id}-${hex(urn, 8)}.${service}.${place.region}.vpce.${dnsSuffix(place)}`,
            hostedZoneId: `Z${hex(`${place.region}/${service}`, 13).toUpperCase()}`,
          },
        ]
      : [],
    ipAddressType: "ipv4",
    networkInterfaceIds: isInterface ? subnets.map((_, index) => ec2Id("eni", `${urn}#${index}`)) : [],
    policy: "",
    prefixListId: isInterface ? "" : `pl-${hex(`${place.region}/${service}`, 8)}`,
    privateDnsEnabled: false,
    requesterManaged: false,
    routeTableIds: [],
    securityGroupIds: [],
    serviceRegion: place.region,
    state: "available",
    subnetConfigurations: [],
    subnetIds: [],
  };
}
