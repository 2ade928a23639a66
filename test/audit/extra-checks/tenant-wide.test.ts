import type { ExtraCheckId } from "../../../src/audit/extra-checks";
import { aPolicy } from "../../cli/a-tenant";
import { compliantTenant } from "../tenants/compliant";
import { altered, firstPage, MISSING, notWhollyRead } from "./altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "./law-of-doubt";

const GOOD = compliantTenant();
const licence = (changes: object): object =>
  altered(GOOD, Object.fromEntries(Object.entries(changes).map(([key, value]) => [`subscribedSkus.0.${key}`, value])));
const plan = (changes: object): object =>
  licence({ servicePlans: [{ servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success", ...changes }] });
const NO_PLAN = licence({ servicePlans: [{ servicePlanName: "EXCHANGE_S_STANDARD", provisioningStatus: "Success" }] });

const managed = (changes: object): object =>
  altered(GOOD, {
    "policies.1": {
      ...aPolicy({ id: "m", displayName: "Microsoft-managed: MFA", state: "enabledForReportingButNotEnforced" }),
      createdDateTime: "2026-09-01T00:00:00Z",
      ...changes,
    },
  });

const defaults = (value: unknown): object => altered(GOOD, { securityDefaults: value, policies: [] });

const CASES: readonly (readonly [ExtraCheckId, string, object, string, RegExp])[] = [
  ["licence", "it is active", GOOD, "passed", /SPE_E5/],
  ["licence", "it is suspended", licence({ capabilityStatus: "Suspended" }), "failed", /isn't active/],
  [
    "licence",
    "the list is empty, and wasn't wholly read",
    notWhollyRead(GOOD, "subscribedSkus", 0, "Some.Role"),
    "unknown",
    /a page broke off/,
  ],
  [
    "microsoft-managed",
    "the 45 days are over",
    managed({ createdDateTime: "2026-01-01T00:00:00Z" }),
    "passed",
    /may switch itself on any day, since 45 days were over on 2026-02-15/,
  ],
  [
    "microsoft-managed",
    "the 45 days aren't over",
    managed({ createdDateTime: "2026-09-01T00:00:00Z" }),
    "passed",
    /from 2026-10-16/,
  ],
  [
    "security-defaults",
    "a policy is on in the tenant",
    altered(GOOD, { securityDefaults: MISSING }),
    "passed",
    /policy is on/,
  ],
  [
    "security-defaults",
    "a policy is only planned",
    altered(GOOD, { securityDefaults: MISSING, plannedBy: "pulumi preview" }),
    "unknown",
    /isn't known/,
  ],
];

const LICENCE: readonly Fact[] = [
  {
    name: "the status of the licence",
    unknowable: {
      missing: [licence({ capabilityStatus: MISSING })],
      null: [licence({ capabilityStatus: null })],
      "in part": "it is one value",
      "not understood": [licence({ capabilityStatus: "Paused" }), licence({ capabilityStatus: 1 })],
    },
    readings: [licence({ capabilityStatus: "Enabled" }), licence({ capabilityStatus: "Deleted" })],
    asks: /LicenseAssignment\.Read\.All/,
  },
  {
    name: "the service plans of the licence",
    unknowable: {
      missing: [licence({ servicePlans: MISSING }), plan({ servicePlanName: MISSING })],
      null: [licence({ servicePlans: null }), plan({ servicePlanName: null })],
      "in part": [licence({ servicePlans: [] })],
      "not understood": [licence({ servicePlans: "P2" }), licence({ servicePlans: ["P2"] })],
    },
    readings: [plan({}), NO_PLAN],
    asks: /LicenseAssignment\.Read\.All/,
  },
  {
    name: "whether a plan is there to be used",
    unknowable: {
      missing: [plan({ provisioningStatus: MISSING })],
      null: [plan({ provisioningStatus: null })],
      "in part": "it is one value",
      "not understood": [plan({ provisioningStatus: "PendingMoon" })],
    },
    readings: [plan({}), plan({ provisioningStatus: "Disabled" })],
    asks: /LicenseAssignment\.Read\.All/,
  },
  {
    name: "which licences there are",
    unknowable: {
      missing: [altered(GOOD, { subscribedSkus: MISSING })],
      null: [altered(GOOD, { subscribedSkus: null })],
      "in part": [firstPage(GOOD, "subscribedSkus", 0), notWhollyRead(GOOD, "subscribedSkus", 0)],
      "not understood": [altered(GOOD, { subscribedSkus: ["E5"] })],
    },
    readings: [GOOD, altered(GOOD, { subscribedSkus: [] })],
    asks: /LicenseAssignment\.Read\.All/,
  },
];

const MANAGED: readonly Fact[] = [
  {
    name: "the day on which Microsoft made it",
    unknowable: {
      missing: [managed({ createdDateTime: undefined })],
      null: [managed({ createdDateTime: null })],
      "in part": "it is one value",
      "not understood": [managed({ createdDateTime: "last summer" }), managed({ createdDateTime: "1" })],
    },
    readings: [managed({}), managed({ state: "disabled" }), GOOD],
    asks: /Entra admin center/,
  },
  {
    name: "its state",
    unknowable: {
      missing: [managed({ state: undefined })],
      null: [managed({ state: null })],
      "in part": "it is one value",
      "not understood": [managed({ state: "soon" })],
    },
    readings: [managed({}), managed({ createdDateTime: undefined }), GOOD],
    asks: /Entra admin center/,
  },
  {
    name: "which policies there are",
    unknowable: {
      missing: "what isn't there is refused",
      null: "what isn't there is refused",
      "in part": [firstPage(GOOD, "policies", 1), notWhollyRead(GOOD, "policies", 1)],
      "not understood": "each policy is a fact of its own",
    },
    readings: [GOOD, managed({})],
    asks: /Policy\.Read\.All/,
  },
];

const DEFAULTS: readonly Fact[] = [
  {
    name: "whether security defaults are on",
    unknowable: {
      missing: [defaults(MISSING), defaults({})],
      null: [defaults(null), defaults({ isEnabled: null })],
      "in part": "it is one value",
      "not understood": [defaults({ isEnabled: "no" })],
    },
    readings: [defaults({ isEnabled: true }), defaults({ isEnabled: false })],
    asks: /Policy\.Read\.All/,
  },
  {
    name: "whether a policy is on",
    unknowable: {
      missing: [altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: undefined }] })],
      null: [altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: null }] })],
      "in part": [firstPage(defaults(MISSING), "policies", 0)],
      "not understood": [altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: "sometimes" }] })],
    },
    readings: [defaults({ isEnabled: true }), defaults({ isEnabled: false })],
    asks: /Policy\.Read\.All/,
  },
];

describe("what is asked of the tenant as a whole", () => {
  for (const [id, title, tenant, answer, because] of CASES)
    it(`${id}: ${title}: ${answer}`, () => assertAnswer(id, { tenant, register: undefined }, answer, because));

  describe("licences", () => itsDoubtsAreLawful("licence", undefined, LICENCE));
  describe("policies that Microsoft manages", () => itsDoubtsAreLawful("microsoft-managed", undefined, MANAGED));
  describe("security defaults", () => itsDoubtsAreLawful("security-defaults", undefined, DEFAULTS));
});
