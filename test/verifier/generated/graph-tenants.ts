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
const OTHER_APPS = [
  ...["MicrosoftAdminPortals", "Office365"],
  ...["00000003-0000-0000-c000-000000000000", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"],
];

/** One of several, each as often as its weight says. */
const weighted = <T extends readonly unknown[]>(
  ...choices: { readonly [K in keyof T]: readonly [weight: number, arbitrary: fc.Arbitrary<T[K]>] }
): fc.Arbitrary<T[number]> => fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
/** The choice that the generators below are made of. */
const mostly = <T, U>(usual: T, times: number, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  weighted([times, fc.constant(usual)], [1, odd]);
/** Null so many times as often as such an object. */
const mostlyNull = <T>(times: number, model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  mostly(null, times, fc.record(model));
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

const GUESTS = [
  ...["internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"],
  ...["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"],
];
const tenantsOf = (kind: string, rest: object) => ({
  "@odata.type": `#microsoft.graph.conditionalAccess${kind}ExternalTenants`,
  membershipKind: kind.toLowerCase(),
  ...rest,
});
const guests = fc.record({
  guestOrExternalUserTypes: fc
    .oneof(fc.constant(GUESTS), some(GUESTS))
    .chain((types) => withNews(fc.constant([...types])))
    .map((types) => types.join(",") || "none"),
  externalTenants: weighted(
    [4, fc.constant(tenantsOf("All", {}))],
    [2, fc.constant(null)],
    [3, oddCases(TENANTS).map((members) => tenantsOf("Enumerated", { members }))],
  ),
});

const users = fc.record({
  includeUsers: weighted(
    [1, withNews(oddCases(USERS, 1))],
    [6, fc.constant(["All"])],
    [1, fc.constant(["None"])],
    [1, fc.constant(["GuestsOrExternalUsers"])],
    [2, oddCases(USERS)],
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
  includeApplications: weighted(
    [5, fc.constant(["All"])],
    [5, oddCase(fc.constant(API)).map((app) => [app])],
    [1, withNews(some(["None", ...OTHER_APPS, API]))],
  ),
  excludeApplications: mostly([], 7, withNews(oddCases([...OTHER_APPS, API], 3))),
  includeUserActions: mostly([], 30, fc.constant(["urn:user:registersecurityinfo"])),
  includeAuthenticationContextClassReferences: mostly([], 40, fc.constant(["c1"])),
  applicationFilter: mostlyNull(20, {
    mode: fc.constantFrom("include", "exclude", "somethingNew"),
    rule: fc.constant('CustomSecurityAttribute.a -eq "b"'),
  }),
});

const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"];
const clients = weighted(
  [5, fc.constant(["all"])],
  [2, withNews(some(CLIENTS))],
  [1, fc.constant(["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"])],
  [1, fc.constant(["browser", "other"])],
  [1, fc.constant(["mobileAppsAndDesktopClients", "exchangeActiveSync"])],
);

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const platforms = mostlyNull(4, {
  includePlatforms: fc.oneof(
    fc.constant(["all"]),
    withNews(some(PLATFORMS)).filter((list) => list.length > 0),
  ),
  excludePlatforms: fc.oneof(fc.constant([]), withNews(some(PLATFORMS, 3)), fc.constant(PLATFORMS)),
});

const DANGLING = id("d", 9);
const NO_LOCATION = "00000000-0000-0000-0000-000000000000";
const locations = mostlyNull(2, {
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
});

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
  rule: weighted(
    [3, comparison],
    [
      2,
      fc
        .tuple(tie("rule"), fc.constantFrom("-and", "-or"), tie("rule"))
        .map(([left, join, right]) => `(${left}) ${join} (${right})`),
    ],
    [1, tie("rule").map((inner) => `-not (${inner})`)],
  ),
}));
const devices = mostlyNull(3, {
  deviceFilter: mostlyNull(0, {
    mode: fc.constantFrom("include", "exclude"),
    rule: weighted([15, rule.filter((text) => text.length < 300)], [1, fc.constant("device.model -resembles 5")]),
  }),
});

const RISKS = ["none", "low", "medium", "high", "hidden"];
const risks: fc.Arbitrary<string[]> = mostly(
  [],
  4,
  fc.oneof(withNews(some(RISKS)), fc.constantFrom<string[]>("none,low".split(","), "medium,high,hidden".split(","))),
);

const INSIDER_RISKS = ["minor", "moderate,elevated", "minor,moderate,elevated", "minor,somethingNew"];
const FLOWS = [
  "none",
  "deviceCodeFlow",
  "authenticationTransfer",
  "deviceCodeFlow,authenticationTransfer",
  "somethingNew",
];
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
    insiderRiskLevels: mostly(null, 9, fc.constantFrom(...INSIDER_RISKS)),
    servicePrincipalRiskLevels: fc.constant([]),
    clientApplications: mostly(null, 40, fc.constant({ includeServicePrincipals: ["ServicePrincipalsInMyTenant"] })),
    authenticationFlows: mostlyNull(7, { transferMethods: fc.constantFrom(...FLOWS) }),
    times: mostly(null, 40, fc.constant({ includedRanges: [] })),
  },
  { requiredKeys: ["users", "applications", "clientAppTypes"] },
);

