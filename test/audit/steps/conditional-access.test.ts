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
  ["a policy is on, so defaults are off", altered(GOOD, { securityDefaults: MISSING }), "passed", /policy is on/],
  ["security defaults aren't understood", altered(GOOD, { securityDefaults: { isEnabled: "true" } }), "unknown", /off/],
  [
    "security defaults aren't there, and a policy is only planned",
    altered(GOOD, { securityDefaults: MISSING, plannedBy: "pulumi preview" }),
    "unknown",
    /Could not tell whether security defaults are off/,
  ],
];

const LICENCE: readonly Fact[] = [
  [
    "the status of the licence",
    /LicenseAssignment\.Read\.All/,
    [licence({ capabilityStatus: "Enabled" }), licence({ capabilityStatus: "Deleted" })],
    [
      licence({ capabilityStatus: MISSING }),
      licence({ capabilityStatus: null }),
      licence({ capabilityStatus: "Paused" }),
      licence({ capabilityStatus: 1 }),
    ],
  ],
  [
    "the service plans of the licence",
    /LicenseAssignment\.Read\.All/,
    [plan({}), NO_PLAN],
    [
      licence({ servicePlans: MISSING }),
      plan({ servicePlanName: MISSING }),
      licence({ servicePlans: null }),
      plan({ servicePlanName: null }),
      licence({ servicePlans: [] }),
      licence({ servicePlans: "P2" }),
      licence({ servicePlans: ["P2"] }),
    ],
  ],
  [
    "whether a plan is there to be used",
    /LicenseAssignment\.Read\.All/,
    [plan({}), plan({ provisioningStatus: "Disabled" })],
    [
      plan({ provisioningStatus: MISSING }),
      plan({ provisioningStatus: null }),
      plan({ provisioningStatus: "PendingMoon" }),
    ],
  ],
  [
    "which licences there are",
    /LicenseAssignment\.Read\.All/,
    [GOOD, altered(GOOD, { subscribedSkus: [] })],
    [
      altered(GOOD, { subscribedSkus: MISSING }),
      altered(GOOD, { subscribedSkus: null }),
      firstPage(GOOD, "subscribedSkus", 0),
      notWhollyRead(GOOD, "subscribedSkus", 0),
      altered(GOOD, { subscribedSkus: ["E5"] }),
    ],
  ],
];

const DEFAULTS: readonly Fact[] = [
  [
    "whether security defaults are on",
    /Policy\.Read\.All/,
    [defaults({ isEnabled: true }), defaults({ isEnabled: false })],
    [defaults(MISSING), defaults({}), defaults(null), defaults({ isEnabled: null }), defaults({ isEnabled: "no" })],
  ],
  [
    "whether a policy is on",
    /Policy\.Read\.All/,
    [defaults({ isEnabled: true }), defaults({ isEnabled: false })],
    [
      altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: undefined }] }),
      altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: null }] }),
      firstPage(defaults(MISSING), "policies", 0),
      altered(defaults(MISSING), { policies: [{ ...aPolicy(), state: "sometimes" }] }),
    ],
  ],
];

describe("step 3", () => {
  for (const [title, tenant, answer, because] of CASES)
    it(`${title}: ${answer}`, () => assertAnswer(3, { tenant, register: undefined }, answer, because));

  describe("licences", () => itsDoubtsAreLawful(3, undefined, LICENCE));
  describe("security defaults", () => itsDoubtsAreLawful(3, undefined, DEFAULTS));
});
