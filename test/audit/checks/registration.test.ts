import { addresses, aGroup, aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered, MISSING, unknowable } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const ENGINEER = 2;
const METHOD = `userRegistrationDetails.${ENGINEER}.isMfaRegistered`;
const onAction = (action: string) => ({ applications: { includeUserActions: [`urn:user:${action}`] } });
const ON_API = aPolicy({ users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] } });
const OFFICE = groupId(9);

/** One engineer has no method; these policies are beside the one on the API. */
const open = (...policies: readonly object[]): object =>
  altered(GOOD, { policies: [ON_API, ...policies], [METHOD]: false });
const guard = (users: object = {}, conditions: object = {}, more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({
    id: "g",
    displayName: "Guard",
    users,
    ...more,
    conditions: { ...onAction("registersecurityinfo"), ...conditions },
  });

const everywhere = (id: string): object =>
  guard(
    {},
    { applications: { includeApplications: ["All"] } },
    { grantControls: { operator: "OR", authenticationStrength: { id } } },
  );

const OFFICE_GUARDED = altered(
  open(guard({}, { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } })),
  { namedLocations: [addresses(OFFICE, ["203.0.113.0/24"], { displayName: "Office", isTrusted: true })] },
);

const settings = (value: unknown): object => altered(GOOD, { [METHOD]: false, conditionalAccessSettings: value });
const excepting = (userActionExclusions: unknown): object =>
  settings({ exclusions: { allResourcesExclusions: { userActionExclusions } } });
const inState = (state: unknown): object => excepting([{ userAction: "registersecurityinfo", state }]);

const EXEMPT_ALONE = altered(GOOD, { policies: [ON_API], "userRegistrationDetails.0.isMfaRegistered": false });
const DISABLED = altered(open(), { [`users.${ENGINEER}.accountEnabled`]: false });

const CASES: readonly Case[] = [
  ["everybody has a method", GOOD, "passed", /^Everybody has registered/],
  ["one has none, and nothing guards it", open(), "failed", /engineer-1\. No policy protects/],
  ["a disabled account has none", DISABLED, "failed", /engineer-1 \(disabled\)/],
  ["only an exempt account has none", EXEMPT_ALONE, "passed", /^Everybody/],
  [
    "the guard excludes somebody who has one",
    open(guard({ excludeUsers: [userId(4)] })),
    "passed",
    /engineer-1\. Policies protect the registration of a method\.$/,
  ],
  ["the guard excludes whoever has none", open(guard({ excludeUsers: [userId(3)] })), "failed", /No policy protects/],
  [
    "the policy on the action asks for nothing",
    open(guard({}, {}, { grantControls: null })),
    "failed",
    /No policy protects/,
  ],
  ["the guard is for another action", open(guard({}, onAction("registerdevice"))), "failed", /No policy protects/],
  ["the guard excludes a trusted office", OFFICE_GUARDED, "failed", /at every location/],
  [
    "settings aren't known, and what all resources ask for is a strength that isn't listed",
    altered(open(everywhere("77777777-0000-4000-8000-000000000001")), { conditionalAccessSettings: MISSING }),
    "failed",
    /No policy protects/,
  ],
];

const registered = (value: unknown): object => altered(open(), { [METHOD]: value });
const details = (value: unknown): object => altered(open(), { userRegistrationDetails: value });
const excluding = (members: unknown): object =>
  altered(open(guard({ excludeGroups: [groupId(7)] })), { "groups.1": { ...aGroup(7), members } });
const state = (value: unknown): object => open({ ...guard(), state: value });
const LOST = [{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }];

const FACTS: readonly Fact[] = [
  [
    "who has registered a method",
    /AuditLog\.Read\.All/,
    [true, false].map(registered),
    [
      ...[MISSING, null, "yes"].map(registered),
      ...unknowable(open(), "userRegistrationDetails", 2),
      ...[[], ["everybody"]].map(details),
    ],
  ],
  [
    "who there is",
    /User\.Read\.All/,
    [open(), altered(open(), { users: [] })],
    [...unknowable(open(), "users", 2), altered(open(), { "users.2": "engineer-1" })],
  ],
  [
    "the settings of Conditional Access",
    /Policy\.Read\.ConditionalAccess|settings of Conditional Access/,
    [excepting([])],
    [
      ...[MISSING, null, {}, { exclusions: {} }, { exclusions: { others: [] } }].map(settings),
      settings({ exclusions: { allResourcesExclusions: null } }),
      ...[MISSING, null, [{ action: "registersecurityinfo" }], ["registersecurityinfo"], "registersecurityinfo"].map(
        excepting,
      ),
      ...[undefined, "enabled", "disabled"].map(inState),
      altered(GOOD, { [METHOD]: false, notRead: ["conditionalAccessSettings"] }),
    ],
  ],
  [
    "who is in a group that the guard excludes",
    /groups/,
    [[], [{ id: userId(3) }]].map(excluding),
    [...[MISSING, null, LOST].map(excluding), altered(excluding([]), { groups: MISSING })],
  ],
  [
    "what the guard says",
    /check what isn't known or understood/,
    ["enabled", "disabled"].map(state),
    [
      ...[MISSING, null, "sometimes"].map(state),
      open(guard({}, { weather: { is: "bad" } })),
      open(guard({}, onAction("registerpasskey"))),
      open(guard({}, {}, { grantControls: { operator: "OR", builtInControls: ["sobriety"] } })),
    ],
  ],
  [
    "which policies there are",
    /Policy\.Read\.All/,
    [open(), open(guard())],
    unknowable(open(guard()), "policies", 1).slice(2),
  ],
];

describe("who could register MFA for the victim", () => {
  itAnswers("mfa-registration", CASES);
  itsDoubtsAreLawful("mfa-registration", COMPLIANT_REGISTER, FACTS);
});
