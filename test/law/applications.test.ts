import assert from "node:assert/strict";
import { AZURE_MANAGEMENT } from "../../src/law/model/ids";
import type { Truth } from "../../src/law/model/truth";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const API = AZURE_MANAGEMENT;
const GRAPH = "00000003-0000-0000-c000-000000000000";
const PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
const filter = (mode: string) => ({ mode, rule: 'CustomSecurityAttribute.tier -eq "0"' });

const rows: Readonly<Record<string, readonly [applications: Record<string, unknown>, is: Truth]>> = {
  everything: [{ includeApplications: ["All"] }, "yes"],
  "its id in capitals": [{ includeApplications: [API.toUpperCase()] }, "yes"],
  nothing: [{ includeApplications: ["None"] }, "no"],
  "other ids": [{ includeApplications: [GRAPH, PORTAL] }, "no"],
  "the admin portals": [{ includeApplications: ["MicrosoftAdminPortals"] }, "no"],
  "Office 365": [{ includeApplications: ["Office365"] }, "no"],
  "agents' resources": [{ includeApplications: ["AllAgentIdResources"] }, "no"],
  "everything but the API": [{ includeApplications: ["All"], excludeApplications: [API] }, "no"],
  "the API, which is excluded again in capitals": [
    { includeApplications: [API], excludeApplications: [API.toUpperCase()] },
    "no",
  ],
  "everything but everything": [{ includeApplications: ["All"], excludeApplications: ["All"] }, "no"],
  "everything but the portals and others": [
    { includeApplications: ["All"], excludeApplications: ["MicrosoftAdminPortals", "Office365", PORTAL, GRAPH] },
    "yes",
  ],
  "a filter that includes, alone": [{ applicationFilter: filter("include") }, "no"],
  "the API beside a filter that includes": [
    { includeApplications: [API], applicationFilter: filter("include") },
    "yes",
  ],
  "everything but what a filter excludes": [
    { includeApplications: ["All"], applicationFilter: filter("exclude") },
    "no",
  ],
  "a filter of a mode that nobody knows": [
    { includeApplications: ["All"], applicationFilter: filter("later") },
    "unclear",
  ],
  "a filter of a mode that nobody knows, alone": [{ applicationFilter: filter("later") }, "unclear"],
  "a user action": [{ includeUserActions: ["urn:user:registersecurityinfo"] }, "no"],
  "a user action beside everything": [
    { includeApplications: ["All"], includeUserActions: ["urn:user:registerdevice"] },
    "no",
  ],
  "an authentication context": [{ includeAuthenticationContextClassReferences: ["c1"] }, "no"],
  "a word that nobody knows": [{ includeApplications: ["AllAzure"] }, "unclear"],
  "everything but a word that nobody knows": [
    { includeApplications: ["All"], excludeApplications: ["AllAzure"] },
    "unclear",
  ],
};

const WORDS = { yes: "targets", no: "doesn't target", unclear: "may or may not target" };

describe("a policy", () => {
  for (const [title, [applications, is]] of Object.entries(rows))
    it(`for ${title} ${WORDS[is]} Azure management`, () =>
      assert.equal(stops({ conditions: { applications } }, aSignIn()), is));

  for (const [state, is] of Object.entries({
    enabled: "yes",
    disabled: "no",
    enabledForReportingButNotEnforced: "no",
    later: "unclear",
  }))
    it(`whose state is ${state} ${is === "yes" ? "is" : is === "no" ? "isn't" : "may be"} enforced`, () =>
      assert.equal(stops({ state }, aSignIn()), is));
});
