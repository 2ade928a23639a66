/** Ids that read as what they are. */
export const userId = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const groupId = (number: number): string => `cccccccc-0000-4000-8000-${String(number).padStart(12, "0")}`;

type Json = { readonly [key: string]: unknown };

interface Given {
  readonly id?: string;
  readonly displayName?: string;
  readonly state?: string;
  readonly users?: object;
  readonly conditions?: object;
  readonly grantControls?: object | null;
}

/** A policy that requires MFA of everybody for Azure management, but for what is said otherwise. */
export function aPolicy({
  id = "eeeeeeee-0000-4000-8000-000000000001",
  displayName = "Require MFA for Azure management",
  state = "enabled",
  users = {},
  conditions = {},
  grantControls = { operator: "OR", builtInControls: ["mfa"] },
}: Given = {}): object {
  return {
    id,
    displayName,
    state,
    conditions: {
      users: { includeUsers: ["All"], ...users },
      applications: { includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
      clientAppTypes: ["all"],
      ...conditions,
    },
    grantControls,
  };
}

/** A directory of people called `person-1`, `person-2` … */
export const people = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: userId(index + 1),
    userPrincipalName: `person-${index + 1}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
  }));

/** A tenant of which everything is known. */
export const aTenant = (policies: readonly object[], known: object = {}): object => ({
  policies,
  namedLocations: [],
  authenticationStrengthPolicies: [],
  users: people(2),
  groups: [],
  roleAssignments: [],
  ...known,
});

/** A group with these members. */
export const aGroup = (number: number, members: readonly object[] = [], more: object = {}): Json => ({
  id: groupId(number),
  displayName: `group ${number}`,
  members,
  ...more,
});

export const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** Somebody's role, in the whole tenant unless more is said. */
export const aRoleOf = (principalId: string, more: object = {}): Json => ({
  principalId,
  roleDefinitionId: GLOBAL_ADMINISTRATOR,
  directoryScopeId: "/",
  ...more,
});

/** A named location of addresses, as CIDR ranges. */
export const addresses = (id: string, ranges: readonly string[], more: object = {}): Json => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id,
  isTrusted: false,
  ipRanges: ranges.map((cidrAddress) => ({
    "@odata.type": `#microsoft.graph.iPv${cidrAddress.includes(":") ? 6 : 4}CidrRange`,
    cidrAddress,
  })),
  ...more,
});

/** A named location of countries, told from the address. */
export const countries = (id: string, codes: readonly string[], more: object = {}): Json => ({
  "@odata.type": "#microsoft.graph.countryNamedLocation",
  id,
  countriesAndRegions: codes,
  includeUnknownCountriesAndRegions: false,
  countryLookupMethod: "clientIpAddress",
  ...more,
});

/** The condition of a policy that applies everywhere but at these locations. */
export const outside = (...excludeLocations: readonly string[]) => ({
  locations: { includeLocations: ["All"], excludeLocations },
});

/** The condition of a policy that applies at these locations alone. */
export const inside = (...includeLocations: readonly string[]) => ({ locations: { includeLocations } });

/** The condition of a policy about devices that a rule matches. */
export const filtered = (mode: "include" | "exclude", rule: string) => ({ devices: { deviceFilter: { mode, rule } } });

/** Types of guests of every tenant. */
export const guests = (guestOrExternalUserTypes: string, externalTenants: object = { membershipKind: "all" }) => ({
  guestOrExternalUserTypes,
  externalTenants,
});

/** A grant that asks for one of these controls, and for a strength if one is given. */
export const oneOf = (builtInControls: readonly string[], more: object = {}): Json => ({
  operator: "OR",
  builtInControls,
  ...more,
});

interface Entry {
  readonly kind?: string;
  readonly reviewBy?: string;
  readonly members?: readonly string[];
}

/** One entry of a register, `user: <id>` or `group: <id>`: six lines of YAML, and one more with members. */
export function entry(who: string, { kind = "break-glass", reviewBy = "2027-01-31", members }: Entry = {}): string {
  const lines = [
    ...[`  - ${who}`, ...(members === undefined ? [] : [`    members: [${members.join(", ")}]`])],
    ...[`    kind: ${kind}`, "    reason: Emergency access", "    owner: identity-team@contoso.example"],
    ...["    approvedBy: ciso@contoso.example", `    reviewBy: ${reviewBy}`],
  ];
  return `${lines.join("\n")}\n`;
}

/** A register of these entries. */
export const registerOf = (...entries: readonly string[]): string => `exclusions:\n${entries.join("")}`;

/** A register that declares each of these, as break-glass. */
export const aRegister = (entries: readonly string[], reviewBy = "2027-01-31"): string =>
  registerOf(...entries.map((who) => entry(who, { reviewBy })));

/** The two break-glass accounts of the sandbox's tenant. */
export const [FIRST, SECOND] = [
  "bbbbbbbb-0000-4000-8000-000000000001",
  "bbbbbbbb-0000-4000-8000-000000000002",
] as const;

export const TWO_BREAK_GLASS = aRegister([`user: ${FIRST}`, `user: ${SECOND}`]);
