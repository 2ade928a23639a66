import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "../law-of-doubt";
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

interface Case {
  readonly title: string;
  readonly tenant: object;
  readonly answer: "passed" | "failed" | "unknown";
  readonly because: RegExp;
}

const CASES: readonly Case[] = [
  { title: "everybody has a method", tenant: GOOD, answer: "passed", because: /^Everybody has registered/ },
  {
    title: "one has none, and nothing guards it",
    tenant: open(),
    answer: "failed",
    because: /engineer-1\. No policy guards/,
  },
  {
    title: "a disabled account has none",
    tenant: altered(open(), { [`users.${ENGINEER}.accountEnabled`]: false }),
    answer: "failed",
    because: /engineer-1 \(disabled\)/,
  },
  {
    title: "only an exempt account has none",
    tenant: altered(GOOD, { policies: [ON_API], "userRegistrationDetails.0.isMfaRegistered": false }),
    answer: "passed",
    because: /^Everybody/,
  },
  {
    title: "the guard leaves out somebody who has one",
    tenant: open(guard({ excludeUsers: [userId(4)] })),
    answer: "passed",
    because: /engineer-1\. Policies guard the registration of a method for it\.$/,
  },
  {
    title: "the guard leaves out whoever has none",
    tenant: open(guard({ excludeUsers: [userId(3)] })),
    answer: "failed",
    because: /No policy guards/,
  },
  {
    title: "the policy on the action asks for nothing",
    tenant: open(guard({}, {}, null)),
    answer: "failed",
    because: /No policy guards/,
  },
  {
    title: "the guard is for another action",
    tenant: open(guard({}, { applications: { includeUserActions: ["urn:user:registerdevice"] } })),
    answer: "failed",
    because: /No policy guards/,
  },
  {
    title: "the guard leaves out a trusted office",
    tenant: places([office([range("203.0.113.0/24")])]),
    answer: "passed",
    because: /leave out trusted locations: "Office", and MFA trusted IPs/,
  },
  {
    title: "the trusted office is the whole internet",
    tenant: places([office(WIDE)]),
    answer: "failed",
    because: /too wide to be anybody's own: "Office"/,
  },
  {
    title: "it is, and the guard leaves it out by name",
    tenant: places([office(WIDE)], [OFFICE]),
    answer: "failed",
    because: /too wide/,
  },
  {
    title: "the settings except the registration",
    tenant: excepting([{ userAction: "registersecurityinfo", state: "enabled" }]),
    answer: "failed",
    because: /settings except it/,
  },
  {
    title: "the settings except it in a bare word",
    tenant: excepting(["urn:user:registersecurityinfo"]),
    answer: "failed",
    because: /settings except it/,
  },
  {
    title: "the settings except recovering an account alone",
    tenant: excepting(["accountrecovery"]),
    answer: "passed",
    because: /Policies guard/,
  },
  {
    title: "the exception is only tried in report-only",
    tenant: excepting([{ userAction: "registersecurityinfo", state: "enabledForReportingButNotEnforced" }]),
    answer: "passed",
    because: /Policies guard/,
  },
];

const registered = (value: unknown): object =>
  altered(open(), { [`userRegistrationDetails.${ENGINEER}.isMfaRegistered`]: value });
const excluding = (members: unknown): object =>
  altered(open(guard({ excludeGroups: [groupId(7)] })), { "groups.1": { id: groupId(7), displayName: "G", members } });
const state = (value: unknown): object => open({ ...guard(), state: value });

