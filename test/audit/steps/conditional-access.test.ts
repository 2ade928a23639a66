import { aPolicy } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead, unknowable } from "../altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "../law-of-doubt";
import { compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const good = (changes: { readonly [path: string]: unknown }): object => altered(GOOD, changes);
const licence = (key: string) => (value: unknown) => good({ [`subscribedSkus.0.${key}`]: value });
const [status, plans] = [licence("capabilityStatus"), licence("servicePlans")];
const plan = (changes: object): object =>
  plans([{ servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success", ...changes }]);
const provisioned = (provisioningStatus: unknown): object => plan({ provisioningStatus });
const defaults = (value: unknown): object => good({ securityDefaults: value, policies: [] });
const withPolicy = (state: unknown): object => good({ securityDefaults: MISSING, policies: [{ ...aPolicy(), state }] });

const PLANNED = good({ securityDefaults: MISSING, plannedBy: "pulumi preview" });
const CUT = notWhollyRead(GOOD, "subscribedSkus", 0, "Some.Role");

const CASES: readonly (readonly [string, object, string, RegExp])[] = [
  ["security defaults are on", good({ securityDefaults: { isEnabled: true } }), "failed", /are on, so no/],
  ["the licence is active", GOOD, "passed", /SPE_E5/],
  ["the licence is suspended", status("Suspended"), "failed", /P2 is active/],
  ["the licence is in a state that nobody has heard of", status("Paused"), "failed", /P2 is active/],
  ["a plan of it isn't ready", provisioned("PendingMoon"), "failed", /P2 is active/],
  ["the list is empty, and wasn't wholly read", CUT, "unknown", /a page broke off/],
  ["a policy is on, so defaults are off", good({ securityDefaults: MISSING }), "passed", /policy is on/],
  ["security defaults aren't understood", good({ securityDefaults: { isEnabled: "true" } }), "unknown", /off/],
  ["security defaults aren't there, and a policy is only planned", PLANNED, "unknown", /whether security defaults are/],
];

const LICENCES = /LicenseAssignment\.Read\.All/;
const LICENCE: readonly Fact[] = [
  ["its status", LICENCES, ["Enabled", "Deleted"].map(status), [MISSING, null, 1].map(status)],
  [
    "its service plans",
    LICENCES,
    [plan({}), plan({ servicePlanName: "EXCHANGE_S_STANDARD" })],
    [
      ...[MISSING, null, [], "P2", ["P2"]].map(plans),
      ...[MISSING, null].map((servicePlanName) => plan({ servicePlanName })),
    ],
  ],
  [
    "whether a plan is there to be used",
    LICENCES,
    ["Success", "Disabled"].map(provisioned),
    [MISSING, null].map(provisioned),
  ],
  [
    "which licences there are",
    LICENCES,
    [GOOD, good({ subscribedSkus: [] })],
    [...unknowable(GOOD, "subscribedSkus", 0), good({ subscribedSkus: ["E5"] })],
  ],
];

const ON_OR_OFF = [true, false].map((isEnabled) => defaults({ isEnabled }));
const DEFAULTS: readonly Fact[] = [
  [
    "whether they are on",
    /Policy\.Read\.All/,
    ON_OR_OFF,
    [MISSING, {}, null, { isEnabled: null }, { isEnabled: "no" }].map(defaults),
  ],
  [
    "whether a policy is on",
    /Policy\.Read\.All/,
    ON_OR_OFF,
    [...[undefined, null, "sometimes"].map(withPolicy), firstPage(defaults(MISSING), "policies", 0)],
  ],
];

describe("step 3", () => {
  for (const [title, tenant, answer, because] of CASES)
    it(`${title}: ${answer}`, () => assertAnswer(3, { tenant, register: undefined }, answer, because));

  describe("licences", () => itsDoubtsAreLawful(3, undefined, LICENCE));
  describe("security defaults", () => itsDoubtsAreLawful(3, undefined, DEFAULTS));
});
