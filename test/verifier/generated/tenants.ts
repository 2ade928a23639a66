import fc from "fast-check";

type Json = Record<string, unknown>;

export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const id = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${number}`;
export const USERS = [1, 2, 3, 4].map((number) => id("a", number));
const GROUPS = [1, 2, 3].map((number) => id("c", number));
/** Not in the list of groups. As a member without a type it is a person while the users aren't known. */
export const UNKNOWN_GROUP = id("c", 9);
const LOCATIONS = [1, 2, 3, 4, 5].map((number) => id("d", number));
const UNKNOWN_LOCATION = id("d", 9);
const ROLES = ["62e90394-69f5-4237-9190-012177145e10", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c"];
const HOMES = [id("9", 1), id("9", 2)];
const GUEST_TYPES = [
  "internalGuest",
  "b2bCollaborationGuest",
  "b2bCollaborationMember",
  "b2bDirectConnectUser",
  "otherExternalUser",
  "serviceProvider",
];

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const mostly = <T>(usual: T, other: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const guests: fc.Arbitrary<Json | null> = fc.record({
  guestOrExternalUserTypes: fc.subarray(GUEST_TYPES, { minLength: 1 }).map((types) => types.join(",")),
  externalTenants: fc.oneof(
    fc.constant(null),
    fc.constant({ membershipKind: "all" }),
    some(HOMES).map((members) => ({ membershipKind: "enumerated", members })),
    fc.constant({ membershipKind: "someday" }),
  ),
});

const side = (prefix: "include" | "exclude"): fc.Arbitrary<Json> =>
  fc.record({
    [`${prefix}Users`]: some([...USERS, "GuestsOrExternalUsers"]),
    [`${prefix}Groups`]: mostly<string[]>([], some([...GROUPS, UNKNOWN_GROUP]), 2),
    [`${prefix}Roles`]: mostly<string[]>([], some(ROLES), 3),
    [`${prefix}GuestsOrExternalUsers`]: mostly<Json | null>(null, guests, 3),
  });

const none = { includeUsers: [], includeGroups: [], includeRoles: [], includeGuestsOrExternalUsers: null };
const users: fc.Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({ ...none, includeUsers: ["All"] }) },
      { weight: 2, arbitrary: side("include") },
    ),
    fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: side("exclude") }),
  )
  .map(([include, exclude]) => ({ ...include, ...exclude }));

const applications: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom({ includeApplications: [AZURE_MANAGEMENT] }, { includeApplications: ["All"] }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      { includeApplications: ["Office365"] },
      { includeApplications: ["All"], excludeApplications: [AZURE_MANAGEMENT.toUpperCase()] },
      { includeApplications: ["All"], excludeApplications: ["MicrosoftAdminPortals"] },
      { includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } },
      { includeApplications: ["Azure"] },
    ),
  },
);

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const RISKS = ["none", "low", "medium", "high", "hidden"];
const places = [...LOCATIONS, UNKNOWN_LOCATION, "AllTrusted"];
const RULES = [
  'device.trustType -eq "AzureAD"',
  'device.trustType -ne "AzureAD"',
  "device.isCompliant -eq True",
  "device.isCompliant -ne True",
  'device.model -startsWith "Sur"',
  'device.model -notStartsWith "Sur"',
  'device.model -contains "face" -or device.isCompliant -eq False',
  'device.model -in ["Surface", "Pixel"] -and -not (device.isCompliant -eq True)',
  "not a rule",
];

/** Conditions by name: each narrows the policy in one dimension. */
const NARROWING: Record<string, fc.Arbitrary<Json>> = {
  clientApps: some(["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"]).map(
    (clientAppTypes) => ({ clientAppTypes }),
  ),
  platforms: fc
    .oneof(
      fc.record({ includePlatforms: fc.constant(["all"]), excludePlatforms: some(PLATFORMS) }),
      some(PLATFORMS).map((includePlatforms) => ({ includePlatforms, excludePlatforms: [] })),
    )
    .map((platforms) => ({ platforms })),
  locations: fc
    .oneof(
      some(places).map((excludeLocations) => ({ includeLocations: ["All"], excludeLocations })),
      fc.record({ includeLocations: some(places), excludeLocations: mostly<string[]>([], some(places)) }),
    )
    .map((locations) => ({ locations })),
  devices: fc
    .record({ mode: fc.constantFrom("include", "exclude"), rule: fc.constantFrom(...RULES) })
    .map((deviceFilter) => ({ devices: { deviceFilter } })),
  signInRisk: some(RISKS).map((signInRiskLevels) => ({ signInRiskLevels })),
  userRisk: some(RISKS).map((userRiskLevels) => ({ userRiskLevels })),
  insiderRisk: some(["minor", "moderate", "elevated"]).map((levels) => ({ insiderRiskLevels: levels.join(",") })),
  flows: some(["none", "deviceCodeFlow", "authenticationTransfer"]).map((methods) => ({
    authenticationFlows: { transferMethods: methods.join(",") },
  })),
  neverHeardOf: fc.constant({ moonPhase: "full" }),
};

const grant: fc.Arbitrary<Json | null> = mostly<Json | null>(
  { operator: "OR", builtInControls: ["mfa"] },
  fc.constantFrom<Json | null>(
    null,
    { operator: "OR", builtInControls: ["block"] },
    { operator: "AND", builtInControls: ["mfa", "compliantDevice"] },
    { operator: "OR", builtInControls: ["mfa", "compliantDevice"] },
    { operator: "OR", builtInControls: ["mfa"], termsOfUse: [id("7", 1)] },
    { operator: "OR", authenticationStrength: { id: "00000000-0000-0000-0000-000000000004" } },
    { operator: "OR", authenticationStrength: { id: id("7", 2), allowedCombinations: ["password"] } },
    { operator: "OR", builtInControls: ["telepathy"] },
    { operator: "XOR", builtInControls: ["mfa", "block"] },
  ),
  6,
);

const state = mostly("enabled", fc.constantFrom("disabled", "enabledForReportingButNotEnforced", "sometimes"), 8);

/** A policy that narrows only in these dimensions, so that a set of them can be enumerated; it has no id yet. */
const policyIn = (dimensions: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(state, users, applications, grant, some(dimensions))
    .chain(([state, users, applications, grantControls, narrowed]) =>
      fc.tuple(...narrowed.map((name) => NARROWING[name] ?? fc.constant({}))).map((conditions) => ({
        state,
        conditions: Object.assign({ clientAppTypes: ["all"], users, applications }, ...conditions),
        grantControls,
      })),
    );

const ranges = (cidrs: readonly string[]): Json[] => cidrs.map((cidrAddress) => ({ cidrAddress }));
const locations: fc.Arbitrary<Json[]> = some([
  {
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: LOCATIONS[0],
    isTrusted: true,
    ipRanges: ranges(["203.0.113.0/24", "2001:db8::/32"]),
  },
  {
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: LOCATIONS[1],
    isTrusted: false,
    ipRanges: ranges(["203.0.113.128/25", "198.51.100.0/24"]),
  },
  { "@odata.type": "#microsoft.graph.ipNamedLocation", id: LOCATIONS[2], isTrusted: true },
  {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    id: LOCATIONS[3],
    countriesAndRegions: ["FI", "SE"],
    includeUnknownCountriesAndRegions: true,
    countryLookupMethod: "clientIpAddress",
  },
  {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    id: LOCATIONS[4],
    countriesAndRegions: ["SE", "NO"],
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: "authenticatorAppGps",
  },
]);

const directoryUsers = USERS.map((user, number) => ({
  id: user,
  userPrincipalName: number % 2 === 0 ? `u${number}@contoso.example` : `u${number}#EXT#@contoso.example`,
  ...(number === 3 ? {} : { userType: number < 2 ? "Member" : "Guest" }),
  accountEnabled: number !== 2,
}));

