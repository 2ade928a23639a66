import { nothing, row } from "./row";

const IN_BODY = { named: "body" } as const;
const ANY = { named: "nowhere" } as const;
const ANY_OF_OTHERS = { named: "where it is made" } as const;

const PUTS_INTO = "puts somebody into";
const ASSIGNS = "assigns";
const MAY_REMOVE = "may take somebody out of";
const WRITES = "writes to";
const EMPOWERS = "gives the administrators of a unit power over";
const MAY_LET_IN = "lets others decide who gets into";

const ROLES = "roleManagement/directory";
const ROLE_REQUESTS = "<roleAssignments|roleAssignmentScheduleRequests|roleEligibilityScheduleRequests>";
const OLD_ROLES = "<privilegedRoles|privilegedRoleAssignments|privilegedRoleAssignmentRequests>";
const ROLE_RULES = "policies/<roleManagementPolicies|roleManagementPolicyAssignments>";
const UNITS = "<directory/|>administrativeUnits";
const GOVERNANCE = "identityGovernance";
const APPROVALS = "<accessPackageAssignmentApprovals|privilegedAccess/group/assignmentApprovals|{any}/{any}/resume>";
const PACKAGE_POLICIES = "entitlementManagement/<assignmentPolicies|accessPackageAssignmentPolicies>/{any}";
const GROUP_REQUESTS = `${GOVERNANCE}/privilegedAccess/group/<assignmentScheduleRequests|eligibilityScheduleRequests>`;
const WORKFLOWS = "lifecycleWorkflows/<workflows|deletedItems>/{any}";
const REVIEWS = `${GOVERNANCE}/accessReviews/definitions`;
const LISTS = "<|/policies|/namedLocations|/authenticationStrength/policies>";
const OLD_LISTS = "<|Policies>|/authenticationStrengthPolicies";
const WITHIN = "<|{any}/|{any}/{any}/|{any}/{any}/{any}/>";
const USERS = `${WITHIN}<users|directoryObjects|members|owners|directReports>/{users}`;
const QUESTIONS = "<getMemberObjects|getMemberGroups|checkMemberObjects|checkMemberGroups|validateProperties>";
const RESTORED = "<|directory/><deletedItems|users|groups|directoryObjects>/{any}/restore";

const RULE = /^membershipRule$/i;
const DEVICE_RULE = { when: [RULE, /^[^.]*\bdevice\.(?!.*user\.)/i] } as const;
/** Only these properties of a group decide who is in it. A label may say that anybody can join. */
const WHO_IS_IN_IT = { when: [/member|owner|groupTypes|assignedLabels|accessType|visibility/i] } as const;
const KIND_OF_USER = { when: [/^user(?:Type|PrincipalName)$/i] } as const;
const BY_MEMBER_OF = { ...IN_BODY, also: true, when: [/^(?:transitiveM|m)emberOf(?:\W|$)/i] } as const;
const BY_ROLE = { named: { under: /^roleDefinition/i, otherwise: "any" } } as const;
const BY_SCOPE = { named: { under: /^directoryScopeId$/i, otherwise: "none" }, also: true } as const;
const BY_REVIEW = { named: { under: /^scope$/i, otherwise: "any" }, when: [/^scope$/i] } as const;
const BY_GROUP = { named: { under: /^group/i, otherwise: "any" }, when: [/^group/i] } as const;

/**
 * Everything that the pack knows about what resources and requests do: one row for each thing that is done, with the azuread
 * types that do it and the requests that do it.
 * @see https://learn.microsoft.com/graph/api/overview
 */
