import assert from "node:assert/strict";
import { AUTHENTICATION_FLOWS, CLIENT_APPS, INSIDER_RISKS, PLATFORMS, RISKS } from "../../src/law/model/dimensions";
import type { SignIn } from "../../src/law/model/sign-in";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const NAMED = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const UNIVERSE = {
  clientApp: CLIENT_APPS,
  platform: PLATFORMS,
  signInRisk: RISKS,
  userRisk: RISKS,
  insiderRisk: INSIDER_RISKS,
  authenticationFlow: AUTHENTICATION_FLOWS,
} as const;

const rows: Readonly<
  Record<
    string,
    readonly [
      conditions: Record<string, unknown>,
      dimension: keyof typeof UNIVERSE,
      covers: readonly SignIn[keyof typeof UNIVERSE][],
    ]
  >
> = {
  "`all` client types": [{ clientAppTypes: ["all"] }, "clientApp", CLIENT_APPS],
  "no client types": [{ clientAppTypes: [] }, "clientApp", []],
  "unset client types": [{ clientAppTypes: null }, "clientApp", []],
  "Exchange ActiveSync": [
    { clientAppTypes: ["exchangeActiveSync"] },
    "clientApp",
    ["exchangeActiveSync", "easSupported"],
  ],
  "Exchange ActiveSync on supported platforms": [{ clientAppTypes: ["easSupported"] }, "clientApp", ["easSupported"]],
  "unset platforms": [{ platforms: null }, "platform", PLATFORMS],
  "`all` platforms": [{ platforms: { includePlatforms: ["all"] } }, "platform", PLATFORMS],
  "all six named platforms": [
    { platforms: { includePlatforms: NAMED } },
    "platform",
    PLATFORMS.filter((one) => one !== "unknown"),
  ],
  "`all` platforms but one": [
    { platforms: { includePlatforms: ["all"], excludePlatforms: ["linux"] } },
    "platform",
    PLATFORMS.filter((one) => one !== "linux"),
  ],
  "a platform that is excluded as well": [
    { platforms: { includePlatforms: ["linux", "iOS"], excludePlatforms: ["linux"] } },
    "platform",
    ["iOS"],
  ],
  "no sign-in risk levels": [{ signInRiskLevels: [] }, "signInRisk", RISKS],
  "some sign-in risk levels": [{ signInRiskLevels: ["high", "medium"] }, "signInRisk", ["medium", "high"]],
  "all but hidden user risk": [
    { userRiskLevels: ["none", "low", "medium", "high"] },
    "userRisk",
    ["none", "low", "medium", "high"],
  ],
  "all insider risk levels": [
    { insiderRiskLevels: "minor,moderate,elevated" },
    "insiderRisk",
    ["minor", "moderate", "elevated"],
  ],
  "unset flows": [{ authenticationFlows: null }, "authenticationFlow", AUTHENTICATION_FLOWS],
  "both flows": [
    { authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" } },
    "authenticationFlow",
    ["deviceCodeFlow", "authenticationTransfer"],
  ],
  "the flow `none`": [{ authenticationFlows: { transferMethods: "none" } }, "authenticationFlow", []],
};

describe("a condition", () => {
  for (const [title, [conditions, dimension, covers]] of Object.entries(rows))
    it(`of ${title} covers ${covers.length === 0 ? "nothing" : covers.map(String).join(", ")}`, () => {
      const covered = UNIVERSE[dimension].filter(
        (value) => stops({ conditions }, aSignIn({ [dimension]: value })) === "yes",
      );
      assert.deepEqual(covered, covers);
    });

  for (const [field, conditions] of Object.entries({
    clientAppTypes: { clientAppTypes: ["later"] },
    platforms: { platforms: { includePlatforms: ["all"], excludePlatforms: ["later"] } },
    signInRiskLevels: { signInRiskLevels: ["later"] },
    insiderRiskLevels: { insiderRiskLevels: "later" },
    authenticationFlows: { authenticationFlows: { transferMethods: "later" } },
    "locations that aren't text": { locations: { includeLocations: ["All"], excludeLocations: [7] } },
    "a device rule": { devices: { deviceFilter: { mode: "include", rule: "later" } } },
    "a condition that nobody knows": { later: ["x"] },
    "a condition object that nobody knows, though empty": { later: {} },
  }))
    it(`is unclear with an unknown word in ${field}`, () => assert.equal(stops({ conditions }, aSignIn()), "unclear"));

  it("that isn't met decides, whatever else isn't understood", () =>
    assert.equal(stops({ conditions: { later: ["x"], clientAppTypes: ["other"] } }, aSignIn()), "no"));
});

const RULE = 'device.trustType -eq "AzureAD"';
const filter = (mode: string, rule: string) => ({ conditions: { devices: { deviceFilter: { mode, rule } } } });
const joined: SignIn["device"] = { kind: "registered", attributes: new Map([["trustType", "azuread"]]) };

describe("a device filter", () => {
  for (const [mode, operator, applies] of [
    ["include", "-eq", "no"],
    ["exclude", "-eq", "yes"],
    ["include", "-ne", "yes"],
    ["exclude", "-ne", "no"],
  ] as const)
    it(`that ${mode}s by ${operator} ${applies === "yes" ? "applies" : "doesn't apply"} to an unregistered device`, () =>
      assert.equal(stops(filter(mode, RULE.replace("-eq", operator)), aSignIn()), applies));

  it("applies to a device that matches, in any letter case", () => {
    assert.equal(stops(filter("include", RULE), aSignIn({ device: joined })), "yes");
    assert.equal(stops(filter("exclude", RULE), aSignIn({ device: joined })), "no");
  });
});