const groups: fc.Arbitrary<Json[]> = fc
  .tuple(some(USERS), some([...USERS, id("c", 1), UNKNOWN_GROUP]), fc.option(some(USERS), { nil: undefined }))
  .map(([first, second, third]) =>
    [first, second, third].map((members, number) => ({
      id: GROUPS[number],
      ...(members === undefined ? {} : { members: members.map((member) => ({ id: member })) }),
    })),
  );

const roleAssignments: fc.Arbitrary<Json[]> = fc.array(
  fc.record({
    principalId: fc.constantFrom(...USERS, ...GROUPS),
    roleDefinitionId: fc.constantFrom(...ROLES),
    directoryScopeId: fc.constantFrom("/", "/administrativeUnits/1"),
  }),
  { maxLength: 3 },
);

const keep = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 4 });

/** The dimensions that the policies of one generated tenant may narrow. */
const dimensions: fc.Arbitrary<string[]> = fc.subarray(Object.keys(NARROWING), { minLength: 1, maxLength: 3 });

/** A tenant in Graph's words. What it leaves out isn't known. */
export const tenants: fc.Arbitrary<Json> = dimensions
  .chain((narrowed) =>
    fc.record({
      policies: fc
        .array(policyIn(narrowed), { minLength: 1, maxLength: 6 })
        .map((all) =>
          all.map((policy, number) => ({ id: `policy-${number}`, displayName: `Policy ${number}`, ...policy })),
        ),
      namedLocations: keep(locations),
      users: keep(fc.constant(directoryUsers)),
      groups: keep(groups),
      roleAssignments: keep(roleAssignments),
    }),
  )
  .map((tenant) => JSON.parse(JSON.stringify(tenant)) as Json);