const TABLE = [
  // Applications, what belongs to them, and objects that nothing rests on before another resource refers to them.
  nothing(
    "Application<|ApiAccess|AppRole|Certificate|FallbackPublicClient|FederatedIdentityCredential>",
    "Application<FlexibleFederatedIdentityCredential|FromTemplate|IdentifierUri|KnownClients|OptionalClaims|Owner>",
    "Application<Password|PermissionScope|PreAuthorized|RedirectUris|Registration>",
    "ServicePrincipal<|Certificate|ClaimsMappingPolicyAssignment|DelegatedPermissionGrant|Password>",
    "<ServicePrincipalTokenSigningCertificate|AppRoleAssignment|ClaimsMappingPolicy|UserFlowAttribute>",
    "Synchronization<Job|JobProvisionOnDemand|Secret>",
    "<AccessPackage|AccessPackageCatalog|CustomDirectoryRole|DirectoryRole|Invitation>",
  ),

  // Questions that are asked by POST, and what is given to an object without changing it.
  nothing(
    `POST <{any}/{any}|me>/${QUESTIONS}`,
    "POST {any}/<getByIds|validateProperties|getAvailableExtensionProperties|getUserOwnedObjects>",
    "* <users|groups>/{any}/<appRoleAssignments|calendar|drive|drives|events|extensions|onenote|photo|planner>/**",
    "* users/{any}/<calendarGroups|calendars|calendarView|chats|contactFolders|contacts|mailFolders|mailboxSettings>/**",
    "* users/{any}/<messages|onlineMeetings|outlook|presence>/**",
    "* <users/{any}/revokeSignInSessions|users/{any}/sendMail|users/{any}/teamwork|users/{any}/todo|chats/{any}>/**",
    "* groups/{any}/<acceptedSenders|assignLicense|conversations|rejectedSenders|renew|sites|threads>/**",
    "* teams/{any}/<channels|schedule|tags>/**",
  ),
  row("nothing users", "", "* users/{any}/assignLicense/**"), // other licences, which a membership rule may read

  // Groups, and who is in them.
  row("adds groups", PUTS_INTO, "GroupMember groupObjectId memberObjectId", "POST groups/{groups}/members<|/{any}>"),
  row("sets groups", "manages the members, owners and membership rule of", "Group", "GroupWithoutMembers"),
  row("decides groups", "changes who is in, or may join,", ["PATCH groups/{groups}", WHO_IS_IN_IT]),
  nothing("PATCH groups/{groups}"),
  row(
    "decides groups roles",
    PUTS_INTO,
    ["* <{any}/{any}|me>/<memberOf|transitiveMemberOf>/**", IN_BODY],
    ["POST directoryRoles", { ...IN_BODY, when: [/^members/i] }],
    ["* <{any}|{any}/{any}>", BY_MEMBER_OF],
  ),
  row("decides groups", "makes a team of", ["POST teams", BY_GROUP]),

  // Accounts. A policy may include or exclude an account by its kind. A restored account is in what it was in before.
  row("empowers users", "manages the password and state of", "User"),
  row(
    "sets users",
    "changes the kind of",
    [`PATCH ${USERS}`, { ...KIND_OF_USER, also: true }],
    ["PATCH me", { ...KIND_OF_USER, ...ANY }],
    "POST users/{users}/convertExternalToInternalMemberUser",
  ),
  row("adds groups roles", "may bring somebody back into", [`POST ${RESTORED}`, { ...ANY, also: true }]),
  // The person who redeems an invitation of an existing account has the account from now on.
  row(
    "sets users",
    "changes who signs in as",
    ["POST invitations", { named: { under: /^invitedUser$/i, otherwise: "any" }, when: [/^resetRedemption$/i] }],
    ["POST invitations", { named: { under: /^invitedUser$/i, otherwise: "none" } }],
  ),

  row("empowers users", "may enable", [
    "POST security/identities/identityAccounts/{any}/invokeAction",
    { named: { under: /^accountId$/i, otherwise: "any" } },
  ]),

  // Roles. A role that counts for one object gives power over it. The id of an activated role doesn't show which role it is.
  row(
    "decides users groups",
    "gives somebody a role over",
    "DirectoryRole<Assignment|EligibilityScheduleRequest> directoryScopeId",
    [`POST ${ROLES}/${ROLE_REQUESTS}`, BY_SCOPE],
  ),
  row(
    "adds roles",
    ASSIGNS,
    "DirectoryRoleAssignment roleId principalObjectId directoryScopeId",
    "DirectoryRoleMember roleObjectId memberObjectId",
    "DirectoryRoleEligibilityScheduleRequest roleDefinitionId principalId directoryScopeId",
    [`POST ${ROLES}/${ROLE_REQUESTS}`, BY_ROLE],
  ),
  row(
    "decides groups",
    "changes who may activate membership of",
    "GroupRoleManagementPolicy groupId",
    `* ${ROLE_RULES}/Group_{groups}/**`,
  ),
  row("decides roles", "decides who gets", [
    `* <directoryRoles/{any}|${ROLES}/roleAssignments/{any}|${ROLE_RULES}/{any}|${OLD_ROLES}|${ROLES}/roleAssignmentApprovals>/**`,
    ANY,
  ]),

  // Units. Their administrators may change who their people and groups are. A unit's rule takes in no groups.
  row(
    "adds roles",
    "assigns within a unit",
    "AdministrativeUnitRoleMember roleObjectId memberObjectId administrativeUnitObjectId",
    [`* <${UNITS}/{any}/scopedRoleMembers|users/{any}/scopedRoleMemberOf>/**`, ANY],
    [`* <${UNITS}<|/{any}>|users>`, { ...ANY, also: true, when: [/^scopedRole/i] }],
  ),
  nothing([`* ${UNITS}<|/{any}>`, DEVICE_RULE]),
  row("empowers users", EMPOWERS, [`* ${UNITS}<|/{any}>`, { ...ANY, also: true, when: [RULE] }]),
  row("empowers users groups", EMPOWERS, "AdministrativeUnitMember memberObjectId", "AdministrativeUnit members", [
    `* <${UNITS}/{any}/members/**|${UNITS}|${UNITS}/{any}>`,
    IN_BODY,
  ]),

  // Governance. Reviews take people out. Packages, schedules, approvals and workflows let people in.
  row(
    "reviews groups roles",
    MAY_REMOVE,
    [`* ${REVIEWS}`, BY_REVIEW],
    [`* ${REVIEWS}`, IN_BODY],
    [`* ${REVIEWS}/{any}`, ANY_OF_OTHERS],
  ),
  row("decides groups roles", MAY_REMOVE, [
    `* <accessReviews/{any}|${REVIEWS}/{any}/{any}|<|users/>{any}/pendingAccessReviewInstances>/**`,
    ANY_OF_OTHERS,
  ]),
  row("decides groups roles packages", MAY_LET_IN, [
    `* ${GOVERNANCE}/<<|entitlementManagement/>${APPROVALS}|${WORKFLOWS}|${PACKAGE_POLICIES}>/**`,
    ANY_OF_OTHERS,
  ]),
  row(
    "decides packages",
    "says who may ask for or manage",
    "AccessPackageAssignmentPolicy accessPackageId",
    "AccessPackageCatalogRoleAssignment catalogId",
  ),
  row(
    "decides groups roles",
    "lets access packages give",
    "AccessPackageResourceCatalogAssociation resourceOriginId",
    "AccessPackageResourcePackageAssociation catalogResourceAssociationId",
  ),
  row(
    "adds groups",
    "assigns somebody to",
    "PrivilegedAccessGroupAssignmentSchedule groupId principalId",
    "PrivilegedAccessGroupEligibilitySchedule groupId principalId",
    [`POST ${GROUP_REQUESTS}`, IN_BODY],
  ),
  row("decides groups roles packages", MAY_LET_IN, [
    "* <roleManagement|identityGovernance|privilegedAccess>/**",
    IN_BODY,
  ]),
  row("decides groups", "sets the expiry of", ["* groupLifecyclePolicies/**", ANY_OF_OTHERS]),

  // Policies and what they refer to. A new location may be trusted.
  row("sets policies", "changes", "ConditionalAccessPolicy"),
  row("sets locations", "changes", "NamedLocation"),
  row("sets strengths", "changes", "AuthenticationStrengthPolicy"),
  row("decides locations", "adds", ["POST <identity/|>conditionalAccess/namedLocations", { named: "itself" }]),
  row("decides locations", WRITES, `* ${WITHIN}namedLocations/{locations}/**`),

  // Everything of a kind at once: the outcome can't be foreseen. A new object is made by POST.
  row(
    "decides policies locations strengths",
    WRITES,
    [`<PATCH|PUT|DELETE> <identity<|/conditionalAccess${LISTS}>|policies<|/conditionalAccess${OLD_LISTS}>>`, ANY],
    ["* {any}/{any}/authenticationStrength", ANY],
  ),
  row("decides users groups roles", WRITES, ["<PATCH|PUT|DELETE> <groups|users|directoryRoles|directoryObjects>", ANY]),
  row("decides policies locations users groups", "resets", ["* directory/recovery/snapshots/{any}/recoveryJobs", ANY]),

  // Anything that is done to an account that the address names by its user principal name.
  row("empowers users", WRITES, [`* ${WITHIN}users/{name}/**`, { also: true }]),
].flat();

/** The table's azuread column. */
export const RESOURCES = TABLE.filter((one) => "type" in one);

/** The table's Graph column, in the order in which its rows count. */
export const REQUESTS = TABLE.filter((one) => "on" in one);