const FACTS: readonly Fact[] = [
  {
    name: "who has registered a method",
    unknowable: {
      missing: [registered(MISSING), altered(open(), { userRegistrationDetails: MISSING })],
      null: [registered(null), altered(open(), { userRegistrationDetails: null })],
      "in part": [
        firstPage(open(), "userRegistrationDetails", 2),
        notWhollyRead(open(), "userRegistrationDetails", 2, "AuditLog.Read.All"),
        altered(open(), { userRegistrationDetails: [] }),
      ],
      "not understood": [registered("yes"), altered(open(), { userRegistrationDetails: ["everybody"] })],
    },
    readings: [registered(true), registered(false)],
    asks: /AuditLog\.Read\.All/,
  },
  {
    name: "who there is",
    unknowable: {
      missing: [altered(open(), { users: MISSING })],
      null: [altered(open(), { users: null })],
      "in part": [firstPage(open(), "users", 2), notWhollyRead(open(), "users", 2)],
      "not understood": [altered(open(), { "users.2": "engineer-1" })],
    },
    readings: [open(), altered(open(), { users: [] })],
    asks: /User\.Read\.All/,
  },
  {
    name: "the settings of Conditional Access",
    unknowable: {
      missing: [settings(MISSING), settings({}), settings({ exclusions: {} }), excepting(MISSING)],
      null: [settings(null), settings({ exclusions: { allResourcesExclusions: null } }), excepting(null)],
      "in part": [altered(onAll(), { notRead: ["conditionalAccessSettings"] })],
      "not understood": [
        excepting([{ action: "registersecurityinfo" }]),
        excepting([{ userAction: "registersecurityinfo" }]),
        excepting([{ userAction: "registersecurityinfo", state: "sometimes" }]),
        excepting(["registerpasskey"]),
        excepting("registersecurityinfo"),
        settings({ exclusions: { others: [] } }),
      ],
    },
    readings: [excepting([]), excepting(["registersecurityinfo"])],
    asks: /Policy\.Read\.ConditionalAccess|settings of Conditional Access/,
  },
  {
    name: "which places are trusted",
    unknowable: {
      missing: [places(MISSING)],
      null: [places(null), places([office(null)])],
      "in part": [
        firstPage(places([office(WIDE)]), "namedLocations", 0),
        notWhollyRead(places([office(WIDE)]), "namedLocations", 0),
      ],
      "not understood": [places([office(["somewhere"])]), places([office([{ cidrAddress: "203.0.113.0/99" }])])],
    },
    readings: [places([office([range("203.0.113.0/24")])]), places([office(WIDE)])],
    asks: /Policy\.Read\.All|trusted locations/,
  },
  {
    name: "who is in a group that the guard leaves out",
    unknowable: {
      missing: [excluding(MISSING)],
      null: [excluding(null)],
      "in part": [altered(excluding([]), { groups: MISSING })],
      "not understood": [excluding([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }])],
    },
    readings: [excluding([]), excluding([{ id: userId(3) }])],
    asks: /groups/,
  },
  {
    name: "what the guard says",
    unknowable: {
      missing: [state(MISSING)],
      null: [state(null)],
      "in part": "an object is there as a whole",
      "not understood": [
        state("sometimes"),
        open(guard({}, { weather: { is: "bad" } })),
        open(guard({}, { applications: { includeUserActions: ["urn:user:registerpasskey"] } })),
        open(guard({}, {}, { operator: "OR", builtInControls: ["sobriety"] })),
      ],
    },
    readings: [state("enabled"), state("disabled")],
    asks: /look at what isn't known or understood/,
  },
  {
    name: "which policies there are",
    unknowable: {
      missing: "what isn't there is refused",
      null: "what isn't there is refused",
      "in part": [firstPage(open(guard()), "policies", 1), notWhollyRead(open(guard()), "policies", 1)],
      "not understood": "each policy is a fact of its own",
    },
    readings: [open(), open(guard())],
    asks: /Policy\.Read\.All/,
  },
];

describe("who could register MFA for the victim", () => {
  for (const { title, tenant, answer, because } of CASES)
    it(`${title}: ${answer}`, () =>
      assertAnswer("mfa-registration", { tenant, register: COMPLIANT_REGISTER }, answer, because));

  itsDoubtsAreLawful("mfa-registration", COMPLIANT_REGISTER, FACTS);
});
