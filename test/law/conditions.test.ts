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

const rows: readonly {
  title: string;
  conditions: Record<string, unknown>;
  dimension: keyof typeof UNIVERSE;
  covers: readonly SignIn[keyof typeof UNIVERSE][];
}[] = [
  { title: "`all` client types", conditions: { clientAppTypes: ["all"] }, dimension: "clientApp", covers: CLIENT_APPS },
  { title: "no client types", conditions: { clientAppTypes: [] }, dimension: "clientApp", covers: [] },
  { title: "unset client types", conditions: { clientAppTypes: null }, dimension: "clientApp", covers: [] },
  {
    title: "Exchange ActiveSync",
    conditions: { clientAppTypes: ["exchangeActiveSync"] },
    dimension: "clientApp",
    covers: ["exchangeActiveSync", "easSupported"],
  },
  {
    title: "Exchange ActiveSync on supported platforms",
    conditions: { clientAppTypes: ["easSupported"] },
    dimension: "clientApp",
    covers: ["easSupported"],
  },
  { title: "unset platforms", conditions: { platforms: null }, dimension: "platform", covers: PLATFORMS },
  {
    title: "`all` platforms",
    conditions: { platforms: { includePlatforms: ["all"] } },
    dimension: "platform",
    covers: PLATFORMS,
  },
  {
    title: "all six named platforms",
    conditions: { platforms: { includePlatforms: NAMED } },
    dimension: "platform",
    covers: PLATFORMS.filter((one) => one !== "unknown"),
  },
  {
    title: "`all` platforms but one",
    conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["linux"] } },
    dimension: "platform",
    covers: PLATFORMS.filter((one) => one !== "linux"),
  },
  {
    title: "a platform that is excluded as well",
    conditions: { platforms: { includePlatforms: ["linux", "iOS"], excludePlatforms: ["linux"] } },
    dimension: "platform",
    covers: ["iOS"],
  },
  { title: "no sign-in risk levels", conditions: { signInRiskLevels: [] }, dimension: "signInRisk", covers: RISKS },
  {
    title: "some sign-in risk levels",
    conditions: { signInRiskLevels: ["high", "medium"] },
    dimension: "signInRisk",
    covers: ["medium", "high"],
  },
  {
    title: "all but hidden user risk",
    conditions: { userRiskLevels: ["none", "low", "medium", "high"] },
    dimension: "userRisk",
    covers: ["none", "low", "medium", "high"],
  },
  {
    title: "unset insider risk",
    conditions: { insiderRiskLevels: null },
    dimension: "insiderRisk",
    covers: INSIDER_RISKS,
  },
  {
    title: "all insider risk levels",
    conditions: { insiderRiskLevels: "minor,moderate,elevated" },
    dimension: "insiderRisk",
    covers: ["minor", "moderate", "elevated"],
  },
  {
    title: "unset flows",
    conditions: { authenticationFlows: null },
    dimension: "authenticationFlow",
    covers: AUTHENTICATION_FLOWS,
  },
  {
    title: "both flows",
    conditions: { authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" } },
    dimension: "authenticationFlow",
    covers: ["deviceCodeFlow", "authenticationTransfer"],
  },
  {
    title: "the flow `none`",
    conditions: { authenticationFlows: { transferMethods: "none" } },
    dimension: "authenticationFlow",
    covers: [],
  },
];

describe("a condition", () => {
  for (const { title, conditions, dimension, covers } of rows)
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
    "a device rule": { devices: { deviceFilter: { mode: "include", rule: "later" } } },
    "a condition that nobody knows": { later: ["x"] },
    "a condition object that nobody knows, though empty": { later: {} },
  }))
    it(`is unclear with a word that nobody knows in ${field}`, () =>
      assert.equal(stops({ conditions }, aSignIn()), "unclear"));

  it("that isn't met decides, whatever else isn't understood", () =>
    assert.equal(stops({ conditions: { later: ["x"], clientAppTypes: ["other"] } }, aSignIn()), "no"));
});

const RULE = 'device.trustType -eq "AzureAD"';
const filter = (mode: string, rule: string) => ({ conditions: { devices: { deviceFilter: { mode, rule } } } });
const joined: SignIn["device"] = { kind: "registered", attributes: new Map([["trustType", "azuread"]]) };

describe("a device filter", () => {
  it("that includes by a positive rule doesn't apply to an unregistered device", () =>
    assert.equal(stops(filter("include", RULE), aSignIn()), "no"));

  it("that excludes by a positive rule applies to an unregistered device", () =>
    assert.equal(stops(filter("exclude", RULE), aSignIn()), "yes"));

  it("that includes by a negative rule applies to an unregistered device", () =>
    assert.equal(stops(filter("include", RULE.replace("-eq", "-ne")), aSignIn()), "yes"));

  it("that excludes by a negative rule doesn't apply to an unregistered device", () =>
    assert.equal(stops(filter("exclude", RULE.replace("-eq", "-ne")), aSignIn()), "no"));

  it("applies to a device that matches, in any letter case", () => {
    assert.equal(stops(filter("include", RULE), aSignIn({ device: joined })), "yes");
    assert.equal(stops(filter("exclude", RULE), aSignIn({ device: joined })), "no");
  });

  it("with `-not` round an attribute that the device lacks never applies", () => {
    for (const mode of ["include", "exclude"]) assert.equal(stops(filter(mode, `-not (${RULE})`), aSignIn()), "no");
  });
});
