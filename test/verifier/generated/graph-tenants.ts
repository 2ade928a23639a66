import fc from "fast-check";

/**
 * Tenant files as Graph writes them, odd ones among them. Names are few, so that policies meet often; most conditions
 * are left out most of the time, so that proofs are about as frequent as holes.
 */
export const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const id = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${number}`;
export const USERS = [1, 2, 3, 4, 5].map((number) => id("a", number));
export const GROUPS = [1, 2, 3, 4, 5].map((number) => id("c", number));
export const ROLES = [1, 2].map((number) => id("e", number));
const LOCATIONS = [1, 2, 3, 4, 5].map((number) => id("d", number));
export const TENANTS = [1, 2].map((number) => id("9", number));
const STRENGTHS = [1, 2, 3].map((number) => id("7", number));
const OTHER_APP = "00000003-0000-0000-c000-000000000000";
const PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";

/** The weighted choice that the generators below are made of. */
const mostly = <T, U>(usual: T, times: number, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
const some = <T>(items: readonly T[], most = items.length): fc.Arbitrary<T[]> =>
  fc.subarray([...items], { maxLength: Math.min(most, items.length) });
/** Now and then a word that nobody has heard of is among the others. */
const withNews = (list: fc.Arbitrary<string[]>): fc.Arbitrary<string[]> =>
  fc.tuple(list, fc.nat(40)).map(([words, odd]) => (odd === 0 ? [...words, "somethingNew"] : words));
const GUID = /^[0-9a-f-]{36}$/;
const oddCase = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(arbitrary, fc.integer({ min: 0, max: 5 }))
    .map(([text, odd]) => (odd === 0 && GUID.test(text) ? text.toUpperCase() : text));
const oddCases = (items: readonly string[], most?: number): fc.Arbitrary<string[]> =>
  some(items, most).chain((chosen) => fc.tuple(...chosen.map((one) => oddCase(fc.constant(one)))));

const guests = fc.record({
  guestOrExternalUserTypes: fc
    .oneof(
      fc.constant([
        "internalGuest",
        "b2bCollaborationGuest",
        "b2bCollaborationMember",
        "b2bDirectConnectUser",
        "otherExternalUser",
        "serviceProvider",
      ]),
      some([
        "internalGuest",
        "b2bCollaborationGuest",
        "b2bCollaborationMember",
        "b2bDirectConnectUser",
        "otherExternalUser",
        "serviceProvider",
      ]),
    )
    .chain((types) => withNews(fc.constant([...types])))
    .map((types) => types.join(",") || "none"),
  externalTenants: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constant({
        "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
        membershipKind: "all",
      }),
    },
    { weight: 2, arbitrary: fc.constant(null) },
    {
      weight: 3,
      arbitrary: oddCases(TENANTS).map((members) => ({
        "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
        membershipKind: "enumerated",
        members,
      })),
    },
  ),
});

const users = fc.record({
  includeUsers: fc.oneof(
    { weight: 1, arbitrary: withNews(oddCases(USERS, 1)) },
    { weight: 6, arbitrary: fc.constant(["All"]) },
    { weight: 1, arbitrary: fc.constant(["None"]) },
    { weight: 1, arbitrary: fc.constant(["GuestsOrExternalUsers"]) },
    { weight: 2, arbitrary: oddCases(USERS) },
  ),
  excludeUsers: mostly(
    [],
    4,
    fc.oneof(withNews(oddCases(USERS, 2)), fc.constantFrom(["GuestsOrExternalUsers"], ["All"])),
  ),
  includeGroups: mostly([], 4, oddCases(GROUPS, 2)),
  excludeGroups: mostly([], 4, oddCases(GROUPS, 2)),
  includeRoles: mostly([], 5, oddCases(ROLES)),
  excludeRoles: mostly([], 6, oddCases(ROLES)),
  includeGuestsOrExternalUsers: mostly(null, 4, guests),
  excludeGuestsOrExternalUsers: mostly(null, 6, guests),
});

const applications = fc.record({
  includeApplications: fc.oneof(
    { weight: 5, arbitrary: fc.constant(["All"]) },
    { weight: 5, arbitrary: oddCase(fc.constant(API)).map((app) => [app]) },
    { weight: 1, arbitrary: withNews(some(["None", "MicrosoftAdminPortals", "Office365", OTHER_APP, PORTAL, API])) },
  ),
  excludeApplications: mostly(
    [],
    7,
    withNews(oddCases([OTHER_APP, PORTAL, "MicrosoftAdminPortals", "Office365", API], 3)),
  ),
  includeUserActions: mostly([], 30, fc.constant(["urn:user:registersecurityinfo"])),
  includeAuthenticationContextClassReferences: mostly([], 40, fc.constant(["c1"])),
  applicationFilter: mostly(
    null,
    20,
    fc.record({
      mode: fc.constantFrom("include", "exclude", "somethingNew"),
      rule: fc.constant('CustomSecurityAttribute.a -eq "b"'),
    }),
  ),
});

const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"];
const clients = fc.oneof(
  { weight: 5, arbitrary: fc.constant(["all"]) },
  { weight: 2, arbitrary: withNews(some(CLIENTS)) },
  { weight: 1, arbitrary: fc.constant(["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]) },
  { weight: 1, arbitrary: fc.constant(["browser", "other"]) },
  { weight: 1, arbitrary: fc.constant(["mobileAppsAndDesktopClients", "exchangeActiveSync"]) },
);

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const platforms = mostly(
  null,
  4,
  fc.record({
    includePlatforms: fc.oneof(
      fc.constant(["all"]),
      withNews(some(PLATFORMS)).filter((list) => list.length > 0),
    ),
    excludePlatforms: fc.oneof(fc.constant([]), withNews(some(PLATFORMS, 3)), fc.constant(PLATFORMS)),
  }),
);

const DANGLING = id("d", 9);
const NO_LOCATION = "00000000-0000-0000-0000-000000000000";
const locations = mostly(
  null,
  2,
  fc.record({
    includeLocations: fc.oneof(
      fc.constant(["All"]),
      fc.constant(["AllTrusted"]),
      oddCases([...LOCATIONS, ...LOCATIONS, DANGLING, NO_LOCATION, "AllTrusted"], 4).filter((list) => list.length > 0),
    ),
    excludeLocations: fc.oneof(
      fc.constant([]),
      fc.constant(["AllTrusted"]),
      oddCases([...LOCATIONS, ...LOCATIONS, DANGLING, "AllTrusted"], 3),
    ),
  }),
);

const comparison = fc.oneof(
  fc
    .tuple(fc.constantFrom("-eq", "-ne"), fc.constantFrom("True", "False"))
    .map(([op, v]) => `device.isCompliant ${op} ${v}`),
  fc
    .tuple(
      fc.constantFrom("-eq", "-ne", "-startsWith", "-notStartsWith", "-endsWith", "-contains", "-notContains"),
      fc.constantFrom("ab", "a", "B"),
    )
    .map(([op, v]) => `device.model ${op} "${v}"`),
  fc.constantFrom("-in", "-notIn").map((op) => `device.extensionAttribute1 ${op} ["x", "y"]`),
  fc.constantFrom("-eq", "-ne").map((op) => `device.trustType ${op} "AzureAD"`),
);
const { rule } = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { weight: 3, arbitrary: comparison },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie("rule"), fc.constantFrom("-and", "-or"), tie("rule"))
        .map(([left, join, right]) => `(${left}) ${join} (${right})`),
    },
    { weight: 1, arbitrary: tie("rule").map((inner) => `-not (${inner})`) },
  ),
}));
const devices = mostly(
  null,
  3,
  fc.record({
    deviceFilter: mostly(
      null,
      0,
      fc.record({
        mode: fc.constantFrom("include", "exclude"),
        rule: fc.oneof(
          { weight: 15, arbitrary: rule.filter((text) => text.length < 300) },
          { weight: 1, arbitrary: fc.constant("device.model -resembles 5") },
        ),
      }),
    ),
  }),
);

const RISKS = ["none", "low", "medium", "high", "hidden"];
const risks: fc.Arbitrary<string[]> = mostly(
  [],
  4,
  fc.oneof(withNews(some(RISKS)), fc.constantFrom<string[]>("none,low".split(","), "medium,high,hidden".split(","))),
);

const conditions = fc.record(
  {
    users,
    applications,
    clientAppTypes: clients,
    platforms,
    locations,
    devices,
    signInRiskLevels: risks,
    userRiskLevels: risks,
    insiderRiskLevels: mostly(
      null,
      9,
      fc.constantFrom("minor", "moderate,elevated", "minor,moderate,elevated", "minor,somethingNew"),
    ),
    servicePrincipalRiskLevels: fc.constant([]),
    clientApplications: mostly(null, 40, fc.constant({ includeServicePrincipals: ["ServicePrincipalsInMyTenant"] })),
    authenticationFlows: mostly(
      null,
      7,
      fc
        .constantFrom(
          "none",
          "deviceCodeFlow",
          "authenticationTransfer",
          "deviceCodeFlow,authenticationTransfer",
          "somethingNew",
        )
        .map((transferMethods) => ({ transferMethods })),
    ),
    times: mostly(null, 40, fc.constant({ includedRanges: [] })),
  },
  { requiredKeys: ["users", "applications", "clientAppTypes"] },
);

const COMBINATIONS = ["fido2", "password,sms", "password", "windowsHelloForBusiness", "sms", "password,softwareOath"];
const combinations = fc.oneof(
  { weight: 3, arbitrary: some(["fido2", "password,sms", "windowsHelloForBusiness"]) },
  { weight: 1, arbitrary: some(COMBINATIONS) },
);
const strength = fc.oneof(
  fc.constantFrom(2, 3, 4).map((number) => ({ id: `00000000-0000-0000-0000-00000000000${number}` })),
  oddCase(fc.constantFrom(...STRENGTHS)).map((one) => ({ id: one })),
  fc.record({
    id: fc.constantFrom(...STRENGTHS),
    requirementsSatisfied: fc.constantFrom("mfa", "mfa", "none"),
    allowedCombinations: combinations.filter((list) => list.length > 0),
  }),
);
const grant = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ operator: "OR", builtInControls: ["mfa"] }) },
  { weight: 1, arbitrary: fc.constant({ operator: "OR", builtInControls: ["block"] }) },
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 3,
    arbitrary: fc.record({
      operator: fc.constantFrom("AND", "OR", "and", "or", "AND", "OR", "and", "or", "XOR", null),
      builtInControls: some(["mfa", "block", "compliantDevice", "passwordChange", "somethingNew"], 3),
      customAuthenticationFactors: mostly<string[], string[]>([], 5, fc.constant(["factor"])),
      termsOfUse: mostly<string[], string[]>([], 5, fc.constant(["terms"])),
      authenticationStrength: mostly(null, 2, strength),
    }),
  },
  {
    weight: 2,
    arbitrary: strength.map((authenticationStrength) => ({
      operator: "OR",
      builtInControls: [],
      authenticationStrength,
    })),
  },
);

const policy = fc.record({
  id: fc.uuid(),
  displayName: fc.constantFrom("A", "B", "C"),
  state: mostly("enabled", 7, fc.constantFrom("disabled", "enabledForReportingButNotEnforced", "somethingNew")),
  conditions,
  grantControls: grant,
  sessionControls: fc.constant(null),
});

/** Two conditions that cover everything together, and that overlap at most where nothing is known. */
type Halves = readonly [Record<string, unknown>, Record<string, unknown>];
const aroundUsers = (include: Record<string, unknown>, exclude: Record<string, unknown>): Halves => [
  { users: { includeUsers: [], ...include } },
  { users: { includeUsers: ["All"], ...exclude } },
];
const halves: fc.Arbitrary<Halves> = fc.oneof(
  fc.constant<Halves>([
    { clientAppTypes: ["browser", "other"] },
    { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync"] },
  ]),
  some(PLATFORMS, 3).map(
    (few): Halves => [
      { platforms: { includePlatforms: few, excludePlatforms: [] } },
      { platforms: { includePlatforms: ["all"], excludePlatforms: few } },
    ],
  ),
  oddCases([...LOCATIONS, "AllTrusted"], 2).map(
    (few): Halves => [
      { locations: { includeLocations: few, excludeLocations: [] } },
      { locations: { includeLocations: ["All"], excludeLocations: few } },
    ],
  ),
  rule
    .filter((text) => text.length < 200)
    .map(
      (text): Halves => [
        { devices: { deviceFilter: { mode: "include", rule: text } } },
        { devices: { deviceFilter: { mode: "exclude", rule: text } } },
      ],
    ),
  fc
    .tuple(
      fc.constantFrom("signInRiskLevels", "userRiskLevels"),
      some(RISKS, 4).filter((few) => few.length > 0),
    )
    .map(([key, few]): Halves => [{ [key]: few }, { [key]: RISKS.filter((level) => !few.includes(level)) }]),
  oddCases(GROUPS, 2).map((few) => aroundUsers({ includeGroups: few }, { excludeGroups: few })),
  oddCases(ROLES, 2).map((few) => aroundUsers({ includeRoles: few }, { excludeRoles: few })),
  oddCases(USERS, 2).map((few) => aroundUsers({ includeUsers: few }, { excludeUsers: few })),
  fc.constant(aroundUsers({ includeUsers: ["GuestsOrExternalUsers"] }, { excludeUsers: ["GuestsOrExternalUsers"] })),
  guests.map((few) => aroundUsers({ includeGuestsOrExternalUsers: few }, { excludeGuestsOrExternalUsers: few })),
);

/** A policy that covers everything, split into several that cover it together: now and then one of them is missing. */
const covering = fc
  .record({ splits: fc.array(fc.tuple(halves, fc.nat(9)), { minLength: 1, maxLength: 3 }), missing: fc.nat(15) })
  .map(({ splits, missing }) => {
    const whole = {
      id: "eeeeeeee-0000-4000-8000-000000000001",
      displayName: "S",
      state: "enabled",
      conditions: {
        users: { includeUsers: ["All"] },
        applications: { includeApplications: ["All"] },
        clientAppTypes: ["all"],
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    };
    const parts = splits.reduce(
      (policies, [[one, other], pick]) => {
        const split = policies[pick % policies.length] ?? whole;
        const half = (condition: object) => ({ ...split, conditions: { ...split.conditions, ...condition } });
        return [...policies.filter((policy) => policy !== split), half(one), half(other)];
      },
      [whole],
    );
    return parts.filter((_, index) => index !== missing).map((part, index) => ({ ...part, id: id("e", index + 1) }));
  });

const range = fc.oneof(
  fc.constantFrom("203.0.113.0/24", "203.0.113.128/25", "0.0.0.0/1", "128.0.0.0/1", "somewhere").map((cidrAddress) => ({
    "@odata.type": "#microsoft.graph.iPv4CidrRange",
    cidrAddress,
  })),
  fc.constantFrom("2001:db8::/32", "::/1", "8000::/1").map((cidrAddress) => ({
    "@odata.type": "#microsoft.graph.iPv6CidrRange",
    cidrAddress,
  })),
  fc
    .constantFrom(["203.0.113.100", "203.0.113.200"], ["198.51.100.7", "198.51.100.7"])
    .map(([lowerAddress, upperAddress]) => ({
      "@odata.type": "#microsoft.graph.iPv4Range",
      lowerAddress,
      upperAddress,
    })),
  fc.constant({
    "@odata.type": "#microsoft.graph.iPv6Range",
    lowerAddress: "2001:db8::1",
    upperAddress: "2001:db8:1::",
  }),
);
const whole = [
  { "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "0.0.0.0/1" },
  { "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "128.0.0.0/1" },
  { "@odata.type": "#microsoft.graph.iPv6CidrRange", cidrAddress: "::/1" },
  { "@odata.type": "#microsoft.graph.iPv6CidrRange", cidrAddress: "8000::/1" },
];
const place = fc.oneof(
  fc.record(
    {
      "@odata.type": fc.constant("#microsoft.graph.ipNamedLocation"),
      isTrusted: fc.boolean(),
      ipRanges: fc.oneof(
        { weight: 5, arbitrary: fc.array(range, { maxLength: 3 }) },
        { weight: 1, arbitrary: fc.constant(whole) },
      ),
    },
    { requiredKeys: ["@odata.type", "isTrusted"] },
  ),
  fc.record({
    "@odata.type": fc.constant("#microsoft.graph.countryNamedLocation"),
    countriesAndRegions: some(["FI", "SE", "NO"]),
    includeUnknownCountriesAndRegions: fc.boolean(),
    countryLookupMethod: fc.constantFrom(
      "clientIpAddress",
      "authenticatorAppGps",
      "clientIpAddress",
      "authenticatorAppGps",
      "stars",
    ),
  }),
  fc.constant({ "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation" }),
);

const users_ = fc.tuple(
  ...USERS.map((one) =>
    fc
      .record(
        {
          id: oddCase(fc.constant(one)),
          userPrincipalName: fc.constantFrom(
            "someone@contoso.example",
            "someone_fabrikam.example#EXT#@contoso.example",
          ),
          accountEnabled: fc.boolean(),
          userType: fc.constantFrom("Member", "Guest", null),
        },
        { requiredKeys: ["id", "userPrincipalName"] },
      )
      .map((user) => user),
  ),
);

const member = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...USERS).map((one) => ({ id: one })) },
  { weight: 1, arbitrary: fc.constant({ "@odata.type": "#microsoft.graph.device", id: id("f", 1) }) },
  {
    weight: 5,
    arbitrary: oddCase(fc.constantFrom(...USERS)).map((one) => ({ "@odata.type": "#microsoft.graph.user", id: one })),
  },
  {
    weight: 2,
    arbitrary: oddCase(fc.constantFrom(...GROUPS)).map((one) => ({ "@odata.type": "#microsoft.graph.group", id: one })),
  },
);
const groups = some(GROUPS).chain((ids) =>
  fc.tuple(
    ...ids.map((one) =>
      fc.record(
        { id: oddCase(fc.constant(one)), displayName: fc.constant("G"), members: fc.array(member, { maxLength: 4 }) },
        { requiredKeys: ["id"] },
      ),
    ),
  ),
);

const assignment = fc.record(
  {
    principalId: fc.constantFrom(...USERS, ...GROUPS),
    roleDefinitionId: oddCase(fc.constantFrom(...ROLES)),
    directoryScopeId: fc.constantFrom("/", "/", "/administrativeUnits/1"),
  },
  { requiredKeys: ["principalId", "roleDefinitionId"] },
);

/** Policies of one tenant, each with an id of its own: two of one id contradict each other, and neither counts. */
export function withOwnIds<P extends { readonly id?: unknown }>(policies: readonly P[]): P[] {
  const taken = new Set<unknown>();
  return policies.map((one) => {
    if (typeof one.id !== "string") return one;
    const { id } = one;
    const own = [id, ...[...DIGITS].map((digit) => id.slice(0, -1) + digit)].find((text) => !taken.has(text));
    taken.add(own);
    return own === id ? one : { ...one, id: own };
  });
}
const DIGITS = "fedcba9876543210";

export const graphTenants = fc.record(
  {
    policies: fc
      .oneof(
        { weight: 3, arbitrary: fc.array(policy, { minLength: 1, maxLength: 5 }) },
        {
          weight: 2,
          arbitrary: fc.tuple(covering, fc.array(policy, { maxLength: 1 })).map(([parts, more]) => [...parts, ...more]),
        },
      )
      .map(withOwnIds),
    namedLocations: fc
      .tuple(...LOCATIONS.map((one) => place.map((location) => ({ id: one, displayName: "L", ...location }))))
      .chain((all) => mostly(all, 3, some(all))),
    authenticationStrengthPolicies: fc
      .tuple(
        ...STRENGTHS.map((one) =>
          fc.record({
            id: fc.constant(one),
            requirementsSatisfied: fc.constantFrom("mfa", "mfa", "none"),
            allowedCombinations: combinations,
          }),
        ),
      )
      .chain((all) => some(all)),
    users: users_,
    groups,
    roleAssignments: fc.array(assignment, { maxLength: 4 }),
  },
  { requiredKeys: ["policies"] },
);

/** Exempt users, whole groups, and people who are exempt as members of a group, in lower case. */
export const exempted = fc.record({
  users: some(USERS, 2),
  groups: mostly<string[], string[]>([], 2, some(GROUPS, 2)),
  membersOf: mostly({}, 2, fc.dictionary(fc.constantFrom(...GROUPS), some(USERS, 2), { maxKeys: 2 })),
});
