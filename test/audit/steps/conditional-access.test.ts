import { aPolicy } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "../law-of-doubt";
import { compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const licence = (changes: object): object =>
  altered(GOOD, Object.fromEntries(Object.entries(changes).map(([key, value]) => [`subscribedSkus.0.${key}`, value])));
const plan = (changes: object): object =>
  licence({ servicePlans: [{ servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success", ...changes }] });
const NO_PLAN = licence({ servicePlans: [{ servicePlanName: "EXCHANGE_S_STANDARD", provisioningStatus: "Success" }] });

const defaults = (value: unknown): object => altered(GOOD, { securityDefaults: value, policies: [] });

const CASES: readonly (readonly [string, object, string, RegExp])[] = [
  ["security defaults are on", altered(GOOD, { securityDefaults: { isEnabled: true } }), "failed", /are on, so no/],
  ["the licence is active", GOOD, "passed", /SPE_E5/],
  ["the licence is suspended", licence({ capabilityStatus: "Suspended" }), "failed", /isn't active/],
  [
    "the list is empty, and wasn't wholly read",
    notWhollyRead(GOOD, "subscribedSkus", 0, "Some.Role"),
    "unknown",
    /a page broke off/,
  ],
  [
    "security defaults aren't there, and a policy is on in the tenant",
    altered(GOOD, { securityDefaults: MISSING }),
    "passed",
    /policy is on/,
  ],
  [
    "security defaults aren't there, and a policy is only planned",
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

describe("step 3", () => {
  for (const [title, tenant, answer, because] of CASES)
    it(`${title}: ${answer}`, () => assertAnswer(3, { tenant, register: undefined }, answer, because));

  describe("licences", () => itsDoubtsAreLawful(3, undefined, LICENCE));
  describe("security defaults", () => itsDoubtsAreLawful(3, undefined, DEFAULTS));
});
