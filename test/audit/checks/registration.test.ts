import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const ENGINEER = 2;
const REGISTERING = { applications: { includeUserActions: ["urn:user:registersecurityinfo"] } };
const ON_API = aPolicy({ users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] } });
const OFFICE = groupId(9);

/** One engineer has no method; these policies are beside the one on the API. */
const open = (...policies: readonly object[]): object =>
  altered(GOOD, { policies: [ON_API, ...policies], [`userRegistrationDetails.${ENGINEER}.isMfaRegistered`]: false });
const guard = (users: object = {}, conditions: object = {}, grantControls?: object | null): object =>
  aPolicy({
    id: "g",
    displayName: "Guard",
    users,
    conditions: { ...REGISTERING, ...conditions },
    ...(grantControls === undefined ? {} : { grantControls }),
  });
const onAll = (): object => altered(GOOD, { [`userRegistrationDetails.${ENGINEER}.isMfaRegistered`]: false });

const range = (cidrAddress: string): object => ({
  "@odata.type": `#microsoft.graph.iPv${cidrAddress.includes(":") ? 6 : 4}CidrRange`,
  cidrAddress,
});
const office = (ipRanges: unknown, isTrusted: unknown = true): object => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: OFFICE,
  displayName: "Office",
  isTrusted,
  ipRanges,
});
const places = (namedLocations: unknown, excludeLocations = ["AllTrusted"]): object =>
  altered(open(guard({}, { locations: { includeLocations: ["All"], excludeLocations } })), { namedLocations });
const WIDE = ["0.0.0.0/1", "128.0.0.0/1", "::/0"].map(range);

const settings = (value: unknown): object => altered(onAll(), { conditionalAccessSettings: value });
const excepting = (userActionExclusions: unknown): object =>
  settings({ exclusions: { allResourcesExclusions: { userActionExclusions } } });

const CASES: readonly Case[] = [
  ["everybody has a method", GOOD, "passed", /^Everybody has registered/],
  ["one has none, and nothing guards it", open(), "failed", /engineer-1\. No policy protects/],
  [
    "a disabled account has none",
    altered(open(), { [`users.${ENGINEER}.accountEnabled`]: false }),
    "failed",
    /engineer-1 \(disabled\)/,
  ],
  [
    "only an exempt account has none",
    altered(GOOD, { policies: [ON_API], "userRegistrationDetails.0.isMfaRegistered": false }),
    "passed",
    /^Everybody/,
  ],
  [
    "the guard excludes somebody who has one",
    open(guard({ excludeUsers: [userId(4)] })),
    "passed",
    /engineer-1\. Policies protect the registration of a method for it\.$/,
  ],
  ["the guard excludes whoever has none", open(guard({ excludeUsers: [userId(3)] })), "failed", /No policy protects/],
  ["the policy on the action asks for nothing", open(guard({}, {}, null)), "failed", /No policy protects/],
  [
    "the guard is for another action",
    open(guard({}, { applications: { includeUserActions: ["urn:user:registerdevice"] } })),
    "failed",
    /No policy protects/,
  ],
  [
    "the guard excludes a trusted office",
    places([office([range("203.0.113.0/24")])]),
    "passed",
    /exclude trusted locations: "Office", and MFA trusted IPs/,
  ],
  [
    "the trusted office is the whole internet",
    places([office(WIDE)]),
    "failed",
    /too wide for one organization: "Office"/,
  ],
  ["the trusted office is as wide as one may be", places([office([range("10.0.0.0/8")])]), "passed", /"Office"/],
  [
    "the trusted office is that wide and has one address more",
    places([office([range("10.0.0.0/8"), range("11.0.0.0/32")])]),
    "failed",
    /too wide for one organization/,
  ],
  ["it is, and the guard leaves it out by name", places([office(WIDE)], [OFFICE]), "failed", /too wide/],
  ["the trusted office is as wide as one may be in IPv6", places([office([range("2001::/16")])]), "passed", /"Office"/],
  ["the trusted office is twice as wide in IPv6", places([office([range("2002::/15")])]), "failed", /too wide/],
  [
    "the settings except the registration",
    excepting([{ userAction: "registersecurityinfo", state: "enabled" }]),
    "failed",
    /settings except the registration/,
  ],
  [
    "the settings except the registration in a bare word",
    excepting(["urn:user:registersecurityinfo"]),
    "failed",
    /settings except the registration/,
  ],
  ["the settings except recovering an account alone", excepting(["accountrecovery"]), "passed", /Policies protect/],
  [
    "the exception is only tried in report-only",
    excepting([{ userAction: "registersecurityinfo", state: "enabledForReportingButNotEnforced" }]),
    "passed",
    /Policies protect/,
  ],
];

