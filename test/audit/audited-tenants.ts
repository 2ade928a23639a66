import { seedTenant } from "../../sandbox/tenant/seed";
import { aPolicy, aTenant, groupId, userId } from "../cli/a-tenant";
import { labelledCase, registerFor } from "../cli/labelled-cases";
import { baseline, DIRECTORY, REGISTER } from "../corpus/baseline";

/** A tenant whose audit is kept in every format, with the register that it is judged by. */
export interface AuditedTenant {
  readonly name: string;
  readonly title: string;
  readonly tenant: object;
  readonly register: string;
  readonly outcome: "compliant" | "not compliant" | "not settled";
  /** Its reports for programs are checked against their schemas, and too long to be kept. */
  readonly isLong?: true;
}

/** The sandbox's tenant as it is before anything is deployed, in the shape of a tenant file. */
function seedFile(): object {
  const { groups, organization, policies, namedLocations, authenticationStrengthPolicies, ...seed } = seedTenant();
  return {
    readAt: "2026-09-30T08:00:00Z",
    organization: organization[0],
    policies,
    namedLocations,
    authenticationStrengthPolicies,
    users: seed.users,
    groups: groups.map(({ object, members, owners }) => ({
      ...object,
      members: asIds(members),
      owners: asIds(owners),
    })),
    roleAssignments: seed.roleAssignments,
    roleDefinitions: seed.roleDefinitions,
    subscribedSkus: seed.subscribedSkus,
    securityDefaults: seed.securityDefaults,
  };
}

const asIds = (ids: readonly string[]): readonly object[] => ids.map((id) => ({ id }));

const BREAK_GLASS = [userId(1), userId(2)];
const SYNC = groupId(1);

/** A tenant of which everything is known that an audit asks for, and in which everything is as it should be. */
export function compliantTenant(): object {
  const people = ["break-glass-1", "break-glass-2", "engineer-1", "engineer-2", "svc-sync"].map((name, index) => ({
    id: userId(index + 1),
    displayName: name,
    userPrincipalName: `${name}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
    onPremisesSyncEnabled: null,
  }));
  const excluded = { excludeUsers: BREAK_GLASS, excludeGroups: [SYNC] };
  const everything = { applications: { includeApplications: ["All"] } };
  const known = {
    readAt: "2026-09-30T08:00:00Z",
    organization: { id: "0a0a0a0a-0000-4000-8000-000000000009", displayName: "Contoso" },
    users: people,
    groups: [
      {
        id: SYNC,
        displayName: "Directory synchronization",
        members: [{ id: userId(5) }],
        isAssignableToRole: true,
        groupTypes: [],
        visibility: "Private",
        owners: [],
      },
    ],
    securityDefaults: { isEnabled: false },
    subscribedSkus: [
      {
        skuPartNumber: "SPE_E5",
        capabilityStatus: "Enabled",
        servicePlans: [{ servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success" }],
      },
    ],
    userRegistrationDetails: people.map(({ id }) => ({
      id,
      isMfaRegistered: true,
      methodsRegistered: ["passKeyDeviceBound"],
    })),
    servicePrincipals: [
      {
        id: "cccccccc-1111-4000-8000-000000000001",
        displayName: "Conditional Access as code",
        appRoleAssignments: [{ appRoleId: "1", resourceId: "2", value: "Policy.ReadWrite.ConditionalAccess" }],
      },
    ],
    administrativeUnits: [],
    roleDefinitions: [],
    roleEligibilitySchedules: [],
    conditionalAccessSettings: { exclusions: null },
    accessReviews: [
      {
        id: "ar-1",
        displayName: "Quarterly review of exclusions",
        status: "InProgress",
        scope: { query: `/groups/${SYNC}/transitiveMembers`, queryType: "MicrosoftGraph" },
        settings: { recurrence: { pattern: { type: "absoluteMonthly", interval: 3 }, range: { type: "noEnd" } } },
      },
    ],
    breakGlassAlerts: [{ id: "alert-1", displayName: "Break-glass sign-in", isEnabled: true, watches: BREAK_GLASS }],
  };
  return aTenant([aPolicy({ users: excluded, conditions: everything })], known);
}

/** Its register: two break-glass accounts and a service account in a group. */
export const COMPLIANT_REGISTER = `exclusions:
${BREAK_GLASS.map((id) => entry(`user: ${id}`, "break-glass", "Emergency access; sealed FIDO2 key")).join("")}${entry(`group: ${SYNC}`, "service-account", "Directory synchronization")}`;

function entry(who: string, kind: string, reason: string): string {
  return `  - ${who}
    kind: ${kind}
    reason: ${reason}
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31
`;
}

/** Names that mean harm to whoever shows them as they are. */
export function hostileTenant(): Pick<AuditedTenant, "tenant" | "register"> {
  const names = [
    `<img src=x onerror=window.pwned=1>`,
    `"><script>window.pwned=1</script>`,
    `'onmouseover='window.pwned=1`,
    `=HYPERLINK("https://evil.example","click")`,
    `@SUM(1+1)*cmd|' /C calc'!A0`,
    `-2+3`,
    `[click](https://evil.example) **bold** @everyone`,
    `\u202eevil\u0000\u001b[2J`,
    `]]>&amp;<svg onload=window.pwned=1>`,
  ];
  const users = names.map((displayName, index) => ({
    id: userId(index + 1),
    displayName,
    userPrincipalName: `${displayName}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
  }));
  const groups = names.map((displayName, index) => ({
    id: groupId(index + 1),
    displayName,
    members: [{ id: userId(index + 1) }],
  }));
  const policies = names.map((displayName, index) =>
    aPolicy({
      id: `p-${index}"><b>`,
      displayName,
      users: { includeUsers: [userId(index + 1)], excludeGroups: [groupId(index + 1)] },
    }),
  );
  return {
    tenant: aTenant(policies, { users, groups, organization: { id: "<b>", displayName: names[0] }, readAt: names[1] }),
    register: COMPLIANT_REGISTER.replaceAll(
      "Emergency access; sealed FIDO2 key",
      '"<img src=x onerror=window.pwned=1>"',
    ),
  };
}

const CASES: readonly (readonly [name: string, title: string, outcome: AuditedTenant["outcome"]])[] = [
  ["reference", "a tenant without a hole, of whose licences nothing is known", "not settled"],
  ["no-policy", "a tenant without policies", "not compliant"],
  ["split-users-hole", "two policies that leave somebody out between them", "not compliant"],
  ["union-members-guests", "two policies that together cover everybody", "not settled"],
  ["condition-unheard-of", "a condition that nobody has heard of", "not settled"],
];

/** Those whose reports are kept. */
export const AUDITED_TENANTS: readonly AuditedTenant[] = [
  {
    name: "compliant",
    title: "a tenant in which everything is known and good",
    tenant: compliantTenant(),
    register: COMPLIANT_REGISTER,
    outcome: "compliant",
  },
  {
    name: "sandbox",
    title: "the sandbox's tenant before anything is deployed",
    tenant: seedFile(),
    register: COMPLIANT_REGISTER.replaceAll("aaaaaaaa-0000", "bbbbbbbb-0000"),
    outcome: "not compliant",
  },
  ...CASES.map(([name, title, outcome]) => {
    const one = labelledCase(name);
    return { name, title, tenant: one.tenant, register: registerFor(one), outcome };
  }),
  {
    name: "baseline",
    title: "forty policies as people export them, with a directory",
    tenant: baseline({ known: DIRECTORY }),
    register: REGISTER,
    outcome: "not compliant",
    isLong: true,
  },
];
