import type { Scope } from "../settings/scope";
import { arn } from "../settings/scope";
import type { Statement } from "../components/identity/policy";
import { PERSON_TAG, STUDIO_LOG_GROUP } from "../components/sagemaker/studio-names";

/** SageMaker puts both into every session of a Studio app, so that policies can say "own" before a domain exists. */
const OWN_DOMAIN = "${sagemaker:DomainId}";
const OWN_PROFILE = `${OWN_DOMAIN}/\${sagemaker:UserProfileName}`;

/** What an execution role needs for Studio itself: its domain, and the spaces and apps of its user's profile. */
export function studioStatements(scope: Scope): Statement[] {
  const spaces = arn(scope, "sagemaker", `space/${OWN_DOMAIN}/*`);
  const apps = arn(scope, "sagemaker", `app/${OWN_DOMAIN}/*`);
  const privateAndOwn = {
    ArnLike: { "sagemaker:OwnerUserProfileArn": arn(scope, "sagemaker", `user-profile/${OWN_PROFILE}`) },
    StringEquals: { "sagemaker:SpaceSharingType": "Private" },
  };
  return [
    {
      sid: "FindStudio",
      actions: [
        "sagemaker:ListApps",
        "sagemaker:ListDomains",
        "sagemaker:ListSpaces",
        "sagemaker:ListUserProfiles",
      ],
      resources: ["*"],
    },
    {
      sid: "SeeOwnDomain",
      actions: [
        "sagemaker:DescribeApp",
        "sagemaker:DescribeDomain",
        "sagemaker:DescribeSpace",
        "sagemaker:DescribeUserProfile",
      ],
      resources: [
        apps,
        spaces,
        arn(scope, "sagemaker", `domain/${OWN_DOMAIN}`),
        arn(scope, "sagemaker", `user-profile/${OWN_PROFILE}`),
      ],
    },
    {
      sid: "ManageOwnSpacesAndApps",
      actions: [
        "sagemaker:CreateApp",
        "sagemaker:CreateSpace",
        "sagemaker:DeleteApp",
        "sagemaker:DeleteSpace",
        "sagemaker:UpdateSpace",
      ],
      resources: [spaces, apps],
      conditions: privateAndOwn,
    },
    {
      sid: "TagWhatIsCreated",
      actions: ["sagemaker:AddTags"],
      resources: [spaces, apps],
      conditions: { StringEquals: { "sagemaker:TaggingAction": ["CreateSpace", "CreateApp"] } },
    },
    studioLogStatement(scope),
  ];
}

/** Writing the logs of Studio apps. */
export function studioLogStatement(scope: Scope): Statement {
  return {
    sid: "WriteStudioLogs",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [arn(scope, "logs", `log-group:${STUDIO_LOG_GROUP}:*`)],
  };
}

/**
 * For the roles that people sign in with: opening Studio with their own profile only. The session of the role must be
 * named after the person, like the profile's tag; whoever may choose the session's name may open any profile.
 */
export function presignedUrlStatement(scope: Scope): Statement {
  return {
    sid: "EnterOwnStudioProfile",
    actions: ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeUserProfile"],
    resources: [arn(scope, "sagemaker", "user-profile/*/*")],
    conditions: { StringLike: { "aws:userid": `*:\${aws:ResourceTag/${PERSON_TAG}}` } },
  };
}