const COMBINATIONS = ["fido2", "password,sms", "password", "windowsHelloForBusiness", "sms", "password,softwareOath"];
const combinations = weighted([3, some(["fido2", "password,sms", "windowsHelloForBusiness"])], [1, some(COMBINATIONS)]);
const someCombinations = combinations.filter((list) => list.length > 0);
const listedStrength = (one: string, allowedCombinations: fc.Arbitrary<string[]>) =>
  fc.record({
    id: fc.constant(one),
    requirementsSatisfied: fc.constantFrom("mfa", "mfa", "none"),
    allowedCombinations,
  });
const strength = fc.oneof(
  fc.constantFrom(2, 3, 4).map((number) => ({ id: `00000000-0000-0000-0000-00000000000${number}` })),
  oddCase(fc.constantFrom(...STRENGTHS)).map((one) => ({ id: one })),
  fc.constantFrom(...STRENGTHS).chain((one) => listedStrength(one, someCombinations)),
);
const grant = weighted(
  [8, fc.constant({ operator: "OR", builtInControls: ["mfa"] })],
  [1, fc.constant({ operator: "OR", builtInControls: ["block"] })],
  [1, fc.constant(null)],
  [
    3,
    fc.record({
      operator: fc.constantFrom("AND", "OR", "and", "or", "AND", "OR", "and", "or", "XOR", null),
      builtInControls: some(["mfa", "block", "compliantDevice", "passwordChange", "somethingNew"], 3),
      customAuthenticationFactors: mostly<string[], string[]>([], 5, fc.constant(["factor"])),
      termsOfUse: mostly<string[], string[]>([], 5, fc.constant(["terms"])),
      authenticationStrength: mostly(null, 2, strength),
    }),
  ],
  [2, strength.map((one) => ({ operator: "OR", builtInControls: [], authenticationStrength: one }))],
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
const either = (key: string, one: unknown, other: unknown): Halves => [{ [key]: one }, { [key]: other }];
const filter = (mode: string, text: string) => ({ deviceFilter: { mode, rule: text } });
const halves: fc.Arbitrary<Halves> = fc.oneof(
  fc.constant(either("clientAppTypes", ["browser", "other"], ["mobileAppsAndDesktopClients", "exchangeActiveSync"])),
  some(PLATFORMS, 3).map((few) =>
    either(
      "platforms",
      { includePlatforms: few, excludePlatforms: [] },
      { includePlatforms: ["all"], excludePlatforms: few },
    ),
  ),
  oddCases([...LOCATIONS, "AllTrusted"], 2).map((few) =>
    either(
      "locations",
      { includeLocations: few, excludeLocations: [] },
      { includeLocations: ["All"], excludeLocations: few },
    ),
  ),
  rule
    .filter((text) => text.length < 200)
    .map((text) => either("devices", filter("include", text), filter("exclude", text))),
  fc
    .tuple(
      fc.constantFrom("signInRiskLevels", "userRiskLevels"),
      some(RISKS, 4).filter((few) => few.length > 0),
    )
    .map(([key, few]) =>
      either(
        key,
        few,
        RISKS.filter((level) => !few.includes(level)),
      ),
    ),
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

const cidr = (cidrAddress: string) => ({
  "@odata.type": `#microsoft.graph.iPv${cidrAddress.includes(":") ? 6 : 4}CidrRange`,
  cidrAddress,
});
const bounds = (family: 4 | 6, lowerAddress: string, upperAddress = lowerAddress) => ({
  "@odata.type": `#microsoft.graph.iPv${family}Range`,
  lowerAddress,
  upperAddress,
});
const EVERYWHERE = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"].map(cidr);
const range = fc.oneof(
  fc.constantFrom("203.0.113.0/24", "203.0.113.128/25", "0.0.0.0/1", "128.0.0.0/1", "somewhere").map(cidr),
  fc.constantFrom("2001:db8::/32", "::/1", "8000::/1").map(cidr),
  fc.constantFrom(bounds(4, "203.0.113.100", "203.0.113.200"), bounds(4, "198.51.100.7")),
  fc.constant(bounds(6, "2001:db8::1", "2001:db8:1::")),
);
const place = fc.oneof(
  fc.record(
    {
      "@odata.type": fc.constant("#microsoft.graph.ipNamedLocation"),
      isTrusted: fc.boolean(),
      ipRanges: weighted([5, fc.array(range, { maxLength: 3 })], [1, fc.constant(EVERYWHERE)]),
    },
    { requiredKeys: ["@odata.type", "isTrusted"] },
  ),
  fc.record({
    "@odata.type": fc.constant("#microsoft.graph.countryNamedLocation"),
    countriesAndRegions: some(["FI", "SE", "NO"]),
    includeUnknownCountriesAndRegions: fc.boolean(),
    countryLookupMethod: weighted(
      [4, fc.constantFrom("clientIpAddress", "authenticatorAppGps")],
      [1, fc.constant("stars")],
    ),
  }),
  fc.constant({ "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation" }),
);

const UPNS = ["someone@contoso.example", "someone_fabrikam.example#EXT#@contoso.example"];
const user = (one: string) =>
  fc.record(
    {
      id: oddCase(fc.constant(one)),
      userPrincipalName: fc.constantFrom(...UPNS),
      accountEnabled: fc.boolean(),
      userType: fc.constantFrom("Member", "Guest", null),
    },
    { requiredKeys: ["id", "userPrincipalName"] },
  );
const typed = (type: string, ids: fc.Arbitrary<string>) =>
  ids.map((one) => ({ "@odata.type": `#microsoft.graph.${type}`, id: one }));
const member = weighted(
  [1, fc.constantFrom(...USERS).map((one) => ({ id: one }))],
  [1, typed("device", fc.constant(id("f", 1)))],
  [5, typed("user", oddCase(fc.constantFrom(...USERS)))],
  [2, typed("group", oddCase(fc.constantFrom(...GROUPS)))],
);
const group = (one: string) =>
  fc.record(
    { id: oddCase(fc.constant(one)), displayName: fc.constant("G"), members: fc.array(member, { maxLength: 4 }) },
    { requiredKeys: ["id"] },
  );
/** One of a kind for each id. */
const each = <T>(ids: readonly string[], one: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...ids.map(one));

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
    policies: weighted(
      [3, fc.array(policy, { minLength: 1, maxLength: 5 })],
      [2, fc.tuple(covering, fc.array(policy, { maxLength: 1 })).map(([parts, more]) => [...parts, ...more])],
    ).map(withOwnIds),
    namedLocations: each(LOCATIONS, (one) =>
      place.map((location) => ({ id: one, displayName: "L", ...location })),
    ).chain((all) => mostly(all, 3, some(all))),
    authenticationStrengthPolicies: each(STRENGTHS, (one) => listedStrength(one, combinations)).chain((all) =>
      some(all),
    ),
    users: each(USERS, user),
    groups: some(GROUPS).chain((ids) => each(ids, group)),
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