const registered = (value: unknown): object =>
  altered(open(), { [`userRegistrationDetails.${ENGINEER}.isMfaRegistered`]: value });
const excluding = (members: unknown): object =>
  altered(open(guard({ excludeGroups: [groupId(7)] })), { "groups.1": { id: groupId(7), displayName: "G", members } });
const state = (value: unknown): object => open({ ...guard(), state: value });

const FACTS: readonly Fact[] = [
  [
    "who has registered a method",
    /AuditLog\.Read\.All/,
    [registered(true), registered(false)],
    [
      registered(MISSING),
      altered(open(), { userRegistrationDetails: MISSING }),
      registered(null),
      altered(open(), { userRegistrationDetails: null }),
      firstPage(open(), "userRegistrationDetails", 2),
      notWhollyRead(open(), "userRegistrationDetails", 2, "AuditLog.Read.All"),
      altered(open(), { userRegistrationDetails: [] }),
      registered("yes"),
      altered(open(), { userRegistrationDetails: ["everybody"] }),
    ],
  ],
  [
    "who there is",
    /User\.Read\.All/,
    [open(), altered(open(), { users: [] })],
    [
      altered(open(), { users: MISSING }),
      altered(open(), { users: null }),
      firstPage(open(), "users", 2),
      notWhollyRead(open(), "users", 2),
      altered(open(), { "users.2": "engineer-1" }),
    ],
  ],
  [
    "the settings of Conditional Access",
    /Policy\.Read\.ConditionalAccess|settings of Conditional Access/,
    [excepting([]), excepting(["registersecurityinfo"])],
    [
      settings(MISSING),
      settings({}),
      settings({ exclusions: {} }),
      excepting(MISSING),
      settings(null),
      settings({ exclusions: { allResourcesExclusions: null } }),
      excepting(null),
      altered(onAll(), { notRead: ["conditionalAccessSettings"] }),
      excepting([{ action: "registersecurityinfo" }]),
      excepting([{ userAction: "registersecurityinfo" }]),
      excepting([{ userAction: "registersecurityinfo", state: "sometimes" }]),
      excepting(["registerpasskey"]),
      excepting("registersecurityinfo"),
      settings({ exclusions: { others: [] } }),
    ],
  ],
  [
    "which places are trusted",
    /Policy\.Read\.All|trusted locations/,
    [places([office([range("203.0.113.0/24")])]), places([office(WIDE)])],
    [
      places(MISSING),
      places(null),
      places([office(null)]),
      firstPage(places([office(WIDE)]), "namedLocations", 0),
      notWhollyRead(places([office(WIDE)]), "namedLocations", 0),
      places([office(["somewhere"])]),
      places([office([{ cidrAddress: "203.0.113.0/99" }])]),
      places([office([range("64:ff9b::/96")])]), // it may stand for all of IPv4
    ],
  ],
  [
    "who is in a group that the guard excludes",
    /groups/,
    [excluding([]), excluding([{ id: userId(3) }])],
    [
      excluding(MISSING),
      excluding(null),
      altered(excluding([]), { groups: MISSING }),
      excluding([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }]),
    ],
  ],
  [
    "what the guard says",
    /check what isn't known or understood/,
    [state("enabled"), state("disabled")],
    [
      state(MISSING),
      state(null),
      state("sometimes"),
      open(guard({}, { weather: { is: "bad" } })),
      open(guard({}, { applications: { includeUserActions: ["urn:user:registerpasskey"] } })),
      open(guard({}, {}, { operator: "OR", builtInControls: ["sobriety"] })),
    ],
  ],
  [
    "which policies there are",
    /Policy\.Read\.All/,
    [open(), open(guard())],
    [firstPage(open(guard()), "policies", 1), notWhollyRead(open(guard()), "policies", 1)],
  ],
];

describe("who could register MFA for the victim", () => {
  itAnswers("mfa-registration", CASES);
  itsDoubtsAreLawful("mfa-registration", COMPLIANT_REGISTER, FACTS);
});
